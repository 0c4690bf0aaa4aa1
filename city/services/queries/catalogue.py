"""Finding procedures: words with or without accents, four filters with their counts, one page at a time."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Prefetch, Q, QuerySet

from city.services.engine.folding import fold
from city.services.engine.search_text import asked_words, without_fillers
from city.services.models.catalogue import Field, Offer, ProcedureVersion
from city.services.states.catalogue import Group, VersionState
from kernel import clock

PAGE = 20
_GROUP_ORDER = {Group.OURS: 0, Group.MIRRORED: 1, Group.INFORMATION: 2}
_LIGHT = ("pk", "name", "procedure__national_code", "procedure__group", "procedure__field_id", "levels", "audience")


@dataclass(frozen=True)
class Question:
    """What is looked for; empty sets ask for nothing in particular. Pages count from 1."""

    text: str = ""
    fields: frozenset[int] = frozenset()
    levels: frozenset[str] = frozenset()
    audience: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True)
class Row:
    """What finding and counting need of a version."""

    pk: int
    name: str
    code: str
    group: str
    field: int
    levels: list[str]
    audience: list[str]


@dataclass(frozen=True)
class Found:
    """One page, and how many there are with each further filter. `nearest`: no row has the words; these are the most like."""

    versions: list[ProcedureVersion]
    total: int
    page: int
    pages: int
    nearest: bool = False
    counts: dict[str, Counter[Any]] = field(default_factory=dict)


def in_force(on: datetime.date | None = None) -> QuerySet[ProcedureVersion]:
    """Versions published and valid on a day (today)."""
    return ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, valid__contains=on or clock.today())


def how_many(on: datetime.date | None = None) -> int:
    return in_force(on).count()


def find(question: Question, on: datetime.date | None = None) -> Found:
    """The page of procedures that answer a question. Order: the phrase in the name, own procedures, short names."""
    day = on or clock.today()
    rows, nearest = _with_words(question.text, day)
    matching = [r for r in rows if all(test(r) for test in _tests(question).values())]
    pages = max(1, -(-len(matching) // PAGE))
    page = min(max(question.page, 1), pages)
    wanted = [r.pk for r in matching[(page - 1) * PAGE : page * PAGE]]
    return Found(shown(wanted, day), len(matching), page, pages, nearest, _counts(rows, question))


def shown(wanted: list[int], day: datetime.date) -> list[ProcedureVersion]:
    """Versions in the given order, with all that a list shows."""
    offers = Offer.objects.filter(valid__contains=day).distinct("procedure_id", "level")
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


def field_names(keys: Iterable[int]) -> dict[int, str]:
    return dict(Field.objects.filter(pk__in=keys).values_list("pk", "name"))


def _with_words(text: str, day: datetime.date) -> tuple[list[Row], bool]:
    """Rows that have every word; failing that, without the fillers; failing that, the most similar."""
    words = asked_words(text)
    every = in_force(day)
    if not words:
        return sorted(_rows(every), key=lambda r: (_GROUP_ORDER.get(Group(r.group), 3), r.name)), False
    for asked in (words, without_fillers(words)):
        if asked and (rows := _rows(every.filter(_has(asked)))):
            return sorted(rows, key=_rank(text, " ".join(asked))), False
    return _rows(_similar(every, " ".join(words))), True


def _has(words: list[str]) -> Q:
    wanted = Q()
    for word in words:
        wanted &= Q(folded__contains=f" {word}") | Q(procedure__national_code__startswith=word)
    return wanted


def _similar(rows: QuerySet[ProcedureVersion], phrase: str) -> QuerySet[ProcedureVersion]:
    alike = rows.annotate(likeness=TrigramWordSimilarity(phrase, "folded"))
    return alike.filter(folded__trigram_word_similar=phrase).order_by("-likeness", "pk")[:PAGE]


def _rows(rows: QuerySet[ProcedureVersion]) -> list[Row]:
    return [Row(*values) for values in rows.values_list(*_LIGHT)]


def _rank(text: str, phrase: str) -> Callable[[Row], tuple[Any, ...]]:
    """Smaller comes first. Accents that were typed count: "bảo" before "báo"."""
    typed = text.lower().strip()

    def rank(row: Row) -> tuple[Any, ...]:
        folded = fold(row.name).removeprefix("thu tuc ")
        return (
            row.code != phrase,
            phrase not in folded,
            not folded.startswith(phrase),
            _GROUP_ORDER.get(Group(row.group), 3),
            typed not in row.name.lower(),
            len(folded),
            row.code,
        )

    return rank


def _tests(question: Question) -> dict[str, Callable[[Row], bool]]:
    return {
        "fields": lambda r: not question.fields or r.field in question.fields,
        "levels": lambda r: not question.levels or not question.levels.isdisjoint(r.levels),
        "audience": lambda r: not question.audience or not question.audience.isdisjoint(r.audience),
        "groups": lambda r: not question.groups or r.group in question.groups,
    }


def _counts(rows: list[Row], question: Question) -> dict[str, Counter[Any]]:
    """For each filter: how many rows each of its values has, the other filters kept."""
    tests = _tests(question)
    values: dict[str, Callable[[Row], Iterable[Any]]] = {
        "fields": lambda r: (r.field,),
        "levels": lambda r: r.levels,
        "audience": lambda r: r.audience,
        "groups": lambda r: (r.group,),
    }
    return {
        name: Counter(v for r in rows if all(t(r) for n, t in tests.items() if n != name) for v in take(r))
        for name, take in values.items()
    }
