"""Letters that no font of ours has: said to whoever types them for a paper, printed as boxes where they came from elsewhere."""

import pytest
from django.http import HttpResponse

from city.payments.models import Charge
from city.services.actions import fees
from city.services.models import Dossier
from kernel.journal import unguarded
from tests.city import City
from tests.desk.test_fees import charge_of
from tests.desk.test_moves import post
from tests.players import Player

OWNER, HOUSE, CLERK = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994"), "ninhkieu.motcua"
BABY, KHMER, CHINESE = "Phạm 👶", "ស្រី មុំ", "陳美"


def takes(city: City, charge: Charge, **given: str) -> HttpResponse:
    back = {"next": "/desk/", **given}
    return city.sign_in(CLERK).post(f"/desk/charges/{charge.pk}/cash/", back)  # type: ignore[return-value]


def shown(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_payer_who_cannot_be_printed_is_asked_for_again(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    due, amount = charge_of(dossier), str(charge_of(dossier).total)
    answer = takes(city, due, payer=BABY, total=amount)
    assert (answer.status_code, charge_of(dossier).state) == (422, "due")
    kept = [words in shown(answer) for words in ("“👶”", f'value="{BABY}"', f'value="{amount}"', 'value="/desk/"')]
    assert kept == [True] * 4
    assert takes(city, due, payer="Phạm", total=amount).status_code == 302
    assert (charge_of(dossier).state, charge_of(dossier).receipt.payer) == ("paid", "Phạm")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"payer": "Bích", "total": "9" * 5000}, "Số tiền gửi kèm không đọc được."),
        ({"payer": "Bích", "total": "75k"}, "Số tiền gửi kèm không đọc được."),
        ({"payer": " "}, "Cần điền: Người nộp tiền"),
        ({"payer": "B" * 201}, "tối đa 200 kí tự"),
    ],
)
def test_what_cannot_be_read_takes_no_money(given: dict[str, str], words: str, city: City) -> None:
    dossier = city.dossier(*HOUSE)
    answer = takes(city, charge_of(dossier), **given)
    assert (answer.status_code, words in shown(answer), charge_of(dossier).state) == (422, True, "due")


def test_a_basis_that_cannot_be_printed_is_asked_for_again(city: City) -> None:
    dossier, clerk = city.dossier(*HOUSE), city.sign_in(CLERK)
    answer = post(clerk, dossier, "charge/waiver", left="1000", basis="Điều 10 ✅ Luật Phí", reason="Hộ nghèo")
    assert (answer.status_code, "“✅”" in answer.content.decode(), charge_of(dossier).waived) == (422, True, 0)


@pytest.mark.parametrize("name", [BABY, KHMER, CHINESE])
def test_a_receipt_that_has_its_number_is_printed(name: str, city: City) -> None:
    """Taken before the form looked at names, or by another door."""
    dossier = city.dossier(*HOUSE)
    fees.waive(dossier=dossier, left=1000, basis=f"Điều 10 {name}", reason="Hộ nghèo.", by=Player(CLERK).actor)
    Player(CLERK).takes_cash(dossier, name)
    desk = f"/desk/charges/{charge_of(dossier).pk}/receipt/"
    found = [(OWNER, f"/my/dossiers/{dossier.submission}/receipt/"), (CLERK, desk)]
    assert [city.sign_in(who).get(path).content[:5] for who, path in found] == [b"%PDF-"] * 2


@pytest.mark.parametrize("name", [BABY, KHMER, CHINESE])
def test_the_control_slip_of_any_name_is_printed(name: str, city: City) -> None:
    dossier = city.dossier(*HOUSE)
    _rename(dossier, name)
    answer = city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/control-slip/")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def _rename(dossier: Dossier, name: str) -> None:
    person = dossier.parties.get(role="owner").person
    with unguarded("a name from the register of persons"):
        type(person).objects.filter(pk=person.pk).update(name=name)
