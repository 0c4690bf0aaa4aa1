"""A result that its agency withdrew: everybody concerned reads so, nobody hands it out, and the leader may issue anew."""

import datetime

import pytest

from city.documents import actions as documents
from city.documents.models import Document
from city.services.actions import examination, receivers, reception, results, stops, supplements
from city.services.actions.reception import Lack
from city.services.models import Dossier
from city.services.queries import book, slips
from city.services.queries.endings import ending_of
from city.services.rules import dossiers as rules
from kernel import clock, jobs
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal import unguarded
from kernel.journal.models import Delivery
from kernel.notifications.models import Message
from tests.city import City
from tests.desk.test_charges_end import decides
from tests.desk.test_moves import page, phase, post
from tests.desk.test_supplements import asks, attached
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR, REGISTRAR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich", "ninhkieu.vanthu"
BECAUSE = "Ghi sai diện tích sàn"


@pytest.fixture
def decided(city: City) -> Dossier:
    dossier = city.dossier(*HOUSE)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    decides(dossier, "granted")
    return dossier


def withdraws(dossier: Dossier) -> Document:
    document = Document.objects.get(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")
    documents.withdraw(document=document, reason=BECAUSE, by=Player(REGISTRAR).actor)
    jobs.run_due()
    dossier.refresh_from_db()
    return document


def test_its_people_are_told_with_the_reason(city: City, decided: Dossier) -> None:
    document = withdraws(decided)
    Delivery.objects.filter(entry__verb="documents.document_withdrawn").update(state="waiting")
    jobs.run_due()  # delivered again, it is told once
    told = Message.objects.filter(about_kind="services.dossier", about_id=decided.pk, subject__contains="đã bị thu hồi")
    assert sorted(told.values_list("channel", flat=True)) == ["email", "inbox"]
    for message in told:
        assert [words in message.body for words in (document.entry.printed, BECAUSE)] == [True, True]


def test_every_page_says_so_with_day_and_reason(city: City, decided: Dossier) -> None:
    document = withdraws(decided)
    address = f"/verify/{document.token}/"
    for who, path in (
        (OWNER, f"/my/dossiers/{decided.submission}/"),
        (CLERK, f"/desk/dossiers/{decided.submission}/"),
        ("", f"/lookup/?code={decided.code}"),
        ("", address),
    ):
        html = city.sign_in(who).get(path).content.decode()
        assert ("bị thu hồi ngày" in html, BECAUSE in html) == (True, True), path
    assert (
        'class="btn btn-main" href="/documents/'
        not in city.sign_in(OWNER).get(f"/my/dossiers/{decided.submission}/").content.decode()
    )


def test_nothing_is_handed_out_while_nothing_holds(city: City, decided: Dossier) -> None:
    withdraws(decided)
    assert "không có gì để trả" in page(city.sign_in(CLERK), decided)
    owner = decided.parties.get(role="owner").person
    with pytest.raises(Refused, match="thu hồi"):
        receivers.hand_out_to(dossier=decided, way="counter", receiver=owner, by=Player(CLERK).actor)
    assert phase(decided) == ("decided", "return")


@pytest.mark.parametrize("handed_out", [False, True])
def test_the_leader_issues_anew(handed_out: bool, city: City, decided: Dossier) -> None:
    if handed_out:
        Player(CLERK).hands_out(decided, "online")
    old, first = withdraws(decided), decided.decided_at
    assert "reopening" in page(city.sign_in(CHAIR), decided)
    assert post(city.sign_in(CHAIR), decided, "reopening", comment="").status_code == 422
    assert post(city.sign_in(CHAIR), decided, "reopening", comment="Sửa diện tích sàn.").status_code == 302
    assert phase(decided) == ("processing", "approve")
    assert (decided.closed_at, decided.returned_at, decided.decided_at) == (None, None, first)
    Player(CHAIR).signs(decided)
    assert phase(decided) == ("decided", "return")
    assert list(decided.decisions.order_by("pk").values_list("document__state", flat=True)) == ["withdrawn", "issued"]
    mine = city.sign_in(OWNER).get(f"/my/dossiers/{decided.submission}/").content.decode()
    new = decided.decisions.latest("pk").document
    assert (new.token in mine, old.token in mine, BECAUSE in mine) == (True, False, True)
    assert Player(CLERK).hands_out(decided, "online").phase == "returned"


def reopened(dossier: Dossier) -> None:
    withdraws(dossier)
    results.reopen(dossier=dossier, comment="Ban hành lại.", by=Player(CHAIR).actor)
    dossier.refresh_from_db()


def noted(dossier: Dossier) -> str:
    """What the follow-up book says of it."""
    [line] = book.lines(Player(CLERK).actor, [dossier])
    return line.note


def test_what_was_decided_late_stays_late_whatever_is_asked_afterwards(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    due = dossier.due_at
    with clock.at(due + datetime.timedelta(days=3)):
        Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
        decides(dossier, "granted")
        dossier.refresh_from_db()
    assert noted(dossier) == "Quá hạn"
    with clock.at(due + datetime.timedelta(days=6)):
        reopened(dossier)
        examination.send_back(dossier=dossier, comment="Xem lại bản vẽ.", by=Player(CHAIR).actor)
        asks(dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")))
        attached(dossier, dossier.supplements.get().lines.get())
        supplements.supply(dossier=dossier, by=Player(OWNER).actor)
    asked = slips.supplement_request(dossier.supplements.get(), officer="x")
    assert asked["clock"].endswith("Hồ sơ đã có quyết định nên thời hạn giải quyết không tính lại.")
    jobs.run_due()
    dossier.refresh_from_db()
    assert (noted(dossier), dossier.due_at, dossier.dues.count()) == ("Quá hạn", due, 1)
    assert not dossier.spans.filter(span__endswith__isnull=True).exists()  # nothing runs and nothing rests
    told = Message.objects.filter(
        about_kind="services.dossier", about_id=dossier.pk, subject__startswith="Đã nhận bổ sung"
    )
    assert ["Thời hạn" in one.body for one in told] == [False] * told.count() and told.exists()


def test_issued_anew_it_is_not_withdrawn_any_more(city: City, decided: Dossier) -> None:
    reopened(decided)
    for who in (OWNER, CLERK):
        assert not rules.can_withdraw(Player(who).actor, decided)
        with pytest.raises(WrongMove, match="không rút được nữa"):
            reception.withdraw(dossier=decided, by=Player(who).actor)
    assert "rút hồ sơ" not in city.sign_in(OWNER).get(f"/my/dossiers/{decided.submission}/").content.decode().lower()


def test_stopped_after_all_the_book_says_so(city: City, decided: Dossier) -> None:
    reopened(decided)
    stops.stop(dossier=decided, reason="ordered", basis="QĐ 1/QĐ-TA", note="Tòa yêu cầu.", by=Player(CHAIR).actor)
    decided.refresh_from_db()
    ending = ending_of(decided)
    assert (noted(decided), str(ending.words), ending.kept) == ("Dừng giải quyết", "cơ quan đã dừng giải quyết", "")


def test_not_while_the_result_holds_nor_by_who_does_not_decide(city: City, decided: Dossier) -> None:
    assert city.sign_in(CHAIR).get(f"/desk/dossiers/{decided.submission}/reopening/").status_code == 404
    with pytest.raises(WrongMove):
        results.reopen(dossier=decided, comment="x", by=Player(CHAIR).actor)
    withdraws(decided)
    for who in (CLERK, OFFICER, REGISTRAR):
        with pytest.raises(NotAllowed):
            results.reopen(dossier=decided, comment="x", by=Player(who).actor)


@pytest.mark.parametrize("who", [CHAIR, REGISTRAR])
def test_nobody_withdraws_what_was_decided_about_himself(who: str, city: City) -> None:
    dossier = city.dossier(*HOUSE)
    document = decides(dossier, "refused")
    address = f"/desk/documents/{document.token}/"
    offered = f'action="{address}withdrawal/"'
    assert offered in city.sign_in(who).get(address).content.decode()
    with unguarded("an official is the owner"):
        dossier.parties.filter(role="owner").update(person=Player(who).user.person)
    assert offered not in city.sign_in(who).get(address).content.decode()
    with pytest.raises(NotAllowed):
        documents.withdraw(document=document, reason="Tôi không đồng ý", by=Player(who).actor)
    other = REGISTRAR if who == CHAIR else CHAIR
    documents.withdraw(document=document, reason="Ghi sai.", by=Player(other).actor)
