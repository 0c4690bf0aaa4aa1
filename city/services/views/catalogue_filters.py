"""Filters, conditions in force and page links of the catalogue."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.services.queries.catalogue import PAGE, Found, Question
from city.services.states.catalogue import Audience, Group, Level, OnlineLevel
from kernel.search import sort_key
from kernel.web import say
from kernel.web.parts import Chip

_FIRST = 6  # fields shown at once, the rest behind one press


@dataclass(frozen=True)
class Option:
    """One value of a filter."""

    name: str
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """`more` holds values behind one press. `every`: of many values one is chosen from a list, and this is the choice that asks for
    nothing."""

    legend: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    every: str = ""


def filters(question: Question, found: Found) -> list[Filter]:
    counts = found.counts
    return [
        _fields(question, counts["fields"], found.field_names),
        _agencies(question, counts["agency"], found.agency_names),
        _closed(_("Mức trực tuyến"), "online", online_labels(), counts["online"], question.online),
        _closed(_("Nơi giải quyết"), "level", labels(Level), counts["levels"], question.levels),
        _closed(_("Dành cho"), "audience", labels(Audience), counts["audience"], question.audience),
        _closed(_("Ai giải quyết"), "group", labels(Group), counts["groups"], question.groups),
    ]


def labels(kind: type[TextChoices]) -> dict[str, str]:
    return {str(value): str(value.label) for value in kind}


def online_labels() -> dict[str, str]:
    """The levels of the law today, the highest first, in the words of whoever has something to hand in."""
    return {
        str(OnlineLevel.FULL): str(OnlineLevel.FULL.label),
        str(OnlineLevel.PARTIAL): str(OnlineLevel.PARTIAL.label),
        str(OnlineLevel.INFORMATION): _("Chỉ có thông tin, nộp tại quầy"),
    }


def _closed(legend: str, name: str, words: dict[str, str], counts: Counter[str], chosen: frozenset[str]) -> Filter:
    options = [Option(name, value, label, counts[value], value in chosen) for value, label in words.items()]
    return Filter(legend, [o for o in options if o.count or o.chosen])


def _agencies(question: Question, counts: Counter[int], names: dict[int, str]) -> Filter:
    """By name; too many for boxes."""
    wanted = [pk for pk in names if counts[pk] or pk == question.agency]
    options = [Option("agency", str(pk), names[pk], counts[pk], pk == question.agency) for pk in wanted]
    return Filter(_("Cơ quan nhận hồ sơ"), sorted(options, key=lambda o: _order(o.label)), every=_("Mọi cơ quan"))


def _fields(question: Question, counts: Counter[int], names: dict[int, str]) -> Filter:
    """Those chosen and the fullest first; the rest in the order of names."""
    wanted = {k for k in (*counts, *question.fields) if k in names}
    options = [Option("field", str(k), names[k], counts[k], k in question.fields) for k in wanted]
    options.sort(key=lambda o: (not o.chosen, -o.count, o.label))
    first = max(_FIRST, len(question.fields))
    return Filter(_("Lĩnh vực"), options[:first], sorted(options[first:], key=lambda o: _order(o.label)))


@lru_cache(maxsize=1000)
def _order(name: str) -> bytes:
    return sort_key(name)


def chips(given: QueryDict, question: Question, found: Found) -> list[Chip]:
    """Each condition with the address without it."""
    said = [("field", str(k), found.field_names[k]) for k in sorted(question.fields) if k in found.field_names]
    if question.agency:
        said.append(("agency", str(question.agency), found.agency_names[question.agency]))
    for name, words, chosen in (
        ("online", online_labels(), question.online),
        ("level", labels(Level), question.levels),
        ("audience", labels(Audience), question.audience),
        ("group", labels(Group), question.groups),
    ):
        said += [(name, value, label) for value, label in words.items() if value in chosen]
    return [Chip(label, _without(given, name, value)) for name, value, label in said]


def elsewhere(given: QueryDict, question: Question, found: Found) -> Chip | None:
    """The agency that was chosen in vain, and the address of the same question to all, where others do take such a thing."""
    if not question.agency or found.total or not any(found.counts["agency"].values()):
        return None
    return Chip(found.agency_names[question.agency], _without(given, "agency", str(question.agency)))


def _without(given: QueryDict, name: str, value: str) -> str:
    query = given.copy()
    query.setlist(name, [v for v in query.getlist(name) if v != value])
    query.pop("page", None)
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class PageLink:
    """number None: a gap."""

    number: int | None
    url: str = ""
    here: bool = False


def page_links(given: QueryDict, found: Found) -> dict[str, Any]:
    """Numbers around the page, and the way to the neighbours."""

    def url(number: int) -> str:
        query = given.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    near = [n for n in range(found.page - 1, found.page + 2) if 1 <= n <= found.pages]
    wanted = sorted({1, *near, found.pages})
    links: list[PageLink] = []
    for before, n in zip([0, *wanted], wanted, strict=False):
        if n - before > 1:
            links.append(PageLink(None))
        links.append(PageLink(n, url(n), n == found.page))
    return {
        "links": links if found.pages > 1 else [],
        "previous": url(found.page - 1) if found.page > 1 else "",
        "next": url(found.page + 1) if found.page < found.pages else "",
    }


def range_words(found: Found) -> str:
    first = (found.page - 1) * PAGE + 1
    values = {
        "first": say.number(first),
        "last": say.number(first + len(found.versions) - 1),
        "of": say.number(found.total),
    }
    return _("%(first)s – %(last)s trong %(of)s thủ tục") % values if found.total else ""


def found_words(question: Question, found: Found) -> str:
    """The heading of the results."""
    n = {"n": say.number(found.total)}
    if found.nearest:
        return _("Không thủ tục nào có đủ các từ ấy. Gần nhất:") if found.total else _("Không tìm thấy thủ tục nào")
    if not found.total:
        return _("Không tìm thấy thủ tục nào")
    if question == Question(page=question.page):
        return ngettext("%(n)s thủ tục", "%(n)s thủ tục", found.total) % n
    return ngettext("%(n)s thủ tục phù hợp", "%(n)s thủ tục phù hợp", found.total) % n
