"""The only way to change a room's data."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.errors import NotAllowed, WrongMove
from kernel.journal import once
from kernel.journal.models import JournalEntry

P = ParamSpec("P")
R = TypeVar("R")
Rule = Callable[[Actor, Any], bool]
Rows = Callable[[models.QuerySet[Any]], models.QuerySet[Any]]


@dataclass
class Act:
    """An action under way; `entries` are what it has recorded so far."""

    name: str
    outer: "Act | None"
    entries: list[JournalEntry] = field(default_factory=list)
    repeated: bool = False


_act: ContextVar[Act | None] = ContextVar("act", default=None)
_free: ContextVar[bool] = ContextVar("unguarded", default=False)


def acting() -> bool:
    return _act.get() is not None or _free.get()


def already_done() -> None:
    """Say inside an action that the same act was done before (a double click): it ends without a second entry."""
    act = _act.get()
    if act is None:
        raise RuntimeError("already_done() outside an action")
    act.repeated = True


def note(entry: JournalEntry) -> None:
    act = _act.get()
    if act is None:
        raise RuntimeError("record() outside an action: nobody could undo the two together")
    while act is not None:
        act.entries.append(entry)
        act = act.outer


@contextmanager
def unguarded(reason: str) -> Iterator[None]:
    """Let writes through without an action: set-up in tests, bulk repair with a written `reason`."""
    if not reason:
        raise ValueError("say why")
    token = _free.set(True)
    try:
        yield
    finally:
        _free.reset(token)


def action(
    *, requires: Rule | None = None, lock: bool = True, along: Rows | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a verb of a function `f(*, subject, …, by: Actor)`.

    The subject is the first keyword argument that is a row. It is locked and read again (unless `lock=False`: a row that
    many acts share, such as a procedure), then `requires(by, subject)` is asked, else NotAllowed. All in one transaction,
    which refuses to end without a journal entry. `along`: rows that the act reads too, joined to the locking statement
    (`lambda rows: rows.select_related("version")`)."""

    def make(verb: Callable[P, R]) -> Callable[P, R]:
        names = [p.name for p in inspect.signature(verb).parameters.values() if p.kind is p.KEYWORD_ONLY]
        if "by" not in names or len(names) != len(inspect.signature(verb).parameters):
            raise TypeError(f"{verb.__qualname__}: an action takes keywords only, and says who acts (by)")

        @functools.wraps(verb)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            given = cast(dict[str, Any], kwargs)
            with _once(), transaction.atomic(), _begin(verb) as act:
                if act.outer is None:
                    once.claim()
                subject = next((given[n] for n in names if isinstance(given.get(n), models.Model)), None)
                if lock and subject is not None and subject.pk is not None:
                    _lock(subject, along)
                if requires is not None and not requires(given["by"], subject):
                    raise NotAllowed(
                        _("Bạn không có quyền làm việc này. Nếu bạn cần, hãy nói với người phụ trách đơn vị.")
                    )
                result = verb(*args, **kwargs)
                if not act.entries and not act.repeated:
                    raise RuntimeError(f"{verb.__qualname__} ended without a journal entry")
                return result

        return run

    return make


def part(verb: Callable[P, R]) -> Callable[P, R]:
    """Mark a piece of other rooms' acts: it writes, the act that calls it records. Refuses to run on its own."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not acting():
            raise RuntimeError(f"{verb.__qualname__} is a part of an act; call it inside an action")
        return verb(*args, **kwargs)

    return run


@contextmanager
def _once() -> Iterator[None]:
    """A key that this act claimed goes with it when it is undone."""
    held = once.current().claimed
    try:
        yield
    except BaseException:
        once.current().claimed = held
        raise


@contextmanager
def _begin(verb: Callable[..., Any]) -> Iterator[Act]:
    act = Act(verb.__qualname__, _act.get())
    token = _act.set(act)
    try:
        yield act
    finally:
        _act.reset(token)


def _lock(subject: models.Model, along: Rows | None = None) -> None:
    rows: models.QuerySet[Any] = type(subject)._base_manager.select_for_update(of=("self",))
    try:
        subject.refresh_from_db(from_queryset=along(rows) if along else rows)
    except type(subject).DoesNotExist:  # type: ignore[attr-defined]
        raise WrongMove(_("Mục này không còn nữa. Tải lại trang để xem tình trạng mới nhất.")) from None
