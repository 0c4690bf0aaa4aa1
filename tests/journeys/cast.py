"""The cast before a screen: the same intents as stories.cast, done by who sits there, reads the page and presses what it offers."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from city.services.engine.processes import SITE_VISIT
from city.services.forms.desk import WAYS
from city.services.states.dossiers import Outcome, Reason, Verdict
from stories.city import RESIDENTS
from stories.script import Answers, Lacking
from tests.city import OFFICIALS
from tests.journeys import shots
from tests.journeys.conftest import DESK, PHONE, file, pdf, rests, worker_passes
from tests.journeys.forms import PAGES, fills_in, fills_page, fills_questions, onward, ticks
from tests.journeys.stage import Stage

Seat = Callable[..., Page]
SAID = {
    "acceptance": "Đã tiếp nhận", "refusal": "Đã từ chối tiếp nhận", "supplement": "Đã gửi yêu cầu bổ sung", "forwarding": "Đã chuyển bước",
    "handing-over": "Đã chuyển cơ quan khác cho ý kiến", "proposal": "Đã trình", "approval": "Đang ký và đóng dấu", "return": "Đã trả kết quả",
}  # fmt: skip


class Sitting:
    """The cast: each with a browser of his own, on a screen of the width given for residents and for officials."""

    def __init__(self, seat: Seat, stage: Stage, *, residents: int = PHONE, officials: int = DESK) -> None:
        self.seat, self.stage, self.residents, self.officials = seat, stage, residents, officials
        self._known: dict[str, Sitter] = {}

    def __call__(self, username: str) -> "Sitter":
        width = self.officials if username in OFFICIALS else self.residents
        return self._known.setdefault(username, Sitter(lambda: self.seat(username, width=width), username))

    @contextmanager
    def at(self, moment: datetime.datetime) -> Iterator[None]:
        with self.stage.at(moment):
            yield
            worker_passes()


class Sitter:
    """One person of the play; script.Character says what each intent means."""

    def __init__(self, sit: Callable[[], Page], username: str) -> None:
        self._sit, self.username = sit, username
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """Signs in when first needed, at the time of the play."""
        self._page = self._page or self._sit()
        return self._page

    # Before a form

    def drafts(self, code: str, office: str, answers: Answers) -> str:
        page = self.page
        page.goto("/")
        page.get_by_role("searchbox").fill(code)
        page.get_by_role("button", name="Tìm").first.click()
        page.locator("main li", has_text=code).get_by_role("link").first.click()
        expect(page.locator("main")).to_contain_text(code)
        page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
        self._begins(office)
        return self._fills_in(answers)

    def _begins(self, office: str) -> None:
        """Questions with one possible answer are not asked."""
        page = self.page
        button = page.get_by_role("button", name="Bắt đầu")
        expect(button).to_be_visible()
        self._no_case()
        if (offices := page.get_by_label("Nộp đến cơ quan nào?")).count():
            offices.select_option(label=office)
        rests(page)
        with page.expect_navigation():
            button.click()

    def _no_case(self) -> None:
        """Where the procedure has several cases, none of them."""
        if (none := self.page.get_by_label("Không thuộc trường hợp nào dưới đây")).count():
            none.check()

    def drafts_for(self, owner: str, code: str, answers: Answers) -> str:
        page = self.page
        name, number, _birth, address, _phone = next(rest for username, *rest in RESIDENTS if username == owner)
        page.goto("/desk/")
        page.get_by_role("link", name="Nhận tại quầy", exact=True).click()
        page.get_by_label("Tìm thủ tục").fill(code)
        page.get_by_role("button", name="Tìm", exact=True).click()
        page.get_by_role("listitem").filter(has_text=code).get_by_role("button").click()
        expect(page.get_by_label("Mã thủ tục")).to_have_value(code)
        for label, words in (("Số định danh", number), ("Họ và tên", name), ("Nơi ở", address)):
            page.get_by_label(label, exact=True).fill(str(words))
        self._no_case()
        rests(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Bắt đầu hồ sơ").click()
        return self._fills_in(answers)

    def _fills_in(self, answers: Answers) -> str:
        page = self.page
        submission = page.url.partition("/drafts/")[2].partition("/")[0]
        fills_in(page, {**answers, "promise_true": "yes"}, rests)
        expect(page.get_by_role("heading", level=1)).to_have_text("Giấy tờ gửi kèm")
        return submission

    def attaches(self, submission: str, *, without: str = "") -> None:
        for title in self._papers(submission):
            if not (without and title.startswith(without)):
                self._sends(title, "giay-to.pdf", pdf(title))
        rests(self.page)

    def _papers(self, submission: str) -> list[str]:
        """The papers asked for, by their titles."""
        self._at(f"/drafts/{submission}/papers/")
        wanted = self.page.get_by_role("region").filter(has=self.page.locator("input[type=file]"))
        return [one.get_by_role("heading").first.inner_text() for one in wanted.all()]

    def _sends(self, title: str, name: str, content: bytes) -> None:
        place = self.page.get_by_role("region", name=title, exact=True)
        place.locator("input[type=file]").set_input_files(file(name, content))
        place.get_by_role("button", name="Gửi tệp này").click()
        expect(place).to_contain_text(name)

    def shows_papers(self, submission: str) -> None:
        for title in self._papers(submission):
            place = self.page.get_by_role("region", name=title, exact=True)
            place.get_by_role("button", name="Đã xem bản giấy, không lưu").click()
            expect(place).to_contain_text("Bản giấy đã xuất trình")
        rests(self.page)

    def submits(self, submission: str) -> None:
        self._at(f"/drafts/{submission}/papers/")
        self.page.get_by_role("button", name="Xem lại và nộp").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi nộp")
        rests(self.page)
        shots.take(self.page, "check-phone")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Nộp hồ sơ").click()
        expect(self.page.locator("main")).to_contain_text(submission)
        rests(self.page)

    # At one's own dossier

    def _opens_mine(self, submission: str) -> None:
        self.page.goto("/my/dossiers/")
        self.page.locator(f"main a[href$='/my/dossiers/{submission}/']").first.click()
        expect(self.page.get_by_role("heading", name="Tiến trình")).to_be_visible()
        rests(self.page)

    def supplies(self, submission: str, answers: Answers | None = None) -> None:
        self._opens_mine(submission)
        self.page.get_by_role("link", name="Gửi bổ sung").click()
        wanted = self.page.get_by_role("region").filter(has=self.page.locator("input[type=file]"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Gửi bổ sung")
        shots.take(self.page, "supplement-phone")
        for title in [one.get_by_role("heading").first.inner_text() for one in wanted.all()]:
            self._sends(title, "bo-sung.pdf", pdf(f"{title} (bản bổ sung)"))
        for number in range(self.page.get_by_role("link", name="Sửa nội dung").count()):
            self.page.get_by_role("link", name="Sửa nội dung").nth(number).click()
            self.page.wait_for_url("**/supplement/*/")
            fills_page(self.page, PAGES[self.page.url.rstrip("/").rpartition("/")[2]], answers or {})
            onward(self.page)
        rests(self.page)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Đã đủ, gửi cho cơ quan").click()
        expect(self.page.locator("main")).to_contain_text("Đã gửi bổ sung")
        rests(self.page)

    def withdraws(self, submission: str) -> None:
        self._opens_mine(submission)
        self.page.get_by_role("link", name="Rút hồ sơ", exact=True).click()
        button = self.page.get_by_role("button", name="Rút hồ sơ")
        expect(button).to_be_visible()
        rests(self.page)
        button.click()
        expect(self.page.locator("main")).to_contain_text("Đã rút hồ sơ")
        rests(self.page)

    # At the desk

    def _opens(self, submission: str) -> None:
        """From the inbox, taking the work where nobody has it yet."""
        self.page.goto("/desk/")
        row = self.page.get_by_role("row").filter(has=self.page.locator(f"a[href='/desk/dossiers/{submission}/']"))
        take = row.get_by_role("button", name="Nhận việc")
        (take if take.count() else row.get_by_role("link").first).click()
        self.page.wait_for_url(f"**/desk/dossiers/{submission}/")
        rests(self.page)

    def _moves(self, submission: str, noun: str, fill: Callable[[Locator], None] = lambda _form: None) -> None:
        """One of the moves offered: opened where it is folded, filled in, done, and said to be done."""
        if not self.page.url.endswith(f"/desk/dossiers/{submission}/"):
            self._opens(submission)
        form = self.page.locator(f"form[action$='/{submission}/{noun}/']")
        if not form.is_visible():
            self.page.locator("details", has=form).locator("summary").first.click()
        fill(form)
        rests(self.page)
        with self.page.expect_navigation():
            form.get_by_role("button").click()
        expect(self.page.locator("main")).to_contain_text(SAID[noun])
        rests(self.page)

    def accepts(self, submission: str) -> None:
        self._opens(submission)
        self._moves(submission, "acceptance")

    def refuses(self, submission: str, reasons: Sequence[str], note: str) -> None:
        def fill(form: Locator) -> None:
            [form.get_by_role("checkbox", name=str(Reason(code).label)).check() for code in reasons]
            form.get_by_label("Người nộp cần làm gì tiếp").fill(note)

        self._opens(submission)
        self._moves(submission, "refusal", fill)

    def asks(self, submission: str, lacks: Sequence[Lacking], note: str) -> None:
        def fill(form: Locator) -> None:
            if any(one.answer for one in lacks):
                form.get_by_text("Nội dung khai", exact=True).click()
            [ticks(form, one) for one in lacks]
            form.get_by_label("Nhắn thêm với người nộp").fill(note)

        self._opens(submission)
        self._moves(submission, "supplement", fill)

    def hands_over(self, submission: str, agency: str, comment: str) -> None:
        def fill(form: Locator) -> None:
            form.get_by_label("Cơ quan được hỏi").select_option(label=agency)
            form.get_by_label("Cần cơ quan đó làm gì").fill(comment)

        self._opens(submission)
        self._moves(submission, "handing-over", fill)

    def forwards(self, submission: str, comment: str = "") -> None:
        self._opens(submission)
        self._moves(submission, "forwarding", lambda form: form.get_by_label("Ý kiến").fill(comment))

    def inspects(self, submission: str, record: Answers) -> None:
        self._opens(submission)
        asked = SITE_VISIT["pages"][0]
        place = self.page.get_by_role("region", name=asked["title"]["vi"])
        place.get_by_text("Ghi nội dung", exact=True).click()
        fills_questions(place, asked, record)
        rests(self.page)
        with self.page.expect_navigation():
            place.get_by_role("button", name="Lưu nội dung đã ghi").click()
        expect(place).to_contain_text(record["visit_findings"])
        rests(self.page)

    def proposes(self, submission: str, outcome: str, comment: str, reasons: Sequence[str] = ()) -> None:
        def fill(form: Locator) -> None:
            form.get_by_role("radio", name=str(Outcome(outcome).label)).check()
            [form.get_by_role("checkbox", name=str(Reason(code).label)).check() for code in reasons]
            form.get_by_label("Ý kiến").fill(comment)

        self._opens(submission)
        self._looks_through(submission)
        self._moves(submission, "proposal", fill)

    def _looks_through(self, submission: str) -> None:
        """Every paper that nobody has looked at: as a picture, and found valid."""
        unseen = self.page.get_by_role("row").filter(has_text="Chưa xem")
        if not unseen.count():
            return
        unseen.first.get_by_role("link").first.click()
        self.page.wait_for_url("**/papers/*/")
        while "/papers/" in self.page.url:
            rests(self.page)
            self.page.get_by_role("radio", name=str(Verdict.VALID.label)).check()
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Lưu, xem giấy tiếp").click()
        expect(self.page.locator("main")).to_contain_text("Đã xem hết giấy tờ")
        expect(unseen).to_have_count(0)

    def signs(self, submission: str) -> None:
        """The page asks by itself whether the result is there."""
        self._opens(submission)
        shots.take(self.page, "approval")
        self._moves(submission, "approval")
        worker_passes()
        expect(self.page.get_by_role("heading", name="Kết quả", exact=True)).to_be_visible()
        rests(self.page)

    def hands_out(self, submission: str, way: str) -> None:
        self._opens(submission)
        self._moves(submission, "return", lambda form: form.get_by_label(str(dict(WAYS)[way])).check())

    def takes_cash(self, submission: str, payer: str) -> None:
        """On the page of the dossier just accepted; a procedure without a fee has no such button."""
        self._at(f"/desk/dossiers/{submission}/")
        if (button := self.page.get_by_role("button", name="Đã thu tiền mặt")).count():
            self.page.get_by_label("Người nộp tiền").fill(payer)
            button.click()
            expect(self.page.locator("main")).to_contain_text("Đã thu tiền, biên lai số")
            rests(self.page)

    def looks(self, submission: str, *, shot: str = "") -> None:
        if self.username in OFFICIALS:
            self.page.goto(f"/desk/dossiers/{submission}/")
            rests(self.page)
        else:
            self._opens_mine(submission)
        shots.take(self.page, shot)

    def _at(self, path: str) -> None:
        if not self.page.url.endswith(path):
            self.page.goto(path)
