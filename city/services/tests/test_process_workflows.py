"""Seven real internal processes (../shared/data/workflows), mapped by hand: steps, minutes, a second agency, a branch.

What the model does not carry, and how it stands here instead:
- opinions of several agencies at once (Bắc Ninh, step 6): one second agency after another;
- the applicant's step (Lạng Sơn, step 13): asking for a supplement after which the term runs on; no step of its own;
- papers that go out on the way (a submission of the department to the province): a comment, and a file where one is needed;
- sealing as a step of its own: its minutes stand with the signature."""

import csv
import pathlib
import re
from typing import Any

import pytest

from city.services.engine.process import Process
from city.services.engine.process_checks import checked, stands

FILE = pathlib.Path(__file__).resolve().parents[4] / "shared/data/workflows/internal_process_steps_2025.csv"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="../shared/data/workflows is not here")
POWER = {"receive": "dossiers.accept", "assign": "dossiers.assign", "review": "dossiers.review", "approve": "dossiers.approve", "return": "dossiers.return"}  # fmt: skip


def rows_of(decision: str, place: str, number: str) -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        found = [r for r in csv.DictReader(file) if (r["van_ban"], r["noi_ban_hanh"], r["quy_trinh"]) == (decision, place, number)]  # fmt: skip
    return {row["buoc"]: row for row in found}


def minutes(row: dict[str, str]) -> int:
    """ "0,5 ngày", "04 giờ làm việc"; office hours and "không tính thời gian" take none of the term."""
    text = row["thoi_gian"].replace("1/2", "0,5")
    number = re.match(r"\s*(\d+(?:[.,]\d+)?)\s*(ngày|giờ)", text)
    if number is None:
        return 0
    return round(float(number[1].replace(",", ".")) * (480 if number[2] == "ngày" else 60))


def move(verb: str, to: str, *needs: str, when: Any = "", clock: str = "restart") -> dict[str, Any]:
    return {
        "verb": verb,
        "to": to,
        "needs": list(needs),
        "when": when,
        "clock": clock,
        "label": {"vi": verb, "en": verb},
    }


def process(code: str, rows: dict[str, dict[str, str]], *steps: tuple[str, str, str, list[dict[str, Any]]], record: Any = None, writes: dict[str, list[str]] | None = None) -> Process:  # fmt: skip
    """(id, numbers of the source's steps, place, moves); the minutes are those of the source."""
    made = []
    for id, numbers, place, moves in steps:
        source = [rows[number] for number in numbers.split()]
        name = (source[0]["noi_dung"] or source[0]["trach_nhiem"])[:200]
        power = next((power for kind, power in POWER.items() if id.startswith(kind)), "dossiers.examine")
        made.append({"id": id, "name": {"vi": name, "en": name}, "power": power, "place": place, "minutes": sum(map(minutes, source)),
                     "moves": moves, "writes": (writes or {}).get(id, [])})  # fmt: skip
    body = {"code": code, "name": {"vi": code, "en": code}, "steps": made, **({"record": record} if record else {})}
    return checked(body)


ACCEPT = [move("ask_supplement", "receive", "reasons"), move("refuse_reception", "end", "reasons")]
RETURN = [move("return", "end")]


def approve(back: str) -> list[dict[str, Any]]:
    return [move("approve", "return", "signature"), move("send_back", back, "comment")]


def medical_examiner() -> Process:
    rows = rows_of("3005/QĐ-UBND", "Hà Tĩnh", "1")
    return process("ha-tinh-3005-1", rows,
                   ("receive", "1 2", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "3", "agency", [move("forward", "examine")]),
                   ("examine", "4", "agency", [move("propose", "review", "outcome", "comment")]), ("review", "5", "agency", [move("forward", "approve")]),
                   ("approve", "6 7", "agency", approve("review")), ("return", "8", "reception", RETURN))  # fmt: skip


def festival() -> Process:
    rows = rows_of("2031/QĐ-UBND", "Cao Bằng", "3")
    return process("cao-bang-2031-3", rows,
                   ("receive", "1", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "2", "agency", [move("forward", "examine")]),
                   ("examine", "3", "agency", [move("propose", "review", "outcome", "comment"), move("ask_supplement", "examine", "reasons")]),
                   ("review", "4", "agency", [move("forward", "approve"), move("send_back", "examine", "comment")]),
                   ("approve", "5 6", "agency", approve("review")), ("return", "7", "reception", RETURN))  # fmt: skip


def free_sale() -> Process:
    """A department receives and examines, the province decides; handing out takes two hours of the term."""
    rows = rows_of("2811/QĐ-UBND", "Đồng Nai", "1")
    return process("dong-nai-2811-1", rows,
                   ("receive", "1", "reception", [move("accept", "examine"), *ACCEPT]),
                   ("examine", "2", "reception", [move("propose", "approve", "outcome", "comment"), move("ask_supplement", "examine", "reasons")]),
                   ("approve", "3", "agency", approve("examine")), ("return", "4", "reception", RETURN))  # fmt: skip


def weather_data() -> Process:
    """Two levels: five steps in the department, the province's office examines and decides."""
    rows = rows_of("1948/QĐ-UBND", "Cao Bằng", "1")
    return process("cao-bang-1948-1", rows,
                   ("receive", "1", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "2", "reception", [move("forward", "examine")]),
                   ("examine", "3", "reception", [move("propose", "review", "outcome", "comment")]), ("review", "4", "reception", [move("forward", "leader")]),
                   ("leader", "5 6", "reception", [move("forward", "approve", "file")]), ("approve", "7", "agency", approve("leader")),
                   ("return", "8", "reception", RETURN))  # fmt: skip


