"""Fails a test in which a template of ours asks for a variable that is not there.

from kernel.web.tests.undefined import strict_templates     # in a conftest.py: holds for all tests below it
"""

from collections.abc import Iterator

import pytest
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
    engine = engines["django"].engine
    before = engine.string_if_invalid
    engine.string_if_invalid = Undefined("undefined")
    yield
    engine.string_if_invalid = before
