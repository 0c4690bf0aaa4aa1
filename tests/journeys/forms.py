"""Filling in a form as one who reads it: each question is found by its words, each choice by what it says.

The definitions ship with the code; here they only tell which words belong to the answer that a play gives."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from city.services.engine.form_definitions import FORMS
from city.services.states.dossiers import Reason
from stories.script import Lacking

PAGES = {page["id"]: page for form in FORMS.values() for page in form["pages"]}
LISTS = {name: listed["codes"] for form in FORMS.values() for name, listed in form["lists"].items()}
LINES = ("text", "number", "year", "phone", "identity_number", "long_text")


def fills_in(page: Page, answers: Mapping[str, Any], rests: Any) -> None:
    """Page after page, until the form ends and the papers begin. `rests` is called on each page that is filled."""
    while "/form/" in page.url:
        asked = PAGES[page.url.partition("/form/")[2].partition("/")[0]]
        if "group" in asked:
            _items(page, asked["group"], answers[asked["group"]["id"]], rests)
        else:
            fills_page(page, asked, answers)
        rests(page)
        onward(page)


def _items(page: Page, group: Mapping[str, Any], items: list[Mapping[str, Any]], rests: Any) -> None:
    for item in items:
        if (more := page.get_by_role("link", name=f"Thêm {group['noun']['vi']}")).count():
            more.click()
        fills_page(page, group, item)
        rests(page)
        onward(page)


def fills_page(page: Page, asked: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    fills_questions(page.locator("main form"), asked, answers)


def fills_questions(place: Locator, asked: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    """What was filled in from the person's data stays as it is."""
    for field in asked["fields"]:
        if field["id"] in answers:
            _answers(place, field, _words(field, asked), answers[field["id"]])


def _words(field: Mapping[str, Any], asked: Mapping[str, Any]) -> re.Pattern[str]:
    """A question that is alone on its page is the page's title."""
    text = field["label"] if "label" in field else asked["title"]
    return begins(text["vi"])


def begins(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(words)}")


def _answers(form: Locator, field: Mapping[str, Any], words: re.Pattern[str], value: Any) -> None:
    if field["kind"] in LINES:
        form.get_by_role("textbox", name=words).fill(shown(value))
        return
    group = form.get_by_role("group", name=words)
    if field["kind"] == "date":
        day = datetime.date.fromisoformat(value)
        for label, part in (("Ngày", day.day), ("Tháng", day.month), ("Năm", day.year)):
            group.get_by_label(label, exact=True).fill(str(part))
        return
    text = ("Có" if value else "Không") if field["kind"] == "yes_no" else _choice(field["list"], value)
    group.get_by_role("radio", name=begins(text)).or_(group.get_by_role("checkbox", name=begins(text))).check()


def _choice(listed: str, value: str) -> str:
    return str(next(code["text"]["vi"] for code in LISTS[listed] if code["code"] == value))


def shown(value: Any) -> str:
    """As people write it: 96,5."""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def onward(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="tiếp tục").click()


def ticks(form: Locator, one: Lacking) -> None:
    """One thing that is asked for again, with its reason and a note."""
    names = {f["id"]: f.get("name", f.get("label"))["vi"] for asked in PAGES.values() for f in asked.get("fields", ())}
    words = one.paper or names[one.answer]
    line = form.locator("div.stack-s").filter(has=form.page.get_by_role("checkbox", name=begins(words)))
    line.get_by_role("checkbox").check()
    line.get_by_label("Lý do").select_option(label=str(Reason(one.reason).label))
    line.get_by_label("Ghi chú").fill(one.note)
