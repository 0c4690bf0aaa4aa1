"""People and machines type, click and send what no page expects; the page says so in a sentence, and nothing typed is lost."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from city.agencies.models import Agency
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.queries import residents
from city.services.queries.definitions import FORM_BY_PROCEDURE
from kernel.files.tests import made
from kernel.web.tests.browser import axe_faults
from tests.city import City
from tests.journeys.conftest import PATIENCE, arrives, resident_signs_in, rests
from tests.journeys.test_pages import BIRTH, CLERK, DRAFT, RESIDENT, begun, paths_of
from tests.players import Player

pytestmark = pytest.mark.journey

NASTY = (
    "'; DROP TABLE services_dossier; -- \"><script>pwned=1</script><img src=x onerror=pwned=1>"
    "<svg onload=pwned=1></textarea>{{ 7|add:7 }}{% now 'Y' %} &lt;b&gt; %s %(x)s 👩🏽‍🌾𠮷 שלום مرحبا ﷽ Ậ "
)
LONG = (NASTY * 40).strip()  # longer than any box takes: refused everywhere, with a sentence
TYPED = (
    "accounts:sign_in", "accounts:profile", "services:lookup", "documents:verify", "documents:verify_token",
    "services:apply_page", "services:apply_papers", "services:supplement_page", "services:desk_supply_page", "services:counter",
    "services:desk_dossier", "services:desk_paper",
)  # fmt: skip
BOXES = "input:not([type=hidden],[type=radio],[type=checkbox],[type=file],[type=submit],[type=password]), textarea"


def general(city: City) -> Dossier:
    """A draft of a procedure that has no form of its own."""
    rows = ProcedureVersion.objects.filter(state="published").exclude(procedure__national_code__in=FORM_BY_PROCEDURE)
    version, offices = next((v, found) for v in rows.order_by("pk") if (found := residents.offices_of(v)))
    agency = Agency.objects.get(pk=offices[0][0].pk)
    return Player(RESIDENT).drafts(version.procedure.national_code, agency, {})


def pages(city: City) -> Iterator[tuple[str, str]]:
    """(who, path) of each page on which somebody types, all pages of two forms among them."""
    draft, other = begun(city), general(city)
    yield RESIDENT, f"/drafts/{other.submission}/form/request/"
    for page in ("child", "mother", "father"):
        yield DRAFT[0], f"/drafts/{draft.submission}/form/{page}/"
    yield from ((who, path) for name, who, path in paths_of(city) if name in TYPED)


def boxes(form: Locator) -> list[Locator]:
    return [box for box in form.locator(BOXES).all() if box.is_visible() and box.is_editable()]


def opened(page: Page, path: str) -> list[Locator]:
    """The forms of the main part of a page that take text, their folded parts unfolded."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    return [form for form in page.locator("main form").all() if boxes(form)]


def typed(form: Locator, text: str) -> dict[str, str]:
    """Every box filled; what the browser then holds, by name (it takes line breaks out of lines)."""
    held = {}
    for box in boxes(form):
        box.fill(text)
        held[box.get_attribute("name") or ""] = box.input_value()
    return held


def sends(page: Page, form: Locator) -> int:
    """Press the form's own button; the status of the answer."""
    with page.expect_response(
        lambda answer: answer.request.is_navigation_request() or answer.request.method == "POST"
    ) as got:
        form.locator("button:not([name=language]):not([type=button])").first.click()
    page.wait_for_load_state()
    return got.value.status


def test_what_is_typed_is_shown_back_and_never_run(city: City, seat: Callable[..., Page]) -> None:
    seats, wrong, tried = dict[str, Page](), list[str](), 0
    for who, path in list(pages(city)):
        page = seats.get(who) or seats.setdefault(who, seat(who))
        for number in range(len(opened(page, path))):
            form = opened(page, path)[number]
            held, tried = typed(form, LONG), tried + 1
            status = sends(page, form)
            wrong += [f"{path} {number}: {said}" for said in _lost(page, held, status)]
    assert "\n".join(wrong) == ""
    assert tried > 12


