"""What is to be paid: said line by line at acceptance, put right or waived before it is paid, and what then goes on."""

import pytest

from city.documents.models import Document
from city.documents.rules import visible_to
from city.payments.models import Charge, ChargeChange
from city.services.actions import fees
from city.services.models import Dossier
from city.services.queries.fees import lines_for
from kernel import jobs
from kernel.errors import NotAllowed, WrongMove
from kernel.journal import entries_about, unguarded
from kernel.journal.models import JournalEntry
from stories.cast import found
from stories.plays import COPIES
from tests.city import City
from tests.desk.test_charges_end import decides, last_notice
from tests.desk.test_moves import page, phase, post
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
CAIRANG = "cairang.motcua"
WHY = {"left": "0", "basis": "Điều 10 Luật Phí và lệ phí", "reason": "Hộ nghèo, có giấy chứng nhận."}


def charge_of(dossier: Dossier) -> Charge:
    return Charge.objects.get(origin_kind="services.dossier", origin_id=dossier.pk)


def lines(dossier: Dossier) -> list[tuple[str, int, int, str, int]]:
    rows = charge_of(dossier).lines.order_by("pk")
    return [(one.name.rpartition(": ")[2], one.price, one.quantity, one.unit, one.amount) for one in rows]


@pytest.fixture
def copies(city: City) -> Dossier:
    """Handed in at the counter, not taken in yet: two papers to be copied."""
    originals = [*COPIES["originals"], {"original_name": "Học bạ", "original_pages": 5, "original_copies": 2}]
    answers = {**COPIES, "originals": originals, "applicant_phone": "0912000111"}
    clerk = Player(CAIRANG)
    dossier = found(clerk.drafts_for("thach.thi.sa.ry", "2.000815", answers))
    clerk.shows_papers(dossier)
    return clerk.submits(dossier)


def test_the_clerk_sees_a_line_for_each_paper_and_charges_what_was_counted(city: City, copies: Dossier) -> None:
    clerk = city.sign_in(CAIRANG)
    html = page(clerk, copies)
    assert ["Học bạ" in html, 'name="quantity_1" value="5"' in html, 'name="copies_1" value="2"' in html] == [True] * 3
    given = {
        "listed": "1",
        "fee_0": "on",
        "quantity_0": "2",
        "copies_0": "3",
        "fee_1": "on",
        "quantity_1": "6",
        "copies_1": "1",
    }
    assert post(clerk, copies, "acceptance", **given).status_code == 302
    assert lines(copies) == [
        ("Bằng tốt nghiệp đại học", 2000, 6, "trang", 12_000),
        ("Học bạ", 2000, 2, "trang", 4000),
        ("từ trang thứ 3", 1000, 4, "trang", 4000),
    ]


def test_one_must_be_chosen_of_several_or_none_said(city: City, copies: Dossier) -> None:
    clerk = city.sign_in(CAIRANG)
    answer = post(clerk, copies, "acceptance", listed="1", quantity_1="7")
    assert (answer.status_code, "Chọn khoản phải nộp" in answer.content.decode()) == (422, True)
    assert 'name="quantity_1" value="7"' in answer.content.decode()
    assert post(clerk, copies, "acceptance", listed="1", fee_0="on", nothing="on").status_code == 422
    assert post(clerk, copies, "acceptance", listed="1", fee_1="on", quantity_1="0").status_code == 422
    assert phase(copies)[0] == "submitted"
    assert post(clerk, copies, "acceptance", listed="1", nothing="on").status_code == 302
    assert not Charge.objects.filter(origin_kind="services.dossier", origin_id=copies.pk).exists()


def test_a_page_that_says_nothing_of_fees_leaves_them_to_the_sheet(city: City, copies: Dossier) -> None:
    assert post(city.sign_in(CAIRANG), copies, "acceptance").status_code == 302
    assert charge_of(copies).total == 3 * 2 * 2000 + 2 * (2 * 2000 + 3 * 1000)


def test_a_wrong_charge_is_put_right_with_a_reason_that_all_read(city: City, copies: Dossier) -> None:
    clerk = city.sign_in(CAIRANG)
    post(clerk, copies, "acceptance")
    before = charge_of(copies).total
    given = {"listed": "1", "fee_1": "on", "quantity_1": "1", "copies_1": "1", "reason": "Chỉ sao học bạ một trang."}
    assert post(clerk, copies, "charge/amendment", **{**given, "reason": ""}).status_code == 422
    assert post(clerk, copies, "charge/amendment", **given).status_code == 302
    assert lines(copies) == [("Học bạ", 2000, 1, "trang", 2000)]
    change = ChargeChange.objects.get(charge=charge_of(copies))
    assert (change.kind, change.total_before, change.total_after, len(change.before["lines"])) == (
        "amended", before, 2000, 3,
    )  # fmt: skip
    assert "Chỉ sao học bạ một trang." in page(clerk, copies)
    told = JournalEntry.objects.filter(verb="payments.charge_amended", about_id=charge_of(copies).pk).get()
    assert "học bạ" not in str(told.fact).lower()
    jobs.run_due()
    assert "khoản phí, lệ phí được sửa" in last_notice(copies).subject
    assert post(clerk, copies, "charge/amendment", **given).status_code == 422  # nothing changes


