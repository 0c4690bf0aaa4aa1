"""A form that is posted after its session ended: kept for the one person in the one browser, for an hour, without files."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from city.accounts.actions import open_user, register_person
from city.accounts.models import Person
from kernel import clock
from kernel.actors import SYSTEM
from kernel.web.jobs import forget_kept_posts
from kernel.web.models import KeptPost

pytestmark = pytest.mark.django_db
HOME = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"language": "vi", "phone": "0912 345 678", "email": "an<b>@example.org"}


@pytest.fixture
def people(settings) -> None:  # type: ignore[no-untyped-def]
    """Residents, who sign in with an identity provider: the demo's."""
    settings.DEMO = True
    for username in ("an", "binh"):
        open_user(username=username, person=register_person(name=username, by=SYSTEM), by=SYSTEM)


@pytest.fixture
def browser(people: None) -> Client:
    return Client(enforce_csrf_checks=True)


def token(client: Client, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(path).content.decode())
    assert found
    return found[1]


def post(client: Client, path: str, csrf: str, fields: dict, **meta) -> HttpResponse:  # type: ignore[no-untyped-def,type-arg]
    return client.post(path, {"csrfmiddlewaretoken": csrf, **fields}, **meta)


def sign_in(client: Client, username: str, goal: str = "/account/") -> HttpResponse:
    path = reverse("identity:choose")
    return post(client, path, token(client, path), {"username": username, "next": goal})


def sign_out(client: Client) -> None:
    post(client, "/sign-out/", token(client, "/account/"), {})


def page_left_open(client: Client, username: str = "an") -> str:
    """Signed in, the page opened, signed out elsewhere; the token of the page."""
    sign_in(client, username)
    csrf = token(client, "/account/")
    sign_out(client)
    return csrf


def test_all_that_was_typed_comes_back_after_sign_in(browser: Client) -> None:
    answer = post(browser, "/account/", page_left_open(browser), TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fresend%2F")
    said = ["Phiên đăng nhập đã hết" in browser.get(at).content.decode() for at in (answer["Location"], "/sign-in/")]
    assert said == [True, False]
    assert sign_in(browser, "an", goal="/resend/")["Location"] == "/resend/"
    page = browser.get("/resend/").content.decode()
    assert re.findall(r'<textarea name="(\w+)" hidden>\n(.*)</textarea>', page) == [
        ("language", "vi"), ("phone", "0912 345 678"), ("email", "an&lt;b&gt;@example.org"),
    ]  # fmt: skip
    again = post(browser, "/resend/", token(browser, "/resend/"), TYPED)
    assert (again.status_code, again["Location"]) == (307, "/account/")
    assert KeptPost.objects.count() == 0
    assert post(browser, "/account/", token(browser, "/account/"), TYPED | {"email": ""}).status_code == 302
    assert Person.objects.get(name="an").phone == "0912345678"


def test_what_was_typed_is_listed_with_its_name_and_nothing_else(browser: Client) -> None:
    """Also a word in small letters without accents, which looks like the code of a box that was ticked."""
    sent = {"seen": "44136fa355b3678a", "revision": "7", "child_ethnicity": "kinh", "child_sex": "female", "born-day": "2",
            "born-month": "3", "born-year": "2026", "typed": "child_ethnicity\tDân tộc\r\nborn\tNgày sinh\r\nempty\tTrống"}  # fmt: skip
    post(browser, "/account/", page_left_open(browser), sent)
    sign_in(browser, "an")
    page = browser.get("/resend/").content.decode()
    listed = re.findall(r'<li class="prose">(.*?)</li>', page)
    assert listed == ["<b>Dân tộc:</b> kinh", "<b>Ngày sinh:</b> 2/3/2026"]


def test_nobody_else_gets_it_back(browser: Client) -> None:
    post(browser, "/account/", page_left_open(browser), TYPED)
    sign_in(browser, "binh")
    assert "0912" not in browser.get("/resend/").content.decode()
    elsewhere = Client(enforce_csrf_checks=True)
    sign_in(elsewhere, "an")
    assert "0912" not in elsewhere.get("/resend/").content.decode()
    sign_out(browser)
    sign_in(browser, "an")
    assert "0912 345 678" in browser.get("/resend/").content.decode()


def test_what_lies_in_the_database_cannot_be_read_there(browser: Client) -> None:
    post(browser, "/account/", page_left_open(browser), TYPED)
    row = KeptPost.objects.get()
    assert row.key != browser.cookies["kept"].value
    assert b"0912" not in bytes(row.sealed)


def test_it_is_kept_for_an_hour(browser: Client) -> None:
    start = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
    with clock.at(start):
        post(browser, "/account/", page_left_open(browser), TYPED)
        sign_in(browser, "an")
    with clock.at(start + datetime.timedelta(minutes=61)):
        assert "0912" not in browser.get("/resend/").content.decode()
        assert forget_kept_posts() == 1


def test_a_tab_from_before_another_sign_in_is_given_back_too(browser: Client) -> None:
    sign_in(browser, "an")
    old = token(browser, "/account/")
    sign_in(browser, "an")
    answer = post(browser, "/account/", old, TYPED, **HOME)
    assert (answer.status_code, answer["Location"]) == (302, "/resend/")
    assert "0912 345 678" in browser.get("/resend/").content.decode()


@pytest.mark.parametrize("meta", [{}, {"HTTP_ORIGIN": "http://evil.example"}, {"HTTP_ORIGIN": "null"}])
def test_a_form_of_another_site_is_refused_and_not_kept(browser: Client, meta: dict) -> None:  # type: ignore[type-arg]
    sign_in(browser, "an")
    old = token(browser, "/account/")
    sign_in(browser, "an")
    assert post(browser, "/account/", old, TYPED, **meta).status_code == 403
    assert post(browser, "/account/", "forged" * 10 + "abcd", TYPED, **HOME).status_code == 403
    assert KeptPost.objects.count() == 0


def test_a_page_of_one_person_is_not_given_to_the_next(browser: Client) -> None:
    sign_in(browser, "an")
    old = token(browser, "/account/")
    sign_in(browser, "binh")
    assert post(browser, "/account/", old, TYPED, **HOME).status_code == 403
    assert KeptPost.objects.count() == 0


def test_passwords_and_files_are_not_kept(browser: Client) -> None:
    csrf = page_left_open(browser)
    post(browser, "/account/", csrf, {"new_password1": "bí mật", "phone": "1"})
    assert KeptPost.objects.count() == 0
    post(browser, "/account/", csrf, {"title": "Giấy chứng sinh", "file": SimpleUploadedFile("a.pdf", b"%PDF-bytes")})
    sign_in(browser, "an")
    page = browser.get(reverse("web:resend")).content.decode()
    assert ("Giấy chứng sinh" in page, "hãy chọn tệp lần nữa" in page, "a.pdf" in page) == (True, True, False)
    assert len(KeptPost.objects.get().sealed) < 500


def test_a_post_without_what_was_kept_says_so(browser: Client) -> None:
    sign_in(browser, "an")
    answer = post(browser, "/resend/", token(browser, "/resend/"), TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/resend/")
    assert "Không còn gì chờ gửi lại" in browser.get("/resend/").content.decode()
