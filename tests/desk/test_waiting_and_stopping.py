"""Waiting for the fee, and the agency's own stop: the clock, the inbox, the page, the notices."""

import datetime
import re

import pytest

from city.documents.models import Document
from city.payments.queries import charge_of
from city.services.actions import fees
from city.services.actions.reception import Lack
from city.services.models import Dossier, Stop
from city.services.states.dossiers import NATIONAL_STATUS
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.errors import WrongMove
from kernel.journal.models import Delivery
from kernel.notifications import inbox_of
from kernel.refs import ref
from stories.cast import agency_named
from stories.plays import CHILD
from stories.script import day
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"


def told(dossier: Dossier) -> list[str]:
    jobs.run_due()
    owner = dossier.parties.get(role="owner").person_id
    return [message.subject for message in inbox_of([owner]) if str(dossier) in message.subject]


def test_the_fee_first_then_the_work_goes_on_where_it_was(city: City) -> None:
    dossier, officer, clerk, owner = city.dossier(*HOUSE), *map(city.sign_in, (OFFICER, CLERK, OWNER))
    assert "Yêu cầu nộp phí trước khi giải quyết tiếp" in page(officer, dossier)
    assert post(officer, dossier, "payment").status_code == 302
    assert (phase(dossier), NATIONAL_STATUS[dossier.phase], dossier.holder_name) == (("payment", "examine"), 6, "")
    assert (open_items(ref(dossier)).count(), dossier.spans.get(span__endswith__isnull=True).reason) == (0, "payment")
    assert "Đang dừng, chờ nộp phí, lệ phí." in page(officer, dossier)
    assert told(dossier)[0] == f"Hồ sơ {dossier} cần nộp phí, lệ phí"
    html = owner.get(f"/my/dossiers/{dossier.submission}/").content.decode()
    assert ("Cần nộp phí, lệ phí" in html, "75.000" in html) == (True, True)
    charge = charge_of(ref(dossier))
    assert charge is not None
    assert clerk.post(f"/desk/charges/{charge.pk}/cash/", {"payer": "Phạm Ngọc Bích"}).status_code == 302
    assert told(dossier)[0] == f"Đã nhận phí, lệ phí của hồ sơ {dossier}"
    assert phase(dossier) == ("processing", "examine")
    [item] = open_items(ref(dossier))
    assert item.holder == Player(OFFICER).actor.principals[0]  # who asked has it again
    assert "Yêu cầu nộp phí trước" not in page(officer, dossier)  # nothing is due any more


def test_the_term_runs_on_from_where_it_stood_and_the_first_due_date_stays(city: City) -> None:
    """Accepted 30 days ago, asked for the fee 20 days ago, paid 6 days ago: the days between do not count."""
    dossier, officer, today = city.dossier(*HOUSE), Player(OFFICER), clock.today()
    first = dossier.due_at
    with clock.at(day(today, 20, 9, 0)):
        fees.ask_payment(dossier=dossier, by=officer.actor)
    with clock.at(day(today, 6, 9, 0)):
        Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
        jobs.run_due()
    dossier.refresh_from_db()
    assert (dossier.first_due_at, dossier.dues.latest("no").cause) == (first, "resume")
    paused = [d for d in dossier.dues.latest("no").explanation["days"] if "paused" in d]
    assert first is not None and dossier.due_at is not None and dossier.due_at > first
    assert len(paused) == (day(today, 6).date() - day(today, 20).date()).days
    assert [span.reason for span in dossier.spans.order_by("span")] == ["accepted", "payment", "resume"]
    assert "Chờ nộp phí, lệ phí" in page(city.sign_in(OFFICER), dossier)


def test_nothing_due_nothing_asked(city: City) -> None:
    dossier, officer = city.dossier(*HOUSE), city.sign_in(OFFICER)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    answer = post(officer, dossier, "payment")
    assert (answer.status_code, "không có khoản phí" in answer.content.decode()) == (422, True)
    assert phase(dossier) == ("accepted", "examine")


