"""A city founded with an older version gets what a newer one ships, and nothing twice."""

import io

from django.core.management import call_command

from city.services.models import Definition, Dossier
from kernel.journal import unguarded
from kernel.parameters.models import Parameter
from tests.city import City


def _installed() -> str:
    out = io.StringIO()
    call_command("install_definitions", stdout=out)
    return out.getvalue().strip()


def test_what_is_missing_comes_in_once(city: City) -> None:
    unused = Definition.objects.exclude(pk__in=Dossier.objects.values("process")).exclude(
        pk__in=Dossier.objects.values("form")
    )
    with unguarded("a city of an older version"):
        lost = Parameter.objects.filter(code="draft.keep").delete()[0]
        gone = unused.filter(kind="process").delete()[0]
    assert (lost, gone > 0) == (1, True)
    assert _installed() == f"{gone} definitions and 1 legal numbers are new."
    assert _installed() == "0 definitions and 0 legal numbers are new."
