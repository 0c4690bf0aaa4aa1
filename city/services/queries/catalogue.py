"""Finding procedures: words with or without accents, six filters with their counts, one page at a time."""

import datetime
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from city.agencies.queries import names
from city.services.engine.everyday import added_words
from city.services.engine.folding import fold
from city.services.engine.nearest import Vocabulary
from city.services.engine.search_text import as_written, asked_words, without_fillers
from city.services.models.catalogue import CatalogueStamp, Field, Offer, ProcedureVersion
from city.services.queries.offered import Offered, offered
from city.services.states.catalogue import Group, VersionState
from city.services.states.online import is_online
from kernel import clock
from kernel.search import sort_key

PAGE = 20
_GROUP_ORDER: dict[str, int] = {Group.OURS: 0, Group.MIRRORED: 1, Group.INFORMATION: 2}
_LIGHT = (
    "pk",
    "procedure_id",
    "name",
    "procedure__national_code",
    "procedure__group",
    "procedure__field_id",
    "levels",
    "audience",
    "folded",
)


@dataclass(frozen=True)
class Question:
    """What is looked for; empty sets and agency 0 ask for nothing in particular. `online`: levels of the law today, of the agency's
    offer where one is named, else of the best. Pages count from 1."""

    text: str = ""
    fields: frozenset[int] = frozenset()
    agency: int = 0
    online: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    audience: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True)
class Row:
    """What finding and counting need of a version."""

    pk: int
    procedure: int
    name: str
    code: str
    group: str
    field: int
    levels: list[str]
    audience: list[str]
    folded: str
    heading: str = ""  # the name, folded, without "thủ tục"
    added: tuple[str, ...] = ()  # everyday words for it


@dataclass(frozen=True)
class Found:
    """One page, and how many there are with each further filter. `nearest`: no row has the words; these are the most like. `asked`: the
    question without an agency that nobody knows."""

    asked: Question
    versions: list[ProcedureVersion]
    total: int
    page: int
    pages: int
    nearest: bool = False
    counts: dict[str, Counter[Any]] = field(default_factory=dict)
    in_all: int = 0  # procedures in force, whatever was asked
    ours: int = 0  # of those, what the city handles
    field_names: dict[int, str] = field(default_factory=dict)
    agency_names: dict[int, str] = field(default_factory=dict)


def in_force(on: datetime.date | None = None) -> QuerySet[ProcedureVersion]:
    """Versions published and valid on a day (today)."""
    return ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, valid__contains=on or clock.today())


