"""Fails a test in which a template of ours asks for a variable that is not there.

A plugin of the whole run (conftest.py at the root).
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import engines


class UndefinedVariable(AssertionError):
    pass


class Undefined(str):
    """Stands for `string_if_invalid`: Django asks whether "%s" is in it and puts the variable's name there. `{% if x %}` does not ask."""

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(f"undefined template variable: {name}")


@pytest.fixture(scope="session", autouse=True)
def strict_templates() -> Iterator[None]:
    """In the settings too: a test that overrides DEBUG makes Django build its engines anew."""
    strict = Undefined("undefined")
    options = settings.TEMPLATES[0].setdefault("OPTIONS", {})
    options["string_if_invalid"] = engines["django"].engine.string_if_invalid = strict
    yield
