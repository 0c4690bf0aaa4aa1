"""While a page is only looked at, what is asked twice is answered once.

    @once_a_look
    def holds(actor, dossier) -> bool: ...

Nothing changes while a GET is answered, so the second answer would be the first again. In an act, in the worker and outside
a request every question goes to the database."""

import inspect
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


def known(question: Callable[[], T], answer: T) -> None:
    """The answer to a question `once_a_look` came along with another: it need not be asked."""
    if (answers := _answers.get()) is not None:
        answers[_key(question, (), {})] = answer


def _key(question: Callable[..., Any], args: tuple[Hashable, ...], kwargs: dict[str, Hashable]) -> Hashable:
    return inspect.unwrap(question), args, tuple(sorted(kwargs.items()))


def once_a_look(question: Callable[P, T]) -> Callable[P, T]:
    """For a question whose answer nobody changes afterwards: a truth, a row, a list to read. Its arguments must be hashable."""

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return question(*args, **kwargs)
        key = _key(question, args, kwargs)
        if key not in answers:
            answers[key] = question(*args, **kwargs)
        found: T = answers[key]
        return found

    return ask