def test_an_exempt_result_is_withheld_no_more(city: City) -> None:
    dossier, owner, clerk = city.dossier(*HOUSE), city.sign_in(OWNER), city.sign_in(CLERK)
    document = decides(dossier, "granted")
    assert not visible_to(Player(OWNER).actor).filter(pk=document.pk).exists()
    assert post(clerk, dossier, "charge/waiver", **{**WHY, "basis": ""}).status_code == 422
    assert post(clerk, dossier, "charge/waiver", **WHY).status_code == 302
    assert (charge_of(dossier).state, charge_of(dossier).total) == ("waived", 0)
    assert visible_to(Player(OWNER).actor).filter(pk=document.pk).exists()
    mine = owner.get(f"/my/dossiers/{dossier.submission}/").content.decode()
    assert [words in mine for words in (document.token, WHY["basis"], WHY["reason"], "Được miễn")] == [True] * 4
    jobs.run_due()
    assert "Bạn không phải nộp tiền nữa" in last_notice(dossier).body
    handed = Player(CLERK).hands_out(dossier, "online")
    assert handed.phase == "returned"


def test_work_that_waited_for_an_exempt_fee_goes_on(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    fees.ask_payment(dossier=dossier, by=Player(OFFICER).actor)
    assert phase(dossier) == ("payment", "examine")
    less = {**WHY, "left": "25.000"}
    assert post(city.sign_in(CLERK), dossier, "charge/waiver", **less).status_code == 302
    assert (phase(dossier)[0], charge_of(dossier).total, charge_of(dossier).state) == ("payment", 25_000, "due")
    assert post(city.sign_in(CLERK), dossier, "charge/waiver", **WHY).status_code == 302
    assert phase(dossier) == ("processing", "examine")
    assert [e.verb for e in entries_about(dossier)].count("services.fee_waived") == 2
    assert "proposal" in page(city.sign_in(OFFICER), dossier)


def test_a_reduction_stands_on_the_charge_and_is_paid(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    assert post(clerk, dossier, "charge/waiver", **{**WHY, "left": "75.000"}).status_code == 422  # takes nothing off
    assert post(clerk, dossier, "charge/waiver", **{**WHY, "left": "30.000"}).status_code == 302
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    assert (charge_of(dossier).full, charge_of(dossier).waived, charge_of(dossier).total) == (75_000, 45_000, 30_000)
    assert clerk.get(f"/desk/charges/{charge_of(dossier).pk}/receipt/").status_code == 200


def test_what_is_paid_is_changed_no_more(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    assert [post(clerk, dossier, f"charge/{act}", **WHY).status_code for act in ("waiver", "amendment")] == [404, 404]
    with pytest.raises(WrongMove):
        fees.waive(dossier=dossier, left=0, basis="x", reason="y", by=Player(CLERK).actor)
    with pytest.raises(WrongMove):
        fees.amend(dossier=dossier, taken=[], reason="y", by=Player(CLERK).actor)


def test_a_charge_that_fits_nobody_is_taken_back_whole(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    assert len(lines_for(dossier)) == 1
    fees.amend(dossier=dossier, taken=[], reason="Thủ tục này không thu.", by=Player(CLERK).actor)
    assert charge_of(dossier).state == "cancelled"
    assert "Thủ tục này không thu." in page(city.sign_in(CLERK), dossier)


def test_only_who_collects_there_and_never_for_himself(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    for who in (OFFICER, CAIRANG):
        with pytest.raises(NotAllowed):
            fees.waive(dossier=dossier, left=0, basis="x", reason="y", by=Player(who).actor)
    with unguarded("the clerk is the owner"):
        dossier.parties.filter(role="owner").update(person=Player(CLERK).actor.person_id)
    with pytest.raises(NotAllowed):
        fees.waive(dossier=dossier, left=0, basis="x", reason="y", by=Player(CLERK).actor)
    assert not Document.objects.filter(origin_id=dossier.pk, purpose="result").exists()


def test_the_owner_fetches_his_receipt_and_nobody_elses(city: City) -> None:
    dossier, owner = city.dossier(*HOUSE), city.sign_in(OWNER)
    mine, receipt = f"/my/dossiers/{dossier.submission}/", f"/my/dossiers/{dossier.submission}/receipt/"
    assert (owner.get(receipt).status_code, receipt in owner.get(mine).content.decode()) == (404, False)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    answer = owner.get(receipt)
    assert (answer.status_code, answer.content[:5], receipt in owner.get(mine).content.decode()) == (
        200,
        b"%PDF-",
        True,
    )
    assert [city.sign_in(who).get(receipt).status_code for who in ("tran.quoc.bao", CLERK)] == [404, 404]


def test_cash_is_not_taken_for_an_amount_that_was_changed_meanwhile(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    charge = charge_of(dossier)
    read = {"payer": "Phạm Ngọc Bích", "total": str(charge.total)}
    waived = {**WHY, "left": str(charge.total - 1000), "revision": str(dossier.revision)}
    assert clerk.post(f"/desk/dossiers/{dossier.submission}/charge/waiver/", waived).status_code == 302
    assert clerk.post(f"/desk/charges/{charge.pk}/cash/", read).status_code == 409
    assert charge_of(dossier).state == "due"
    read["total"] = str(charge_of(dossier).total)
    assert clerk.post(f"/desk/charges/{charge.pk}/cash/", read).status_code == 302
    assert charge_of(dossier).state == "paid"
