"""A process of the city's own: brought in by an act, its records, needs and branches followed by a real dossier."""

import copy
import datetime
import io
import json
import pathlib
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from city.agencies.models import PostPowers
from city.services.actions import definitions, examination, reception, records
from city.services.engine.processes import TWO_AGENCIES
from city.services.models import Definition, Dossier, StepRun
from city.services.queries import moves
from city.services.queries.definitions import process_for, process_of
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal import unguarded
from stories.cast import agency_named
from stories.papers import paper
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.players import Player

HOUSE, OFFICER, CHAIR, CLERK = ("pham.ngoc.bich", "1.009994"), "ninhkieu.hotich", "ninhkieu.chutich", "ninhkieu.motcua"
DAY = clock.today() - datetime.timedelta(days=4)
VISIT = {"visited_on": DAY.isoformat(), "visited_place": "Hẻm 9", "visited_by": "Công chức, chủ nhà", "visit_findings": "Đúng như bản vẽ."}  # fmt: skip
TYPED = {**VISIT, "visited_on-day": DAY.day, "visited_on-month": DAY.month, "visited_on-year": DAY.year}


def following(dossier: Dossier, **changes: Any) -> Dossier:
    """The dossier under a process of its own: (step, verb) -> what its move says otherwise."""
    body = copy.deepcopy(TWO_AGENCIES)
    body["code"] = "of-our-own"
    for key, values in changes.items():
        id, _, verb = key.partition("__")
        found = next(s for s in body["steps"] if s["id"] == id)
        next(m for m in found["moves"] if m["verb"] == verb).update(values)
    with unguarded("as if it had begun with this process"):
        Dossier.objects.filter(pk=dossier.pk).update(process=definitions.publish_process(body=body, by=SYSTEM))
    dossier.refresh_from_db()
    return dossier


def test_publishing_refuses_what_does_not_hold_together_and_knows_a_repetition(city: City) -> None:
    body = copy.deepcopy(TWO_AGENCIES)
    body["code"] = "broken"
    body["steps"][1]["moves"][1]["to"] = "attic"
    with pytest.raises(Refused, match="dẫn tới attic"):
        definitions.publish_process(body=body, by=SYSTEM)
    assert Definition.objects.filter(code="broken").count() == 0
    body["steps"][1]["moves"][1]["to"] = "opinion"
    assert definitions.publish_process(body=body, by=SYSTEM) == definitions.publish_process(body=body, by=SYSTEM)
    with pytest.raises(NotAllowed):
        definitions.publish_process(body=body, by=Player(CHAIR).actor)


def test_the_command_says_what_is_wrong_and_new_dossiers_follow_the_newest(city: City, tmp_path: pathlib.Path) -> None:
    body = copy.deepcopy(TWO_AGENCIES)
    file = tmp_path / "process.json"
    file.write_text(json.dumps({**body, "steps": body["steps"][:-1]}), encoding="utf-8")
    with pytest.raises(CommandError, match="Bước approve: approve dẫn tới return, bước này không có"):
        call_command("publish_process", file)
    body["steps"][1]["minutes"] = 480
    file.write_text(json.dumps(body), encoding="utf-8")
    call_command("publish_process", file)
    version = city.dossier(*HOUSE).version
    ward = agency_named("Ủy ban nhân dân phường Ninh Kiều")
    assert process_for(version, ward).body["steps"][1]["minutes"] == 480
    assert process_of(city.dossier(*HOUSE)).step("examine").minutes == 3 * 480  # as it began


def test_an_inspection_is_written_down_from_the_page_and_written_again_with_its_trace(city: City) -> None:
    dossier, officer, chair = city.dossier(*HOUSE), city.sign_in(OFFICER), city.sign_in(CHAIR)
    where = "records/site_visit"
    assert "Biên bản kiểm tra thực địa" in page(officer, dossier)
    assert "Biên bản kiểm tra thực địa" not in page(chair, dossier)  # nothing written yet, and not his to write
    wrong = post(officer, dossier, where, **{**TYPED, "visited_on-day": "32"})
    assert (wrong.status_code, "Đúng như bản vẽ." in wrong.content.decode(), dossier.records.count()) == (422, True, 0)
    assert post(officer, dossier, where, **TYPED).status_code == 302
    assert post(officer, dossier, where, **{**TYPED, "visit_findings": "Lệch ranh 0,3 m."}).status_code == 302
    html = page(chair, dossier)
    assert ("Lệch ranh 0,3 m." in html, "Đúng như bản vẽ." in html, "bản ghi lần 2" in html) == (True, False, True)
    assert list(dossier.records.order_by("no").values_list("no", "values__visit_findings")) == [(1, "Đúng như bản vẽ."), (2, "Lệch ranh 0,3 m.")]  # fmt: skip
    assert post(city.sign_in(CLERK), dossier, where, **TYPED).status_code == 404
    assert post(officer, dossier, "records/diary", **TYPED).status_code == 404