def find(question: Question, on: datetime.date | None = None) -> Found:
    """The page of procedures that answer a question. Order: the phrase in the name, own procedures, short names."""
    day = on or clock.today()
    kept, offers = _catalogue(day)
    called = names({*offers.by_agency, question.agency}, day)
    if question.agency not in called:
        question = replace(question, agency=0)
    rows, nearest = _with_words(question.text, kept)
    failing = _failing(rows, question, offers)
    matching = [row for row, failed in failing if not failed]
    pages = max(1, -(-len(matching) // PAGE))
    page = min(max(question.page, 1), pages)
    wanted = [r.pk for r in matching[(page - 1) * PAGE : page * PAGE]]
    versions, counts = shown(wanted, day, question.agency), _counts(failing, question, offers)
    return Found(
        question, versions, len(matching), page, pages, nearest, counts, len(kept.rows),
        sum(row.group == Group.OURS for row in kept.rows), kept.fields.labels, called,
    )  # fmt: skip


def shown(wanted: list[int], day: datetime.date, agency: int = 0) -> list[ProcedureVersion]:
    """Versions in the given order, with all that a list shows; how far online as this agency says, or any (0)."""
    confirmed_first = ("procedure_id", "level", "-provenance")  # one agency's word is enough
    own = Q(agency=agency) if agency else Q()
    offers = Offer.objects.filter(own, valid__contains=day).order_by(*confirmed_first).distinct("procedure_id", "level")
    rows = (
        ProcedureVersion.objects.filter(pk__in=wanted)
        .select_related("procedure__field")
        .prefetch_related("terms", "fees", Prefetch("procedure__offers", offers, to_attr="levels_offered"))
        .defer("sheet", "findings", "legal", "folded")
    )
    by_pk = {v.pk: v for v in rows}
    return [by_pk[pk] for pk in wanted]


def version_of(code: str, on: datetime.date | None = None) -> ProcedureVersion | None:
    """The version in force of a national code, with its parts."""
    rows = in_force(on).filter(procedure__national_code=code).select_related("procedure__field")
    return rows.prefetch_related("cases", "papers", "terms", "fees").first()


@dataclass(frozen=True)
class Takers:
    """Who takes a procedure today: how many agencies, their names in Vietnamese order if they are few, whether any does so online."""

    count: int
    names: list[str]
    online: bool
    offers: list[Offer]


def takers(version: ProcedureVersion, few: int = 8, on: datetime.date | None = None) -> Takers:
    """Online or at the counter; `few` names at most are worth reading."""
    offers = Offer.objects.filter(procedure=version.procedure_id, valid__contains=on or clock.today())
    rows = list(offers)
    called = names((o.agency_id for o in rows), on).values() if len(rows) <= few else ()
    return Takers(len(rows), sorted(called, key=sort_key), any(is_online(o.level) for o in rows), rows)


@dataclass(frozen=True)
class Fields:
    """Fields of several ministries that bear one name, whatever its capitals, are one field to the public: the oldest row stands for all."""

    same: dict[int, int]
    labels: dict[int, str]

    def like(self, keys: Iterable[int]) -> frozenset[int]:
        """All fields that are one with any of these."""
        wanted = {self.same.get(key, key) for key in keys}
        return frozenset(pk for pk, first in self.same.items() if first in wanted)


def fields() -> Fields:
    first: dict[str, int] = {}
    same: dict[int, int] = {}
    labels: dict[int, str] = {}
    for pk, name in Field.objects.order_by("pk").values_list("pk", "name"):
        same[pk] = first.setdefault(fold(name), pk)
        labels.setdefault(same[pk], name)
    return Fields(same, labels)


def _with_words(text: str, kept: "_Kept") -> tuple[list[Row], bool]:
    """Rows that have every word as it is written elsewhere; failing that, as it was typed; failing that, without the
    fillers; failing that, the most similar."""
    words = asked_words(text)
    if not words:
        return list(kept.rows), False
    written = as_written(words, kept.words.knows)
    for asked in (written, words, without_fillers(written), without_fillers(words)):
        if asked and (rows := [r for r in kept.rows if _has(r, asked)]):
            return sorted(rows, key=_rank(text, " ".join(asked))), False
    return _similar(written, kept, text), True


def _catalogue(day: datetime.date) -> tuple["_Kept", Offered]:
    """All rows, own procedures first, and who takes them. Both change seldom and are asked often: kept in memory until they do."""
    tokens = dict(CatalogueStamp.objects.values_list("pk", "token"))
    return _kept(day, tokens.get(CatalogueStamp.VERSIONS)), offered(day, tokens.get(CatalogueStamp.OFFERS))


@dataclass(frozen=True)
class _Kept:
    rows: tuple[Row, ...]
    fields: Fields
    words: Vocabulary


@lru_cache(maxsize=2)
def _kept(day: datetime.date, stamp: uuid.UUID | None) -> _Kept:
    known = fields()
    rows = [Row(*values) for values in in_force(day).values_list(*_LIGHT)]
    rows = [_ready(r, known) for r in rows]
    rows.sort(key=lambda r: (_GROUP_ORDER.get(r.group, 3), r.name))
    return _Kept(tuple(rows), known, Vocabulary(r.folded for r in rows))


def _ready(row: Row, known: Fields) -> Row:
    """With all that ranking asks of it, so that a question computes nothing for each row."""
    head, _code, tail = row.folded.partition(f" {row.code} ")
    name = (head.strip() or tail).removeprefix("thu tuc ")
    padded, added = f" {row.folded} ", tuple(added_words(name))
    fresh = " ".join(phrase for phrase in added if f" {phrase} " not in padded)  # words that came after it was taken in
    return replace(row, field=known.same[row.field], folded=f"{padded}{fresh} ", heading=name, added=added)


def _has(row: Row, words: list[str]) -> bool:
    """Whole words; the last may still be in the typing."""
    return f" {words[-1]}" in row.folded and all(f" {word} " in row.folded for word in words[:-1])


def _similar(words: list[str], kept: _Kept, text: str) -> list[Row]:
    """A page of rows with most of the words that were probably meant, at least half of them."""
    *first, last = words
    meant = [w if kept.words.knows(w) else kept.words.nearest(w) for w in first]
    meant.append(last if kept.words.knows(last, half=True) else kept.words.nearest(last))
    wanted = [w for w in meant if w]
    scored = [(sum(f" {w}" in r.folded for w in wanted), r) for r in kept.rows] if wanted else []
    rank = _rank(text, " ".join(wanted))
    best = sorted(((-n, *rank(r)), r.pk, r) for n, r in scored if n and 2 * n >= len(words))
    return [r for _key, _pk, r in best[:PAGE]]


def _rank(text: str, phrase: str) -> Callable[[Row], tuple[Any, ...]]:
    """Smaller comes first. Accents that were typed count: "bảo" before "báo"."""
    typed = text.lower().strip()

    def rank(row: Row) -> tuple[Any, ...]:
        name = row.heading
        return (
            row.code != phrase,
            phrase not in row.added,
            f" {phrase} " not in f" {name} ",
            phrase not in name,
            not name.startswith(phrase),
            _GROUP_ORDER.get(row.group, 3),
            typed not in row.name.lower(),
            len(name),
            row.code,
        )

    return rank


def _tests(question: Question, offers: Offered) -> dict[str, Callable[[Row], bool]]:
    """Those filters that ask for something."""
    q, levels = question, offers.levels(question.agency)
    tests: dict[str, tuple[Any, Callable[[Row], bool]]] = {
        "fields": (q.fields, lambda r: r.field in q.fields),
        "agency": (q.agency, lambda r: r.procedure in levels),
        "online": (q.online, lambda r: levels.get(r.procedure) in q.online),
        "levels": (q.levels, lambda r: not q.levels.isdisjoint(r.levels)),
        "audience": (q.audience, lambda r: not q.audience.isdisjoint(r.audience)),
        "groups": (q.groups, lambda r: r.group in q.groups),
    }
    return {name: test for name, (asked, test) in tests.items() if asked}


def _failing(rows: list[Row], question: Question, offers: Offered) -> list[tuple[Row, set[str]]]:
    """Each row with the filters that it does not pass."""
    tests = _tests(question, offers)
    return [(row, {name for name, test in tests.items() if not test(row)}) for row in rows]


def _counts(failing: list[tuple[Row, set[str]]], question: Question, offers: Offered) -> dict[str, Counter[Any]]:
    """For each filter: how many rows each of its values has, the other filters kept. What is asked of the level holds for the
    agency's own."""
    levels = offers.levels(question.agency)
    values: dict[str, Callable[[Row], Iterable[Any]]] = {
        "fields": lambda r: (r.field,),
        "online": lambda r: (levels[r.procedure],) if r.procedure in levels else (),
        "levels": lambda r: r.levels,
        "audience": lambda r: r.audience,
        "groups": lambda r: (r.group,),
    }
    found = {
        name: Counter(v for row, failed in failing if failed <= {name} for v in of(row)) for name, of in values.items()
    }
    anywhere = {row.procedure for row, failed in failing if failed <= {"agency", "online"}}
    return found | {"agency": offers.counts(anywhere, question.online)}
