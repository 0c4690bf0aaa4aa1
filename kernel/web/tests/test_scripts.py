"""The small scripts in a real browser, and the same pages without them."""

import pytest
from playwright.sync_api import expect

from kernel.web.tests import urls
from kernel.web.tests.browser import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.urls(urls.__name__)]
AT = "document.querySelector('[data-rows] tr.at code').textContent"
FOCUSED = "document.activeElement.textContent"


def test_rows_by_keyboard(watched):
    page = watched()
    page.goto("/design/?desk=1")
    page.keyboard.press("j")
    assert page.evaluate(AT) == "H13.12-261103-0008"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert (page.evaluate(AT), page.evaluate(FOCUSED)) == ("H13.12-261110-0042", "Giấy phép xây dựng")
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert page.evaluate("[...document.querySelectorAll('[name=pick]:checked')].map((b) => b.value)") == [
        "H13.12-261123-0051"
    ]
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.split("#")[0] + "#tables")
    page.keyboard.press("p")
    expect(page).to_have_url(page.url.split("#")[0] + "#buttons")
    assert faults(page, axe=False) == []


def test_letters_are_letters_while_a_person_types(watched):
    page = watched()
    page.goto("/design/?desk=1")
    page.keyboard.press("/")
    page.keyboard.type("jx/?p")
    assert page.input_value("#find") == "jx/?p"
    assert page.locator("tr.at").count() == 0


def test_help_opens_and_single_letters_can_be_switched_off(watched):
    page = watched()
    page.goto("/design/?desk=1")
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    assert faults(page) == []
    page.check("[data-keys-off]")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    assert page.locator("tr.at").count() == 0
    page.click("[data-keys-help]")
    expect(page.locator("[data-keys-off]")).to_be_checked()


def test_ctrl_enter_sends_the_form_one_is_in(watched):
    page = watched()
    page.goto("/upload/")
    page.set_input_files("[type=file]", {"name": "don.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.focus("main button")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#flash")).to_have_text("Đã nhận don.txt")


def test_pressed_twice_is_sent_once_and_a_retry_is_never_blocked(watched):
    page = watched()
    sent = []
    page.route("**/theme/", lambda route: (sent.append(1), route.fulfill(status=204)))
    page.clock.install()
    page.goto("/design/")
    button = page.locator(".foot [value=dark]")
    button.click()
    button.click(force=True)
    assert len(sent) == 1
    page.clock.fast_forward(5_001)
    button.click()
    assert len(sent) == 2


def test_theme_and_language_without_any_script(watched):
    page = watched(script=False)
    page.goto("/design/")
    page.click(".foot [value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click(".foot [value=en]")
    assert (page.get_attribute("html", "lang"), page.get_attribute("html", "data-theme")) == ("en", "dark")
    page.click(".foot [value='']")
    assert page.get_attribute("html", "data-theme") is None


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_file_is_sent_and_its_message_seen_once(watched, script):
    page = watched(script=script)
    page.goto("/upload/")
    page.set_input_files("[type=file]", {"name": "don.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.click("main button")
    expect(page.locator("#flash")).to_have_text("Đã nhận don.txt")
    page.reload()
    expect(page.locator("#flash")).to_have_text("")


def test_an_answer_with_errors_is_shown_and_can_be_sent_again(watched):
    page = watched()
    page.goto("/upload/")
    page.click("main button")
    expect(page.locator(".errors")).to_be_focused()
    page.set_input_files("[type=file]", {"name": "don.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.click("main button")
    expect(page.locator("#flash")).to_have_text("Đã nhận don.txt")
    assert faults(page, axe=False) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_after_a_file_one_stands_at_its_paper_again(watched, script):
    """Far down a long page, where the next thing to do is; also when the file was refused."""
    page = watched(width=390, script=script)
    page.goto("/upload/far/")
    page.click("main button")
    expect(page.locator("[aria-invalid]")).to_be_in_viewport()
    page.set_input_files("[type=file]", {"name": "don.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.click("main button")
    expect(page.locator("#flash")).to_have_text("Đã nhận don.txt")
    expect(page.locator("#second")).to_be_in_viewport()


def test_a_file_too_big_is_told_before_it_is_sent(watched):
    page = watched()
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.goto("/upload/")
    page.set_input_files("[type=file]", {"name": "to.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1001})
    assert page.evaluate("document.querySelector('[type=file]').validationMessage") == "Tệp to.pdf quá lớn"
    page.click("main button")
    assert posts == []


def test_a_broken_connection_is_told_and_the_page_stays(watched):
    page = watched()
    page.goto("/upload/")
    page.route("**/upload/", lambda route: route.abort())
    page.set_input_files("[type=file]", {"name": "don.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.click("main button")
    expect(page.locator("[data-upload-failed]")).to_be_visible()
    page.unroute("**/upload/")


def test_htmx_lives_under_the_strict_policy(watched):
    page = watched()
    page.goto("/htmx/")
    page.click("text=Lấy mảnh")
    expect(page.locator("#out")).to_have_text("mảnh mới")
    assert page.evaluate("window.bad") is None
    assert faults(page) == []
    page.click("text=Bị từ chối")
    expect(page.locator("#flash")).to_have_text("Hồ sơ đã được <b>người khác</b> nhận.")
    assert page.inner_text("#out") == "mảnh mới"
    page.click("text=Cần đăng nhập")
    page.wait_for_url("**/accounts/in/?next=%2Fclosed%2F")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("address", ["/refused/", "/nowhere/", "/confirm/"])
def test_whole_pages(watched, address, width, dark):
    page = watched(width=width, dark=dark)
    page.goto(address)
    page.seen.clear()  # Chromium itself writes that the page answered 4xx
    assert faults(page) == []
