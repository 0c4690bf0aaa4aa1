"""A process that does not hold together is refused with sentences that say where and what to do."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from city.services.engine.process import BadProcess, load
from city.services.engine.process_checks import checked, stands
from city.services.engine.processes import GENERIC, POWERS, TWO_AGENCIES
from city.services.states.dossiers import MOVES

Body = dict[str, Any]


@pytest.mark.parametrize("code", sorted(GENERIC))
def test_what_we_ship_holds_together(code: str) -> None:
    """Each step reached, each move possible somewhere it stands, each power one that a post can have."""
    process = checked(GENERIC[code])
    reached = stands(process)
    assert {at.step for at in reached} == {step.id for step in process.steps}
    for step in process.steps:
        phases = {at.phase for at in reached if at.step == step.id}
        assert {m.verb for m in step.moves if not phases & MOVES[m.verb][0]} == set()
        assert step.power in POWERS


def step(body: Body, id: str) -> Body:
    found: Body = next(s for s in body["steps"] if s["id"] == id)
    return found


def _move(body: Body, id: str, verb: str) -> Body:
    found: Body = next(m for m in step(body, id)["moves"] if m["verb"] == verb)
    return found


def _no_way_out(b: Body) -> None:
    step(b, "opinion")["moves"] = []


def _unknown_verb(b: Body) -> None:
    _move(b, "examine", "propose")["verb"] = "nod"


def _verb_of_the_applicant(b: Body) -> None:
    _move(b, "examine", "propose")["verb"] = "withdraw"


def _nowhere(b: Body) -> None:
    _move(b, "opinion", "forward")["to"] = "attic"


def _lost(b: Body) -> None:
    for id in ("examine", "conclude"):
        step(b, id)["moves"] = [m for m in step(b, id)["moves"] if m["verb"] != "hand_over"]


def _never(b: Body) -> None:
    step(b, "conclude")["moves"].append({**_move(b, "receive", "accept"), "to": "approve"})


def _early_return(b: Body) -> None:
    step(b, "receive")["moves"].append({**_move(b, "return", "return"), "needs": []})


def _no_proposal(b: Body) -> None:
    step(b, "conclude")["moves"] = [{**_move(b, "opinion", "forward"), "to": "approve"}]
    step(b, "examine")["moves"] = [m for m in step(b, "examine")["moves"] if m["verb"] != "propose"]


def _second_agency_without_asking(b: Body) -> None:
    _move(b, "receive", "accept")["to"] = "opinion"


def _supplement_elsewhere(b: Body) -> None:
    _move(b, "examine", "ask_supplement")["to"] = "receive"


def _need_nobody_can_give(b: Body) -> None:
    _move(b, "approve", "approve")["needs"] = ["comment"]


def _record_nobody_writes(b: Body) -> None:
    _move(b, "opinion", "forward")["needs"] = ["record"]


def _strange_record(b: Body) -> None:
    step(b, "examine")["writes"] = ["record:diary"]


def _shadowed(b: Body) -> None:
    step(b, "conclude")["moves"].append({**_move(b, "conclude", "propose")})


def _stuck(b: Body) -> None:
    _move(b, "approve", "approve")["to"] = "conclude"


def _bad_condition(b: Body) -> None:
    _move(b, "conclude", "propose")["when"] = {"between": [1, 2]}


def _clock_of_another(b: Body) -> None:
    _move(b, "opinion", "forward")["clock"] = "resume"


def _key_missing(b: Body) -> None:
    del step(b, "examine")["power"]


FAULTS: dict[Callable[[Body], None], str] = {
    _no_way_out: "two-agencies: Bước opinion: không có đường ra; thêm ít nhất một việc (moves).",
    _unknown_verb: "two-agencies: Bước examine: nod không phải việc của một bước.",
    _verb_of_the_applicant: "two-agencies: Bước examine: withdraw không phải việc của một bước.",
    _nowhere: "two-agencies: Bước opinion: forward dẫn tới attic, bước này không có.",
    _lost: "two-agencies: Không việc nào dẫn tới bước opinion.",
    _never: "two-agencies: Bước conclude: accept không bao giờ làm được; hồ sơ tới đây ở tình trạng “Đang giải quyết”, việc này cần “Chờ tiếp nhận”.",
    _early_return: "two-agencies: Bước receive: return không bao giờ làm được; hồ sơ tới đây ở tình trạng “Chờ tiếp nhận”, việc này cần “Đã có kết quả”.",
    _no_proposal: "two-agencies: Bước approve: chưa ai đề xuất kết quả (propose) trước khi duyệt.",
    _second_agency_without_asking: "two-agencies: Bước receive: bước opinion thuộc cơ quan khác: chỉ hand_over dẫn tới đó.",
    _supplement_elsewhere: "two-agencies: Bước examine: ask_supplement chờ người nộp rồi trở lại chính bước này: to phải là examine.",
    _need_nobody_can_give: "two-agencies: Bước approve: approve đòi comment, mà việc này không nhận được.",
    _record_nobody_writes: "two-agencies: Bước opinion: forward đòi ghi nhận (record), nhưng bước này không được ghi trang nào.",
    _strange_record: "two-agencies: Bước examine: record:diary không có trong biểu ghi nhận của quy trình.",
    _shadowed: "two-agencies: Bước conclude: sau propose không điều kiện, việc propose khác không bao giờ tới lượt; đặt điều kiện (when).",
    _stuck: "two-agencies: Hồ sơ tới bước conclude ở tình trạng “Đã có kết quả” thì không còn việc nào làm được.",
    _bad_condition: "Điều kiện “when” không đọc được: between.",
    _clock_of_another: "two-agencies: Bước opinion: forward: clock chỉ là restart, hoặc resume ở ask_supplement.",
    _key_missing: "Thiếu mục 'power'.",
}  # fmt: skip


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda one: one.__name__.strip("_"))
def test_each_fault_is_named(spoil: Callable[[Body], None]) -> None:
    body = copy.deepcopy(TWO_AGENCIES)
    spoil(body)
    with override("vi"), pytest.raises(BadProcess) as bad:
        checked(body)
    assert FAULTS[spoil] in bad.value.faults


def test_a_body_of_an_earlier_day_without_masks_and_conditions_still_loads() -> None:
    body = copy.deepcopy(GENERIC["commune-one-step"])
    for one in body["steps"]:
        del one["masks"], one["writes"]
    step_ = load(body).step("examine")
    assert (step_.masks, step_.writes, step_.reads) == ((), ("*",), ("*",))
