"""What every answer carries, who is let in, and how a refusal is said."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kernel.journal.acts import unguarded
from kernel.web.tests import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls(urls.__name__)]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def signed_in(client):
    with unguarded("a test needs a person who is signed in"):
        client.force_login(get_user_model().objects.create(username="le.van.phuoc"))
    return client


def said(response) -> str:
    """The words of a page's main part, without tags."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def test_headers_of_a_page(client):
    headers = dict(client.get("/design/").headers)
    assert len(headers.pop("X-Request-Id")) == 8
    assert int(headers.pop("Content-Length")) > 10_000
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "vi",
        "Vary": "Cookie, Accept-Encoding",
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types default",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_pages_of_a_signed_in_person_are_stored_nowhere(signed_in):
    assert signed_in.get("/closed/").headers["Cache-Control"] == "no-store"
    assert signed_in.get("/design/").headers["Cache-Control"] == "no-store"


def test_hsts_only_over_tls(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    assert "Strict-Transport-Security" not in client.get("/design/").headers
    assert client.get("/design/", secure=True).headers["Strict-Transport-Security"] == "max-age=60"


def test_strangers_are_sent_to_sign_in_and_back(client):
    response = client.get("/closed/?a=1&b=2")
    assert (response.status_code, response["Location"]) == (302, "/accounts/in/?next=%2Fclosed%2F%3Fa%3D1%26b%3D2")
    response = client.post("/closed/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/in/?next=%2F")


def test_htmx_sends_the_whole_page_to_sign_in(client):
    response = client.get("/closed/", **HTMX)
    assert (response.status_code, response["HX-Redirect"]) == (200, "/accounts/in/?next=%2Fclosed%2F")


def test_a_signed_in_person_enters(signed_in):
    assert signed_in.get("/closed/").content == b"only for you"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused/", 409, "Hồ sơ đã được &lt;b&gt;người khác&lt;/b&gt; nhận."),
        ("/not-allowed/", 403, "Chỉ người tiếp nhận được làm việc này."),
        ("/deadlocked/", 409, "Việc khác vừa ghi vào cùng chỗ này nên lần này chưa ghi được gì. Hãy gửi lại."),
        ("/forbidden/", 403, "Việc này cần một quyền mà tài khoản của bạn không có."),
        ("/missing/", 404, "Có thể địa chỉ gõ thiếu, hoặc thứ bạn tìm không thuộc về bạn."),
        ("/nowhere/", 404, "Có thể địa chỉ gõ thiếu, hoặc thứ bạn tìm không thuộc về bạn."),
    ],
)
def test_refusals_are_pages_in_words(client, address, status, words):
    response = client.get(address)
    assert response.status_code == status
    assert said(response).count(words) == 1
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused/", 409, "Hồ sơ đã được &lt;b&gt;người khác&lt;/b&gt; nhận."),
        ("/not-allowed/", 403, "Chỉ người tiếp nhận được làm việc này."),
        ("/forbidden/", 403, "Bạn không được làm việc này."),
        ("/missing/", 404, "Không còn thấy mục này. Hãy tải lại trang."),
    ],
)
def test_refusals_are_pieces_for_htmx(client, address, status, words):
    response = client.get(address, **HTMX)
    assert response.status_code == status
    assert response.content.decode().startswith('<div id="refusal"><div class="note note-warn">')
    assert response.content.decode().strip().endswith(f"<div><p>{words}</p></div></div></div>")


def test_our_own_mistakes_are_a_page_without_database_or_language():
    response = Client(raise_request_exception=False).get("/broken/")
    assert (response.status_code, said(response)[:26]) == (500, "Có lỗi ở phía chúng tôi Vi")


def test_an_expired_page_says_so():
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert (response.status_code, said(response)[:21]) == (403, "Trang đã mở quá lâu V")


def test_upload_script_is_told_where_to_go(client):
    plain = Client().post("/done/")
    assert (plain.status_code, plain["Location"]) == (302, "/design/")
    told = client.post("/done/", HTTP_X_UPLOAD="1")
    assert (told.status_code, told["X-Location"], told.content) == (204, "/design/", b"")
    assert said(client.get("/design/")).count("Đã nhận tệp.") == 1


def test_an_address_that_only_takes_posts_is_said_in_words(client):
    """Without a body a browser shows its own "this page isn't working"."""
    answer = client.get("/theme/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert said(answer).startswith("Trang này không mở thẳng được Địa chỉ này chỉ nhận")
    assert client.put("/theme/").content == b""  # a program reads the status
