"""What becomes of a fee when the matter ends, and what a fee that is due keeps back."""

import pytest

from city.documents.models import Document
from city.documents.rules import visible_to
from city.payments.models import Charge
from city.services.models import Dossier
from city.services.queries import notices
from kernel import jobs
from kernel.journal.models import JournalEntry
from kernel.notifications.models import Message
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"


def state(dossier: Dossier) -> str:
    return Charge.objects.get(origin_kind="services.dossier", origin_id=dossier.pk).state


def cancelled() -> list[int]:
    """Charges whose cancelling stands in the journal."""
    return [e.fact["charge"] for e in JournalEntry.objects.filter(verb="payments.charge_cancelled")]


def last_notice(dossier: Dossier) -> Message:
    return Message.objects.filter(about_kind="services.dossier", about_id=dossier.pk, channel="inbox").latest("pk")


def decides(dossier: Dossier, outcome: str) -> Document:
    Player(OFFICER).proposes(
        dossier,
        outcome,
        *(("Chưa đủ điều kiện xây dựng.", ["not_eligible"]) if outcome == "refused" else ("Đủ điều kiện.",)),
    )
    Player(CHAIR).signs(dossier)
    assert phase(dossier) == ("decided", "return")
    return Document.objects.get(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")


@pytest.mark.parametrize("end", ["withdrawn", "refused", "stopped"])
@pytest.mark.parametrize("paid", [False, True])
def test_what_is_not_paid_is_asked_no_more_and_what_is_paid_stays_paid(end: str, paid: bool, city: City) -> None:
    dossier = city.dossier(*HOUSE)
    assert state(dossier) == "due"
    if paid:
        Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    if end == "withdrawn":
        Player(OWNER).withdraws(dossier)
    elif end == "refused":
        decides(dossier, "refused")
    else:
        given = {"reason": "dispute", "basis": "Điều 19", "note": "Nộp lại khi có bản án."}
        assert post(city.sign_in(CHAIR), dossier, "stop", **given).status_code == 302
    charge = Charge.objects.get(origin_kind="services.dossier", origin_id=dossier.pk)
    assert (charge.state, charge.pk in cancelled()) == (("paid", False) if paid else ("cancelled", True))


def test_a_granted_result_waits_for_the_fee(city: City) -> None:
    dossier, owner, clerk = city.dossier(*HOUSE), city.sign_in(OWNER), city.sign_in(CLERK)
    document = decides(dossier, "granted")
    mine, file = f"/my/dossiers/{dossier.submission}/", f"/documents/{document.token}/"
    links = [document.token in owner.get(mine).content.decode(), document.token in page(clerk, dossier)]
    assert (links, owner.get(file).status_code) == ([False, True], 404)
    assert not visible_to(Player(OWNER).actor).filter(pk=document.pk).exists()
    assert "Kết quả chờ bạn nộp phí, lệ phí" in owner.get(mine).content.decode()
    jobs.run_due()
    assert "Nộp xong bạn mới xem được kết quả." in last_notice(dossier).body
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    jobs.run_due()
    assert visible_to(Player(OWNER).actor).filter(pk=document.pk).exists()
    assert last_notice(dossier).subject == f"Hồ sơ {dossier}: đã xem được kết quả"
    assert document.token in owner.get(mine).content.decode()
    assert "Kết quả chờ bạn" not in owner.get(mine).content.decode()
    assert "Đã nộp phí, lệ phí; người nộp xem được kết quả" in page(clerk, dossier)
    assert JournalEntry.objects.filter(verb="services.result_released", about_id=dossier.pk).count() == 1


@pytest.mark.parametrize("outcome", ["granted", "refused"])
def test_paid_before_or_refused_it_is_read_at_once(outcome: str, city: City) -> None:
    dossier = city.dossier(*HOUSE)
    if outcome == "granted":
        Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    document = decides(dossier, outcome)
    assert visible_to(Player(OWNER).actor).filter(pk=document.pk).exists()
    assert document.token in city.sign_in(OWNER).get(f"/my/dossiers/{dossier.submission}/").content.decode()
    assert [p.name for p in notices.people(dossier)] == ["Phạm Ngọc Bích"]