def _lost(page: Page, held: dict[str, str], status: int) -> Iterator[str]:
    """What is wrong with the page that answered: a crash, a script that ran, no sentence, a box that lost its text."""
    if status >= 500 or page.evaluate("typeof pwned") != "undefined":
        yield f"answered {status}, pwned is {page.evaluate('typeof pwned')}"
    if status in (302, 303) or set(held) == {"q"}:  # taken, or searched for
        return
    if not page.locator(".error, .errors, .note").count():
        yield f"answered {status} without a sentence"
    shown: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('main form :is(input, textarea)')].map((e) => [e.name, e.value]))"
    )
    for name, value in held.items():
        if shown.get(name, "").strip() != value.strip():
            yield f"{name} was {value[:40]!r} and is {shown.get(name, '')[:40]!r} ({len(value)}, {len(shown.get(name, ''))})"


def word(title: str, *, bomb: bool = False) -> bytes:
    """A DOCX; with `bomb`, 400 MB of blanks in half a megabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("[Content_Types].xml", f'<Types><Override PartName="/w.xml" ContentType="{made.WORD}"/></Types>')
        with bag.open("w.xml", "w", force_zip64=True) as inner:
            for _ in range(400 if bomb else 1):
                inner.write(b" " * 1024 * 1024)
    return out.getvalue()


BAD = {
    "kind": ("phim.pdf", b"\x1aE\xdf\xa3" + b"x" * 500, "Không nhận loại tệp"),
    "empty": ("trong.pdf", b"", "trống"),
    "encrypted": ("khoa.pdf", made.encrypted_pdf("mật khẩu"), "đặt mật khẩu"),
    "script": ("lenh.pdf", made.javascript_pdf(), "chứa lệnh tự chạy"),
    "bomb": ("bom.docx", b"", "quá nặng để mở an toàn"),
}


def test_bad_files_are_refused_in_a_sentence_and_the_title_stays(city: City, seat: Callable[..., Page]) -> None:
    """With the script that shows progress, as most people send; the title typed beside the file is still there."""
    draft, page = begun(city), seat(DRAFT[0])
    before = draft.papers.count()
    for name, content, sentence in BAD.values():
        content = word("", bomb=True) if name.endswith(".docx") else content
        _sends_paper(page, draft, {"name": name, "mimeType": "application/pdf", "buffer": content})
        expect(page.locator(".error").filter(has_text=sentence).first).to_be_visible(timeout=60_000)
        expect(page.locator("[name=title]")).to_have_value("Giấy <b>xác nhận</b> của tôi")
    assert draft.papers.count() == before


def _sends_paper(page: Page, draft: Dossier, file: object) -> None:
    page.goto(f"/drafts/{draft.submission}/papers/")
    page.get_by_text("Gửi thêm giấy tờ khác").click()
    form = page.locator("details", has=page.locator("[name=title]"))
    form.locator("[name=title]").fill("Giấy <b>xác nhận</b> của tôi")
    form.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]
    form.get_by_role("button", name="Gửi thêm").click()


def test_a_file_too_large_is_told_before_it_is_sent(city: City, seat: Callable[..., Page], tmp_path: Path) -> None:
    draft, page = begun(city), seat(DRAFT[0])
    large, sent = tmp_path / "quet.pdf", list[str]()
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    _sends_paper(page, draft, large)
    box = page.locator("details", has=page.locator("[name=title]")).locator("[type=file]")
    assert "quet.pdf” lớn hơn 50 MB" in box.evaluate("(e) => e.validationMessage")
    expect(page.locator("main")).to_contain_text("Mỗi tệp không quá 50 MB")
    assert sent == []


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_is_one_act(script: bool, city: City, seat, watched) -> None:  # type: ignore[no-untyped-def]
    """Beginning, which would make two drafts; without the script both posts reach the city."""
    page = watched(width=390, script=script)
    page.set_default_timeout(PATIENCE)
    resident_signs_in(page, RESIDENT)
    page.goto("/apply/1.001193/")
    page.get_by_label("Không thuộc trường hợp nào dưới đây").check()
    page.get_by_label("Nộp đến cơ quan nào?").select_option(label="Ủy ban nhân dân phường Ninh Kiều")
    before = Dossier.objects.filter(phase="draft").count()
    page.get_by_role("button", name="Bắt đầu").dblclick(no_wait_after=True)
    arrives(page, r"/drafts/[0-9A-Z-]+/form/")
    assert Dossier.objects.filter(phase="draft").count() == before + 1


def test_a_form_posted_after_signing_out_comes_back_whole(city: City, seat: Callable[..., Page]) -> None:
    draft, page = general(city), seat(RESIDENT)
    page.goto(f"/drafts/{draft.submission}/form/request/")
    other = page.context.new_page()
    other.goto("/account/")
    other.evaluate("document.querySelector('form[action=\"/sign-out/\"]').submit()")
    other.wait_for_url("**/")
    words = "Tôi xin đổi tên cơ sở.\nLý do: <b>chuyển nhà</b> 'về' quê"
    page.locator("textarea").fill(words)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.get_by_role("link", name="VNeID").click()
    page.get_by_role("button", name="Đăng nhập Lê Văn Phước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn đã đăng nhập lại. Những gì bạn điền vẫn còn")
    rests(page)
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_url("**/drafts/**")
    draft.refresh_from_db()
    assert draft.draft["values"]["request_text"] == words


def test_a_stale_page_says_so_and_shows_what_was_typed(city: City, seat: Callable[..., Page]) -> None:
    """Two officers, or two tabs: the second is told that the dossier moved on, and his words are there to copy."""
    dossier, first = city.dossier(*BIRTH), seat(CLERK)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/desk/dossiers/{dossier.submission}/")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    first.locator("form[action$='/acceptance/'] button[type=submit], form[action$='/acceptance/'] button").last.click()
    expect(first.locator("body")).to_contain_text("Đã tiếp nhận.")
    form = second.locator("form[action$='/refusal/']")
    form.locator("textarea").fill("Thiếu giấy chứng sinh <b>bản chính</b>, mời bổ sung.")
    form.locator("[type=checkbox]").first.check()
    form.locator("button").last.click()
    expect(second.locator("main")).to_contain_text("Hồ sơ đã thay đổi sau khi bạn mở trang này")
    expect(second.locator("main blockquote")).to_have_text("Thiếu giấy chứng sinh <b>bản chính</b>, mời bổ sung.")
    second.get_by_role("link", name="Mở lại trang với tình trạng mới nhất").click()
    second.wait_for_url(f"**/desk/dossiers/{dossier.submission}/")


def test_the_second_window_of_a_page_is_told(city: City, seat: Callable[..., Page]) -> None:
    draft, first = general(city), seat(RESIDENT)
    second = first.context.new_page()
    for window in (first, second):
        window.goto(f"/drafts/{draft.submission}/form/request/")
    for window, words in ((first, "Xin xác nhận nơi cư trú."), (second, "Xin đổi tên <i>cơ sở</i> sản xuất.")):
        window.locator("textarea").fill(words)
        window.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(second.locator(".errors")).to_contain_text("vừa được lưu ở một cửa sổ khác")
    expect(second.locator("textarea")).to_have_value("Xin đổi tên <i>cơ sở</i> sản xuất.")
    assert axe_faults(second) == []
    second.get_by_role("button", name="Lưu và tiếp tục").click()
    second.wait_for_url(lambda url: "/form/request/" not in url)
    draft.refresh_from_db()
    assert draft.draft["values"]["request_text"] == "Xin đổi tên <i>cơ sở</i> sản xuất."