def test_a_record_is_checked_by_the_act_too(city: City) -> None:
    dossier, by = city.dossier(*HOUSE), Player(OFFICER).actor
    for values in ({**VISIT, "visited_on": "3026-01-01"}, {**VISIT, "mood": "good"}, {"visited_place": "Hẻm 9"}):
        with pytest.raises(Refused):
            records.write_record(dossier=dossier, page="site_visit", values=values, by=by)
    with pytest.raises(NotAllowed):
        records.write_record(dossier=dossier, page="site_visit", values=VISIT, by=Player(CHAIR).actor)
    records.write_record(dossier=dossier, page="site_visit", values=VISIT, by=by)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        records.write_record(dossier=dossier, page="site_visit", values=VISIT, by=by)


def test_what_a_move_needs_is_said_before_the_button_and_asked_by_the_act(city: City) -> None:
    dossier = following(city.dossier(*HOUSE), examine__propose={"needs": ["outcome", "comment", "record", "payment"]})
    officer, given = city.sign_in(OFFICER), {"outcome": "granted", "comment": "Đủ điều kiện."}
    html = page(officer, dossier)
    for words in ("Chưa ghi “Biên bản kiểm tra thực địa”.", "phí, lệ phí chưa nộp. Thu tiền trước, hoặc yêu cầu nộp."):
        assert words in html
    assert '/proposal/"' not in html
    assert (post(officer, dossier, "proposal", **given).status_code, phase(dossier)) == (422, ("accepted", "examine"))
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    records.write_record(dossier=dossier, page="site_visit", values=VISIT, by=Player(OFFICER).actor)
    assert '/proposal/"' in page(officer, dossier)
    assert (post(officer, dossier, "proposal", **given).status_code, phase(dossier)[1]) == (302, "approve")


def test_a_file_that_is_needed_goes_with_the_move_and_is_read_by_who_has_a_step(city: City) -> None:
    dossier = following(city.dossier(*HOUSE), examine__propose={"needs": ["outcome", "comment", "file"]})
    officer, given = city.sign_in(OFFICER), {"outcome": "granted", "comment": "Đủ điều kiện."}
    assert 'type="file"' in page(officer, dossier)
    assert (post(officer, dossier, "proposal", **given).status_code, phase(dossier)[1]) == (422, "examine")
    file = io.BytesIO(paper("Tờ trình"))
    file.name = "to-trinh.pdf"
    assert post(officer, dossier, "proposal", **given, file=file).status_code == 302
    run = StepRun.objects.exclude(file=None).get(dossier=dossier)
    url = f"/desk/dossiers/{dossier.submission}/files/{run.pk}/"
    assert ("to-trinh.pdf" in page(city.sign_in(CHAIR), dossier), run.file_name) == (True, "to-trinh.pdf")
    seen = {
        who: city.sign_in(who).get(url).status_code for who in (CHAIR, OFFICER, "ninhkieu.vanthu", "cairang.motcua")
    }
    assert seen == {CHAIR: 200, OFFICER: 200, "ninhkieu.vanthu": 404, "cairang.motcua": 404}


