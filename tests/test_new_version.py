"""A city founded with an older version gets what a newer one ships, and nothing twice."""

import copy
import io

from django.core.management import call_command

from city.services.engine import processes
from city.services.models import Definition
from kernel.journal import unguarded
from kernel.parameters.models import Parameter
from tests.city import City


def _installed() -> str:
    out = io.StringIO()
    call_command("install_definitions", stdout=out)
    return out.getvalue().strip()


def test_what_is_missing_comes_in_once(city: City, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    newer = copy.deepcopy(processes.GENERIC["department-five-step"])
    newer["steps"][0]["name"]["vi"] += " hồ sơ"
    monkeypatch.setitem(processes.GENERIC, "department-five-step", newer)
    with unguarded("a city of an older version"):
        assert Parameter.objects.filter(code="draft.keep").delete()[0] == 1
    assert _installed() == "1 definitions and 1 legal numbers are new."
    assert _installed() == "0 definitions and 0 legal numbers are new."
    assert Definition.objects.filter(kind="process", code="department-five-step", body=newer).count() == 1
