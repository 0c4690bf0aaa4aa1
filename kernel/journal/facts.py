"""What a journal entry says. Ids, codes and names of changed fields only: a fact can never be erased."""

import dataclasses
import datetime
import re
from typing import Any, ClassVar

_kinds: dict[str, type["Fact"]] = {}


@dataclasses.dataclass(frozen=True)
class Fact:
    """Base of all facts. A subclass is a frozen dataclass in its room's `events.py`; its verb is "room.ClassName"."""

    verb: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        room = cls.__module__.split(".")[1] if cls.__module__.count(".") else cls.__module__
        cls.verb = f"{room}.{re.sub(r'(?<!^)(?=[A-Z])', '_', cls.__name__).lower()}"
        _kinds[cls.verb] = cls

    def as_json(self) -> dict[str, Any]:
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"a fact holds ids, codes, days and names of fields, not {type(value).__name__}")


def load(verb: str, body: dict[str, Any]) -> Fact:
    """The fact as its room wrote it. Lists come back as tuples; days stay text."""
    return _kinds[verb](**{k: tuple(v) if isinstance(v, list) else v for k, v in body.items()})


def known() -> dict[str, type[Fact]]:
    return dict(_kinds)
