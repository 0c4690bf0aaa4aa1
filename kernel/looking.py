"""While a page is only looked at, what is asked twice is answered once.

    @once_a_look
    def holds(actor, dossier) -> bool: ...

Nothing changes while a GET is answered, so the second answer would be the first again. In an act, in the worker and outside
a request every question goes to the database."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def looking() -> Iterator[None]:
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once_a_look(question: Callable[P, T]) -> Callable[P, T]:
    """For a question whose answer nobody changes afterwards: a truth, a row, a list to read. Its arguments must be hashable."""

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        known = _answers.get()
        if known is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = question(*args, **kwargs)
        found: T = known[key]
        return found

    return ask
