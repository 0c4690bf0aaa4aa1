"""A fee that was taken off is asked again where it must be: after a refusal that was withdrawn, and where it was a mistake."""

import re

import pytest

from city.documents import actions as documents
from city.documents.models import Document
from city.payments.actions import Asked, charge
from city.payments.models import Charge, ChargeChange
from city.services.actions import examination, fees, reception, results
from city.services.actions.reception import Lack
from city.services.engine.charging import Line, Taken
from city.services.forms.fees import FeesForm
from city.services.models import Dossier
from city.services.queries.fees import expected
from city.services.queries.moves import amount_due
from kernel import jobs
from kernel.errors import Refused, WrongMove
from kernel.journal import unguarded
from kernel.journal.models import JournalEntry
from kernel.refs import Ref
from stories.cast import agency_named
from tests.city import City
from tests.desk.test_charges_end import decides, last_notice
from tests.desk.test_fees import charge_of, copies, lines
from tests.desk.test_moves import page, phase, post
from tests.players import Player

__all__ = ["copies"]  # a fixture

HOUSE = ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR, REGISTRAR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich", "ninhkieu.vanthu"
CAIRANG = "cairang.motcua"
FEE = 75_000


def withdrawn_and_granted(dossier: Dossier) -> None:
    """Refused by mistake: the refusal is withdrawn, the dossier sent back, granted and signed."""
    document = Document.objects.get(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")
    documents.withdraw(document=document, reason="Từ chối sai", by=Player(REGISTRAR).actor)
    jobs.run_due()
    dossier.refresh_from_db()
    results.reopen(dossier=dossier, comment="Từ chối sai, xem lại.", by=Player(CHAIR).actor)
    examination.send_back(dossier=dossier, comment="Xem lại.", by=Player(CHAIR).actor)
    dossier.refresh_from_db()
    Player(OFFICER).proposes(dossier, "granted", "Đủ điều kiện.")
    Player(CHAIR).signs(dossier)
    assert (phase(dossier), dossier.proposal) == (("decided", "return"), "granted")


def asked_again() -> list[int]:
    return [e.fact["charge"] for e in JournalEntry.objects.filter(verb="payments.charge_asked_again")]


def test_a_grant_after_a_withdrawn_refusal_asks_for_its_fee(city: City) -> None:
    dossier, owner = city.dossier(*HOUSE), city.sign_in(HOUSE[0])
    fees.waive(dossier=dossier, left=50_000, basis="Điều 10", reason="Hộ nghèo.", by=Player(CLERK).actor)
    decides(dossier, "refused")
    assert amount_due(dossier) == 0
    withdrawn_and_granted(dossier)
    due = charge_of(dossier)
    assert (due.state, due.full, due.total, asked_again()) == ("due", FEE, 50_000, [due.pk])
    assert "Kết quả chờ bạn nộp phí, lệ phí" in owner.get(f"/my/dossiers/{dossier.submission}/").content.decode()
    with pytest.raises(Refused):
        Player(CLERK).hands_out(dossier, "online")


def test_not_what_was_paid(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    decides(dossier, "refused")
    withdrawn_and_granted(dossier)
    assert (charge_of(dossier).state, asked_again()) == ("paid", [])


def test_not_what_was_taken_off_with_a_reason(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    fees.amend(dossier=dossier, taken=[], reason="Thủ tục này không thu.", by=Player(CLERK).actor)
    decides(dossier, "refused")
    withdrawn_and_granted(dossier)
    assert (charge_of(dossier).state, asked_again()) == ("cancelled", [])


def test_what_was_taken_off_by_mistake_is_put_right(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    address = f"/desk/dossiers/{dossier.submission}/charge/amendment/"
    given = {"listed": "1", "reason": "Nhầm hồ sơ."}
    assert post(clerk, dossier, "charge/amendment", **given, nothing="on").status_code == 302
    assert (charge_of(dossier).state, address in page(clerk, dossier)) == ("cancelled", True)
    assert post(clerk, dossier, "charge/amendment", **given, nothing="on").status_code == 422  # nothing changes
    assert post(clerk, dossier, "charge/waiver", left="0", basis="x", reason="y").status_code == 404
    assert post(clerk, dossier, "charge/amendment", **given, fee_0="on").status_code == 302
    assert (charge_of(dossier).state, amount_due(dossier)) == ("due", FEE)
    change = ChargeChange.objects.latest("pk")
    assert (change.before, change.total_before, change.total_after) == ({"waived": 0, "lines": []}, 0, FEE)
    jobs.run_due()
    assert "khoản phí, lệ phí được sửa" in last_notice(dossier).subject


def test_what_nobody_counted_is_asked_after_all(city: City, copies: Dossier) -> None:
    clerk = city.sign_in(CAIRANG)
    post(clerk, copies, "acceptance", listed="1", nothing="on")
    assert f"/desk/dossiers/{copies.submission}/charge/amendment/" in page(clerk, copies)
    given = {"listed": "1", "fee_1": "on", "quantity_1": "2", "copies_1": "3", "reason": "Đếm sót."}
    assert post(clerk, copies, "charge/amendment", **given).status_code == 302
    assert lines(copies) == [("Học bạ", 2000, 6, "trang", 12_000)]
    assert (charge_of(copies).reference, charge_of(copies).state) == (copies.code, "due")


def test_not_once_the_matter_is_over(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    decides(dossier, "refused")
    assert city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/charge/amendment/").status_code == 404
    assert "charge/amendment" not in page(clerk, dossier)
    with pytest.raises(WrongMove):
        fees.amend(dossier=dossier, taken=expected(dossier), reason="x", by=Player(CLERK).actor)


def test_not_before_it_was_taken_in(city: City, copies: Dossier) -> None:
    assert "charge/amendment" not in page(city.sign_in(CAIRANG), copies)
    reception.ask_supplement(
        dossier=copies, lacks=[Lack("incomplete", field="applicant_phone")], by=Player(CAIRANG).actor
    )
    with pytest.raises(WrongMove):
        fees.amend(dossier=copies, taken=expected(copies), reason="x", by=Player(CAIRANG).actor)
    assert not Charge.objects.filter(origin_kind="services.dossier", origin_id=copies.pk).exists()


def shown(html: str) -> dict[str, str]:
    """What the boxes of the fees stand at: a quantity, "on" where a line is ticked."""
    boxes = [tag for tag in re.findall(r"<input[^>]*>", html) if re.search(r'name="(fee|quantity|copies)_', tag)]
    names = {re.findall(r'name="(\w+)"', tag)[0]: tag for tag in boxes}
    return {
        name: ("on" if "checked" in tag else "") if name.startswith("fee") else re.findall(r'value="(\d+)"', tag)[0]
        for name, tag in names.items()
    }


def test_a_correction_begins_with_what_was_counted(city: City, copies: Dossier) -> None:
    """Two papers: one counted above the limit of a copy, so that no row says how many pages it has; the other not taken."""
    clerk = city.sign_in(CAIRANG)
    counted = {"fee_0": "on", "quantity_0": "300", "copies_0": "4"}
    post(clerk, copies, "acceptance", listed="1", **counted)
    address = f"/desk/dossiers/{copies.submission}/charge/amendment/"
    declared = {"fee_1": "", "quantity_1": "5", "copies_1": "2"}
    assert shown(clerk.get(address).content.decode()) == counted | declared
    again = {"fee_0": "on", "quantity_0": "9", "copies_0": "2", "fee_1": "on", "quantity_1": "6", "copies_1": "1"}
    assert post(clerk, copies, "charge/amendment", listed="1", reason="Đếm lại.", **again).status_code == 302
    assert shown(clerk.get(address).content.decode()) == again
    assert post(clerk, copies, "charge/amendment", listed="1", nothing="on", reason="Nhầm.").status_code == 302
    assert shown(clerk.get(address).content.decode()) == again  # what stood last


def test_a_charge_of_before_counts_were_kept_tells_what_its_rows_say(city: City) -> None:
    line = Line("Lệ phí cấp giấy phép", 100_000, "lần")
    with unguarded("a test asks for money without a dossier"):
        made = charge(
            origin=Ref("tests.thing", 1), agency=agency_named("Ủy ban nhân dân phường Ninh Kiều"), reference="T1",
            lines=[Asked(line.words, line.price, 7, line.unit)],
        )  # fmt: skip
    form = FeesForm(offered=[Taken(line), Taken(Line("Phí thẩm định", 50_000))], standing=made)
    assert [form.fields[name].initial for name in ("fee_0", "quantity_0", "fee_1")] == [True, 7, False]