def test_cash_taken_while_nobody_waits_for_it_moves_nothing(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    before = (*phase(dossier), dossier.revision)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    jobs.run_due()
    assert (*phase(dossier), dossier.revision) == before


def test_a_leader_stops_with_reason_and_basis(city: City) -> None:
    dossier, chair, owner = city.dossier(*HOUSE), city.sign_in(CHAIR), city.sign_in(OWNER)
    assert f"/desk/dossiers/{dossier.submission}/stop/" in page(chair, dossier)
    typed = {"reason": "dispute", "note": "Thửa đất đang có tranh chấp tại tòa. Nộp lại khi có bản án."}
    wrong = post(chair, dossier, "stop", **typed)
    assert (wrong.status_code, typed["note"] in wrong.content.decode(), phase(dossier)[0]) == (422, True, "accepted")
    basis = "Khoản 2 Điều 19 Nghị định 61/2018/NĐ-CP"
    assert post(chair, dossier, "stop", **typed, basis=basis).status_code == 302
    assert (phase(dossier), NATIONAL_STATUS[dossier.phase], dossier.closed_at is not None) == (("stopped", ""), 8, True)
    assert Stop.objects.get(dossier=dossier).post.title == "Chủ tịch"
    assert (open_items(ref(dossier)).count(), charge_of(ref(dossier))) == (0, None)
    assert told(dossier)[0] == f"Hồ sơ {dossier} đã dừng giải quyết"
    for html in (page(chair, dossier), owner.get(f"/my/dossiers/{dossier.submission}/").content.decode()):
        assert (basis in html, typed["note"] in html, "Có tranh chấp đang được giải quyết" in html) == (True,) * 3
    assert chair.get(f"/desk/dossiers/{dossier.submission}/stop/").status_code == 404
    assert dossier.spans.filter(span__endswith__isnull=True).count() == 0


@pytest.mark.parametrize("who", [OFFICER, CLERK])
def test_others_do_not_stop(who: str, city: City) -> None:
    dossier, client = city.dossier(*HOUSE), city.sign_in(who)
    typed = {"reason": "dispute", "basis": "x", "note": "x"}
    assert (client.get(f"/desk/dossiers/{dossier.submission}/stop/").status_code, post(client, dossier, "stop", **typed).status_code) == (404, 404)  # fmt: skip
    assert phase(dossier)[0] == "accepted"


def test_a_dossier_that_waits_for_its_owner_can_be_stopped_too(city: City) -> None:
    dossier, chair = city.dossier("nguyen.thi.lan", "1.009994"), city.sign_in(CHAIR)
    assert phase(dossier)[0] == "supplement"
    typed = {"reason": "not_supplied", "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn có thể nộp hồ sơ mới."}
    assert post(chair, dossier, "stop", **typed).status_code == 302
    with pytest.raises(WrongMove):
        Player("nguyen.thi.lan").supplies(dossier)


@pytest.mark.parametrize(
    ("reason", "words"),
    [("not_supplied", "không có yêu cầu bổ sung nào"), ("not_paid", "không còn khoản phí, lệ phí nào chưa nộp")],
)
def test_it_is_not_stopped_for_what_did_not_happen(reason: str, words: str, city: City) -> None:
    dossier, chair = city.dossier(*HOUSE), city.sign_in(CHAIR)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    typed = {"reason": reason, "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn có thể nộp hồ sơ mới."}
    answer = post(chair, dossier, "stop", **typed)
    assert (answer.status_code, words in answer.content.decode(), phase(dossier)[0]) == (422, True, "accepted")


def test_it_is_stopped_where_the_fee_is_due(city: City) -> None:
    dossier, chair = city.dossier(*HOUSE), city.sign_in(CHAIR)
    typed = {"reason": "not_paid", "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn có thể nộp hồ sơ mới."}
    assert post(chair, dossier, "stop", **typed).status_code == 302
    assert phase(dossier) == ("stopped", "")


def test_what_was_never_taken_in_can_be_stopped_too(city: City) -> None:
    """Asked to supplement before it had a code, and nothing came."""
    today, ward = clock.today(), agency_named("Ủy ban nhân dân phường Ninh Kiều")
    birth = {**CHILD, "birth_on": (today - datetime.timedelta(days=20)).isoformat(), "applicant_phone": "0919887766"}
    owner = Player("le.van.phuoc")
    dossier = owner.drafts("1.001193", ward, birth)
    owner.attaches(dossier)
    owner.submits(dossier)
    Player(CLERK).asks(dossier, [Lack("missing", paper=dossier.papers.earliest("pk"))], "Gửi lại bản rõ.")
    typed = {"reason": "not_supplied", "basis": "Điều 11 Nghị định 118/2025/NĐ-CP", "note": "Bạn có thể nộp hồ sơ mới."}
    assert post(city.sign_in(CHAIR), dossier, "stop", **typed).status_code == 302
    assert (phase(dossier), dossier.code) == (("stopped", ""), None)
    assert told(dossier)[0] == f"Hồ sơ {dossier} đã dừng giải quyết"
    assert Delivery.objects.exclude(state="done").count() == 0
    [notice] = Document.objects.filter(origin_id=dossier.pk, purpose="stop")
    assert notice.state == "issued"


def test_what_is_due_is_taken_before_the_result_goes_out(city: City) -> None:
    """Said on the page before the button; and refused by the act."""
    dossier, chair, clerk = city.dossier(*HOUSE), Player(CHAIR), city.sign_in(CLERK)
    officer = Player(OFFICER)
    officer.proposes(dossier, "granted", "Đủ điều kiện.")
    chair.signs(dossier)
    assert phase(dossier) == ("decided", "return")
    html = page(clerk, dossier)
    assert ("75.000" in html and "chưa nộp. Thu tiền trước" in html, bool(re.search(r"/return/\"", html))) == (True, False)  # fmt: skip
    owner = dossier.parties.get(role="owner").person_id
    assert post(clerk, dossier, "return", way="counter", receiver=owner).status_code == 422
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    assert post(clerk, dossier, "return", way="counter", receiver=owner).status_code == 302
