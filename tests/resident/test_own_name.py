"""The birth of a child: the mother who files does not write her own name again, from home or at the counter."""

import pytest
from django.test import Client

from city.accounts.actions import register_person
from city.services.actions import drafts
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.states.dossiers import Channel
from stories.cast import agency_named
from stories.plays import WARD
from tests.city import City
from tests.desk.test_supplements import fills
from tests.players import Player

CODE, WHO, CLERK = "1.001193", "pham.ngoc.bich", "ninhkieu.motcua"
SAID = "Lấy từ dữ liệu đã có. Sửa chỗ nào chưa đúng."
BICH = {
    "mother_name": "Phạm Ngọc Bích", "mother_birth_year": 1999, "mother_number": "092199006789",
    "mother_address": "9 Võ Văn Tần, phường Ninh Kiều, Cần Thơ",
}  # fmt: skip


@pytest.fixture
def empty(city: City) -> Dossier:
    return begun(WHO, Player(WHO).user.person)


def begun(who: str, owner, channel: str = Channel.ONLINE) -> Dossier:  # type: ignore[no-untyped-def]
    version = ProcedureVersion.objects.get(procedure__national_code=CODE, state="published")
    return drafts.start(version=version, agency=agency_named(WARD), owner=owner, channel=channel, by=Player(who).actor)


def says(client: Client, dossier: Dossier, page: str, **typed: str) -> str:
    """Opens the draft and then the page, as a person does; where it leads."""
    assert client.get(f"/drafts/{dossier.submission}/").status_code == 302
    return str(fills(client, f"/drafts/{dossier.submission}/form/{page}/", **typed)["Location"])


def of(dossier: Dossier, who: str) -> dict[str, object]:
    dossier.refresh_from_db()
    return {key: value for key, value in dossier.draft["values"].items() if key.startswith(f"{who}_")}


def test_the_mother_finds_herself_and_the_father_is_asked(city: City, empty: Dossier) -> None:
    client = city.sign_in(WHO)
    says(client, empty, "applicant")
    assert of(empty, "mother") == {}
    says(client, empty, "relation", applicant_relation="mother")
    page = client.get(f"/drafts/{empty.submission}/form/mother/").content.decode()
    assert (of(empty, "mother"), of(empty, "father"), page.count(SAID)) == (BICH, {}, 1)
    says(client, empty, "father_known", father_entered="yes")
    page = client.get(f"/drafts/{empty.submission}/form/father/").content.decode()
    assert (of(empty, "father"), SAID in page) == ({"father_entered": True}, False)


def test_another_relation_takes_back_only_what_she_did_not_type(city: City, empty: Dossier) -> None:
    client = city.sign_in(WHO)
    says(client, empty, "relation", applicant_relation="mother")
    says(client, empty, "mother", mother_address="3 Lý Tự Trọng, phường Ninh Kiều")
    says(client, empty, "relation", applicant_relation="grandparent")
    assert of(empty, "mother") == {"mother_address": "3 Lý Tự Trọng, phường Ninh Kiều"}
    assert "mother" not in empty.draft["done"]
    says(client, empty, "relation", applicant_relation="mother")
    assert of(empty, "mother") == {**BICH, "mother_address": "3 Lý Tự Trọng, phường Ninh Kiều"}


def test_at_the_counter_it_is_she_who_stands_there(city: City) -> None:
    """Known by name and number alone; the clerk writes the address once."""
    hoa = register_person(name="Trần Thị Hoa", number="092195000321", by=Player(CLERK).actor)
    dossier, client = begun(CLERK, hoa, Channel.COUNTER), city.sign_in(CLERK)
    says(client, dossier, "applicant", applicant_address="12 Trần Phú, phường Ninh Kiều")
    says(client, dossier, "relation", applicant_relation="mother")
    known = {
        "mother_name": "Trần Thị Hoa",
        "mother_number": "092195000321",
        "mother_address": "12 Trần Phú, phường Ninh Kiều",
    }
    assert of(dossier, "mother") == known
    page = client.get(f"/drafts/{dossier.submission}/form/mother/").content.decode()
    assert (SAID in page, 'name="mother_birth_year" inputmode' in page) == (True, True)
