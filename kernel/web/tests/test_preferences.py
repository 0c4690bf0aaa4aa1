"""Language and theme are cookies set by a button; the way back leads nowhere else."""

import re

import pytest
from django.test import RequestFactory

from kernel.web.access import safe_next

pytestmark = pytest.mark.django_db


def html_tag(response) -> str:
    return re.search("<html[^>]*>", response.content.decode())[0]


def test_vietnamese_whatever_the_browser_prefers(client):
    response = client.get("/design/", HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert (response["Content-Language"], html_tag(response)) == ("vi", '<html lang="vi">')


def test_language_is_chosen_and_remembered(client):
    response = client.post("/language/", {"language": "en", "next": "/design/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/design/?a=1")
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("en", True, "Lax", 31_536_000)
    page = client.get("/design/")
    assert (page["Content-Language"], html_tag(page)) == ("en", '<html lang="en">')
    assert page.content.decode().count("<h1>Parts of the interface</h1>") == 1


def test_unknown_language_changes_nothing(client):
    assert client.post("/language/", {"language": "xx"}).cookies.get("language") is None
    client.cookies["language"] = "../../etc"
    assert html_tag(client.get("/design/")) == '<html lang="vi">'


def test_theme_is_chosen_and_forgotten(client):
    client.post("/theme/", {"theme": "dark"})
    assert html_tag(client.get("/design/")) == '<html lang="vi" data-theme="dark">'
    client.post("/theme/", {"theme": "neon"})
    assert html_tag(client.get("/design/")) == '<html lang="vi" data-theme="dark">'
    client.post("/theme/", {"theme": ""})
    assert html_tag(client.get("/design/")) == '<html lang="vi">'


def test_a_choice_is_a_post(client):
    assert (client.get("/theme/").status_code, client.get("/language/").status_code) == (405, 405)


@pytest.mark.parametrize(
    "path", ["/", "/design/", "/desk/dossiers/H13.12-261110-0042/?tab=log#a", "/tìm/?q=khai%20sinh"]
)
def test_own_paths_are_followed(path):
    assert safe_next(RequestFactory().post("/theme/", {"next": path})) == path


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "///evil.example",
        "////evil.example/%2f..",
        "/\\evil.example",
        "\\\\evil.example",
        "/\\/evil.example",
        "\\/\\/evil.example",
        "https://evil.example",
        "https:evil.example",
        "HTTPS://EVIL.EXAMPLE/",
        "http:///evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "\u0000//evil.example",
        "evil.example",
        "@evil.example",
        "?next=//evil.example",
        "//testserver@evil.example/",
        "http://testserver.evil.example/",
        "http://testserver/",
        "/\u2028/evil.example",
        "",
    ],
)
def test_foreign_forms_lead_to_the_front_page(path):
    assert safe_next(RequestFactory().post("/theme/", {"next": path})) == "/"
    assert safe_next(RequestFactory().get("/in/", {"next": path}), default="/desk/") == "/desk/"
