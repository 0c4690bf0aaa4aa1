"""The tags and filters every template has (a builtin library, see config/settings.py).

Each tag draws `kernel/parts/<name>.html`; its values are those of kernel.web.parts. `/design/` shows all of them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from kernel.web import asked, icons, say

register = template.Library()
register.simple_tag(icons.svg, name="icon")
register.filter("day", say.day)
register.filter("date_vi", say.day)
register.filter("short_day", say.short_day)
register.filter("long_day", say.long_day)
register.filter("hour", say.hour)
register.filter("moment", say.moment)
register.filter("weekday", say.weekday)
register.filter("number", say.number)
register.filter("money", say.money)
register.filter("filesize", say.filesize)
register.filter("due_words", say.due)
register.filter("masked", say.masked)

TONES = {
    "": ("", "info"),
    "info": ("", "info"),
    "debug": ("", "info"),
    "main": ("main", "timer"),
    "ok": ("ok", "circle-check"),
    "success": ("ok", "circle-check"),
    "warn": ("warn", "circle-alert"),
    "warning": ("warn", "circle-alert"),
    "bad": ("bad", "triangle-alert"),
    "error": ("bad", "triangle-alert"),
}
DUE_ICONS = {
    "late": "triangle-alert",
    "soon": "clock",
    "ok": "circle-check",
    "wait": "circle-pause",
    "": "circle-pause",
}


def draw(part: str, **context: Any) -> SafeString:
    return render_to_string(f"kernel/parts/{part}.html", context)


def anchor(title: str) -> str:
    return slugify(str(title).replace("đ", "d").replace("Đ", "D"))


@register.simple_tag
def tag(words: str, tone: str = "", icon: str | None = None) -> SafeString:
    """{% tag "Quá hạn" "bad" %}: a state in words; icon="" for none, otherwise the tone's own."""
    name, usual = TONES[tone]
    return draw("tag", words=words, tone=name, icon=(usual if tone else "") if icon is None else icon)


@register.simple_tag
def when(value: dt.date | dt.datetime | None, how: str = "") -> SafeString | str:
    """{% when at %}: <time> with day, or day and hour for a moment; how="day", "short", "week" or "long" for the day alone."""
    if value is None:
        return ""
    ways = {"day": say.day, "short": say.short_day, "week": say.weekday, "long": say.long_day}
    usual = say.moment(value) if isinstance(value, dt.datetime) else say.day(value)
    return format_html(
        '<time datetime="{}">{}</time>', say.local(value).isoformat(), ways[how](value) if how else usual
    )


@register.simple_tag
def due(
    value: dt.date | dt.datetime | None, days: int | None = None, words: str = "", state: str | None = None
) -> SafeString:
    """{% due item.due_at days=3 %}: cell of a list. words="Chờ công dân" state="wait" where the clock stands still."""
    said = words or say.due(value, days)
    kind = say.due_state(value, days) if state is None else state
    return draw("due", value=value, words=said[:1].upper() + said[1:], state=kind, icon=DUE_ICONS[kind])


@register.simple_tag
def deadline(
    left: int | None, used: int | None = None, allowed: int | None = None, late: bool | None = None
) -> SafeString:
    """{% deadline 10 used=5 allowed=15 %}: working days left (negative = over), and the bar of days used."""
    over = (left or 0) < 0 if late is None else late
    tone = "late" if over else "soon" if left is not None and left <= 1 else ""
    return draw("deadline", left=abs(left or 0), unknown=left is None, over=over, used=used, allowed=allowed, tone=tone)


@register.simple_tag
def progress(done: int, of: int, words: str, tone: str = "") -> SafeString:
    """{% progress 5 15 "Đã dùng 5 trong 15 ngày" %}: a bar; the words are its name for those who cannot see it."""
    return draw("progress", done=min(done, of), of=of, words=words, tone=tone)


@register.simple_tag
def holder(name: str, label: str = "", icon: str = "landmark") -> SafeString:
    """{% holder "UBND phường Ninh Kiều" %}: who has it now."""
    return draw("holder", name=name, label=label, icon=icon)


@register.simple_tag
def facts(rows: Iterable[tuple[str, Any]], kind: str = "") -> SafeString:
    """{% facts rows %}: pairs (term, value); kind="pair" puts short values at the right edge. Empty values are left out."""
    return draw("facts", rows=[(term, value) for term, value in rows if value not in (None, "")], kind=kind)


@register.simple_tag
def steps(items: Iterable[Any], line: bool = True) -> SafeString:
    """{% steps steps %}: Step values; a line on wide screens, a column on phones; line=False keeps the column."""
    return draw("steps", items=items, line=line)


@register.simple_tag
def log(lines: Iterable[Any], wide: bool = True) -> SafeString:
    """{% log lines %}: LogLine values, newest first."""
    return draw("log", lines=lines, wide=wide)