def test_a_signature_needs_who_may_sign(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.004873")
    post_of = Player(CHAIR).actor.post_id
    with unguarded("a deputy who approves, without a certificate"):
        PostPowers.objects.filter(post=post_of).update(powers=["dossiers.approve", "see_agency"])
    html = page(city.sign_in(CHAIR), dossier)
    assert ("chức vụ của bạn không có quyền ký văn bản" in html, '/approval/"' in html) == (True, False)


def test_a_condition_chooses_the_way(city: City) -> None:
    two_floors = {"==": [{"var": "house_floors"}, "2-6"]}
    dossier = following(city.dossier(*HOUSE), examine__hand_over={"when": two_floors}, examine__propose={"when": {"not": two_floors}})  # fmt: skip
    assert [m.verb for m in moves.open_moves(dossier)] == ["hand_over", "ask_supplement", "ask_payment"]
    with pytest.raises(WrongMove, match="chưa đủ điều kiện"):
        examination.propose(dossier=dossier, outcome="granted", comment="x", by=Player(OFFICER).actor)
    with unguarded("one storey"):
        Dossier.objects.filter(pk=dossier.pk).update(answers={**dossier.answers, "house_floors": "1"})
    dossier.refresh_from_db()
    assert [m.verb for m in moves.open_moves(dossier)] == ["propose", "ask_supplement", "ask_payment"]


def test_a_correction_of_what_the_step_may_not_write_is_refused(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    body = copy.deepcopy(TWO_AGENCIES)
    body["code"], body["steps"][1]["writes"] = "narrow", ["plot_*", "record:site_visit"]
    with unguarded("as if it had begun with this process"):
        Dossier.objects.filter(pk=dossier.pk).update(process=definitions.publish_process(body=body, by=SYSTEM))
    dossier.refresh_from_db()
    by, typo = Player(OFFICER).actor, "gõ nhầm"
    examination.correct(dossier=dossier, answers={**dossier.answers, "plot_number": "58"}, reason=typo, by=by)
    with pytest.raises(Refused, match="house_height"):
        examination.correct(dossier=dossier, answers={**dossier.answers, "house_height": 3}, reason=typo, by=by)
    officer, url = city.sign_in(OFFICER), f"/desk/dossiers/{dossier.submission}/correction/"
    html = officer.get(url).content.decode()
    assert ("?page=plot" in html, "?page=house" in html) == (True, False)
    dossier.refresh_from_db()
    stale = {"plot_number": "59", "reason": typo, "revision": dossier.revision, "plot_address": "x", "plot_sheet": "24", "plot_area": "96,5"}  # fmt: skip
    assert officer.post(f"{url}?page=plot", stale).status_code == 302
    assert officer.post(f"{url}?page=plot", {**stale, "plot_number": "60"}).status_code == 409  # opened before


def test_asked_to_explain_the_term_runs_on_and_the_one_supplement_is_still_there(city: City) -> None:
    dossier = following(city.dossier(*HOUSE), examine__ask_supplement={"clock": "resume"})
    officer, owner, first = Player(OFFICER).actor, Player("pham.ngoc.bich"), dossier.due_at
    for name in ("Công ty B", "Công ty C"):  # as often as the officer has a question
        reception.ask_supplement(dossier=dossier, lacks=[reception.Lack("mismatch", field="designer_name")], by=officer)
        owner.supplies(dossier, {"designer_name": name})
    assert (set(dossier.dues.values_list("cause", flat=True)), dossier.due_at) == ({"first", "resume"}, first)
    assert (moves.rounds_over(dossier), phase(dossier)) == ("", ("processing", "examine"))


def test_the_second_supplement_is_not_offered(city: City) -> None:
    dossier, officer, owner = city.dossier(*HOUSE), Player(OFFICER), Player("pham.ngoc.bich")
    lacks = [reception.Lack("incomplete", field="designer_name")]
    reception.ask_supplement(dossier=dossier, lacks=lacks, by=officer.actor)
    owner.supplies(dossier, {"designer_name": "Công ty B"})
    officer.takes(dossier)
    html = page(city.sign_in(OFFICER), dossier)
    assert ("Luật không cho yêu cầu thêm" in html, '/supplement/"' in html) == (True, False)
    with pytest.raises(Refused, match="Luật không cho yêu cầu thêm"):
        reception.ask_supplement(dossier=dossier, lacks=lacks, by=officer.actor)


def test_what_was_written_down_cannot_be_changed(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    row = records.write_record(dossier=dossier, page="site_visit", values=VISIT, by=Player(OFFICER).actor)
    with unguarded("an attempt"), pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(values={})


def test_a_due_date_once_counted_stands(city: City) -> None:
    due = city.dossier(*HOUSE).dues.get()
    with unguarded("an attempt"), pytest.raises(DatabaseError, match="counted once"), transaction.atomic():
        type(due).objects.filter(pk=due.pk).update(due_at=due.counted_at)
