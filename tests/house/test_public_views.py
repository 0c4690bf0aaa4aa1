"""Sign-in by default: whoever opens a view to strangers writes it down here, with what keeps it harmless."""

import pytest
from django.test import Client
from django.urls import reverse

from kernel.web.access import PUBLIC, is_public
from tests.addresses import addresses, path_to
from tests.city import City

PUBLIC_VIEWS = {
    "healthz": "whether the process lives",
    "accounts:sign_in": "the door",
    "documents:verify": "a paper's code or file is asked for",
    "documents:verify_file": "the file is looked at and forgotten",
    "documents:verify_token": "what stands in the register, nobody's name",
    "identity:choose": "only in the demo: invented people",
    "mail:box": "only in the demo: letters to invented people",
    "mail:letter": "only in the demo: letters to invented people",
    "portal:home": "no data of persons; one's own for whoever is signed in",
    "portal:privacy": "words", "portal:accessibility": "words", "portal:help": "words",
    "services:catalogue_statistics": "counts of the catalogue", "services:catalogue_records": "the catalogue",
    "services:figures": "counts of dossiers by agency and month", "services:figures_file": "the same counts",
    "services:lookup": "by code, without a name (TT 01/2018/TT-VPCP Đ.16)",
    "services:procedure": "the catalogue", "services:procedures": "the catalogue",
    "web:design": "the gallery of parts", "web:language": "a cookie", "web:theme": "a cookie",
}  # fmt: skip


def test_the_list_is_complete() -> None:
    assert {one.name for one in addresses() if is_public(one.view)} == set(PUBLIC_VIEWS)


def test_no_view_is_marked_public_without_an_address() -> None:
    """A mark that another decorator hides would close the view; one that urls.py never sees is a mistake."""
    reached = {one.dotted for one in addresses()}
    assert {name for name in PUBLIC if not name.startswith("kernel.web.tests")} - reached == set()


def test_everything_else_asks_to_sign_in(city: City) -> None:
    stranger, dossier = Client(), city.dossier("le.van.phuoc", "1.001193")
    closed = [path_to(one, dossier) for one in addresses() if one.name not in PUBLIC_VIEWS]
    answers = {path: stranger.get(path) for path in closed}
    assert len(closed) > 40
    assert {
        path: a.status_code for path, a in answers.items() if a.status_code != 302 or "/sign-in/" not in a["Location"]
    } == {}


@pytest.mark.parametrize("name", ["identity:choose", "mail:box", "mail:letter"])
def test_the_demo_is_nowhere_but_in_the_demo(name: str, client: Client, settings, db) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    (one,) = [one for one in addresses() if one.name == name]
    assert client.get(one.of({"name": "20260101T000000-x"})).status_code == 404


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_sign_in_is_offered_in_the_demo_alone(demo: bool, client: Client, settings, db) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = demo
    assert (reverse("identity:choose") in client.get("/sign-in/").content.decode()) is demo