@register.simple_tag
def days(items: Iterable[Any]) -> SafeString:
    """{% days counted %}: Day values, a deadline counted out day by day."""
    return draw("days", items=items)


@register.simple_tag
def needs(items: Iterable[Any]) -> SafeString:
    """{% needs papers %}: Need values."""
    return draw("needs", items=items)


@register.simple_tag
def answers(rows: Iterable[Any]) -> SafeString:
    """{% answers rows %}: Answer values, with a way to change each."""
    return draw("answers", rows=rows)


@register.simple_tag
def tabs(items: Iterable[Any], label: str) -> SafeString:
    """{% tabs tabs "Nhóm việc" %}: Tab values; `label` names the navigation for those who hear it."""
    return draw("tabs", items=items, label=label)


@register.simple_tag
def chips(items: Iterable[Any]) -> SafeString:
    """{% chips conditions %}: Chip values."""
    return draw("chips", items=items)


@register.simple_tag
def verdict(good: bool, title: str, words: str = "", level: int = 1) -> SafeString:
    """{% verdict True "Giấy tờ này là thật" "…" %}"""
    return draw("verdict", good=good, title=title, words=words, level=level)


@register.simple_tag
def paper(name: str, url: str = "", thumb: str = "", words: str = "") -> SafeString:
    """{% paper "Đơn đề nghị" url thumb "don.pdf · 214 KB" %}: a file with the picture of its first page."""
    return draw("paper", name=name, url=url, thumb=thumb, words=words)


@register.simple_tag
def viewer(sheets: Sequence[Any], name: str) -> SafeString:
    """{% viewer sheets "Bản vẽ" %}: Sheet values, the pages of a paper below each other."""
    return draw("viewer", sheets=sheets, name=name)


@register.simple_tag
def working(title: str, url: str, done: int = 0, of: int = 0) -> SafeString:
    """{% working "Đang ký 24 văn bản" url 5 24 %}: long work; asks `url` every two seconds for its own successor."""
    return draw("working", title=title, url=url, done=done, of=of)


@register.simple_tag(takes_context=True)
def pages(context: template.Context, page: Any, words: str = "") -> SafeString:
    """{% pages page "1 – 30 trong 412" %}: to the newer and older neighbours of a kernel.access.Page, other conditions kept."""
    newer = _place(context, "after", page.newer) if page.newer else ""
    older = _place(context, "before", page.older) if page.older else ""
    first = _place(context, "", "") if not newer and context["request"].GET.get("before") else ""
    return draw("pages", newer=newer, older=older, first=first, words=words)


def _place(context: template.Context, name: str, value: str) -> str:
    query: QueryDict = context["request"].GET.copy()
    for old in ("before", "after"):
        query.pop(old, None)
    if name:
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def field(bound: BoundField, label: str = "", size: str = "", hint: str = "") -> SafeString:
    """{% field form.area size="10" %}: any field of any form with label, hint, error and input. size: "10" or "20" rem."""
    return draw("field", **asked.ask(bound, label=label, size=size, hint=hint))


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """{% fields form %}: all fields in order."""
    return draw("fields", form=form)


@register.simple_tag
def errors(*forms: BaseForm) -> SafeString:
    """{% errors form %}: all errors of the page, each a link to its box; nothing when there are none."""
    return draw("errors", items=[item for form in forms for item in asked.faults(form)])


@register.simple_block_tag
def note(content: str, tone: str = "", title: str = "", level: int = 2) -> SafeString:
    """{% note tone="warn" title="…" %}<p>…</p>{% endnote %}: something to know before going on. Tones as of messages."""
    name, icon = TONES[tone]
    return draw("note", content=content, tone=name, icon=icon, title=title, level=level)


@register.simple_block_tag
def panel(content: str, title: str, id: str = "", aside: str = "", body: bool = True, level: int = 2) -> SafeString:
    """{% panel title="Giấy tờ" aside="3 trong 5" %}…{% endpanel %}; body=False for a table or list from edge to edge."""
    return draw("panel", content=content, title=title, id=id or anchor(title), aside=aside, body=body, level=level)


@register.simple_block_tag
def more(content: str, title: str, open: bool = False) -> SafeString:
    """{% more "Cách tính từng ngày" %}…{% endmore %}: opens on demand."""
    return draw("more", content=content, title=title, open=open)


@register.simple_block_tag
def nothing(content: str, title: str, level: int = 2) -> SafeString:
    """{% nothing title="Chưa có hồ sơ nào" %}<p>…</p>{% endnothing %}: an empty list says what will be here."""
    return draw("nothing", content=content, title=title, level=level)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: template.Context, content: str, action: str, words: str, sure: str, tone: str = "bad"
) -> SafeString:
    """{% confirm action=url words="Rút hồ sơ" sure="Rút hồ sơ này" %}<p>…</p>{% endconfirm %}: asks before it posts; no script."""
    token = context.get("csrf_token", "")
    return draw("confirm", content=content, action=action, words=words, sure=sure, tone=tone, token=token)