def allowance() -> Process:
    """Commune, department, and the province asked for its opinion: three agencies."""
    rows = rows_of("3854/QĐ-UBND", "Nghệ An", "1")
    return process("nghe-an-3854-1", rows,
                   ("receive", "1", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "2", "reception", [move("forward", "examine")]),
                   ("examine", "3", "reception", [move("propose", "review", "outcome", "comment")]), ("review", "4", "reception", [move("forward", "commune_leader")]),
                   ("commune_leader", "5 6", "reception", [move("forward", "receive_above"), move("send_back", "review", "comment")]),
                   ("receive_above", "7", "agency", [move("forward", "assign_above")]), ("assign_above", "8", "agency", [move("forward", "examine_above")]),
                   ("examine_above", "9", "agency", [move("hand_over", "province", "agency", "comment")]),
                   ("province", "10", "other", [move("forward", "conclude", "comment")]),
                   ("conclude", "11", "agency", [move("propose", "review_above", "outcome", "comment")]), ("review_above", "12", "agency", [move("forward", "approve")]),
                   ("approve", "13 14", "agency", approve("review_above")), ("return", "15", "agency", RETURN))  # fmt: skip


def investment() -> Process:
    """Opinions are asked for, then the province decides."""
    rows = rows_of("1582/QĐ-UBND", "Bắc Ninh", "1")
    return process("bac-ninh-1582-1", rows,
                   ("receive", "1", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "2", "reception", [move("forward", "examine")]),
                   ("examine", "3", "reception", [move("forward", "review")]), ("review", "4", "reception", [move("forward", "leader")]),
                   ("leader", "5", "reception", [move("hand_over", "opinion", "agency", "comment")]),
                   ("opinion", "6", "other", [move("forward", "conclude", "comment")]),
                   ("conclude", "7", "reception", [move("propose", "review_report", "outcome", "comment"), move("ask_supplement", "conclude", "reasons")]),
                   ("review_report", "8", "reception", [move("forward", "leader_report")]), ("leader_report", "9 10", "reception", [move("forward", "approve")]),
                   ("approve", "11", "agency", approve("leader_report")), ("return", "12", "reception", RETURN))  # fmt: skip


COUNCIL = {"form": "council", "engine": 1, "title": {"vi": "Hội đồng", "en": "Council"}, "pages": [{
    "id": "council", "title": {"vi": "Có thành lập hội đồng không?", "en": "Is there a council?"},
    "fields": [{"id": "with_council", "kind": "yes_no", "label": {"vi": "Thành lập hội đồng", "en": "Council"}}]}]}  # fmt: skip


def innovation_centre() -> Process:
    """The examiner writes down whether a council is needed: with it nine more steps, without it straight on."""
    rows = rows_of("2487/QĐ-UBND", "Lạng Sơn", "2")
    council = {"==": [{"var": "record.with_council"}, True]}
    return process("lang-son-2487", rows,
                   ("receive", "1", "reception", [move("accept", "assign"), *ACCEPT]), ("assign", "2", "reception", [move("forward", "examine")]),
                   ("examine", "3", "reception", [move("forward", "review_council", "record", when=council), move("propose", "review", "outcome", "comment", "record")]),
                   ("review_council", "4", "reception", [move("forward", "leader_council")]), ("leader_council", "5 6", "reception", [move("forward", "found_council")]),
                   ("found_council", "7", "agency", [move("forward", "meet")]), ("meet", "8", "agency", [move("forward", "conclude", "file")]),
                   ("conclude", "9 10 11 12", "reception", [move("ask_supplement", "conclude", "reasons", clock="resume"), move("forward", "examine_again")]),
                   ("examine_again", "14", "reception", [move("propose", "review", "outcome", "comment")]),
                   ("review", "15", "reception", [move("forward", "leader")]), ("leader", "16 17", "reception", [move("forward", "approve")]),
                   ("approve", "18", "agency", approve("leader")), ("return", "19", "reception", RETURN),
                   record=COUNCIL, writes={"examine": ["record:council"]})  # fmt: skip


# steps, minutes of the whole (days of eight hours), by hand from the decisions
WORKFLOWS = {
    medical_examiner: (6, 20 * 480),
    festival: (6, 4 * 480),
    free_sale: (4, 16 * 60),
    weather_data: (7, 12 * 480),
    allowance: (13, 96 * 60),
    investment: (11, 17 * 480),
    innovation_centre: (13, 27 * 480),
}


@pytest.mark.parametrize("mapped", WORKFLOWS, ids=lambda one: one.__name__)
def test_a_real_process_is_carried(mapped: Any) -> None:
    found = mapped()
    assert (len(found.steps), sum(step.minutes for step in found.steps)) == WORKFLOWS[mapped]
    assert {at.step for at in stands(found)} == {step.id for step in found.steps}
    assert found.steps[-1].moves[0].verb == "return"


def test_the_branch_follows_what_the_examiner_wrote() -> None:
    examine = innovation_centre().step("examine")
    ways = [{m.verb: m.to for m in examine.open_moves({"record.with_council": value})} for value in (True, False, None)]
    assert ways == [{"forward": "review_council", "propose": "review"}, {"propose": "review"}, {"propose": "review"}]


def test_a_last_step_without_time_has_none() -> None:
    assert [festival().step("return").minutes, free_sale().step("return").minutes] == [0, 120]
