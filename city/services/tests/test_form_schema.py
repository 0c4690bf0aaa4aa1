"""The schema of a form leaves the house by a command, and is the one by which answers are judged."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from city.services.queries.definitions import definition_of
from kernel import clock
from kernel.forms import schema, schema_check
from tests.city import City


def printed(*words: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("form_schema", *words, stdout=out)
    return dict(json.loads(out.getvalue()))


def test_by_procedure_or_by_form_and_it_takes_what_was_filed(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.001193")
    found = printed("1.001193")
    assert found == printed("birth-registration") == schema.export(definition_of(dossier), clock.today())
    assert schema_check.faults(found, dossier.answers) == []
    assert schema_check.faults(found, {**dossier.answers, "child_sex": "x"}) != []
    assert printed("1.001193", "--language", "en")["title"] != found["title"]


def test_a_code_nobody_knows_is_said(city: City) -> None:
    with pytest.raises(CommandError, match=r"no procedure in force and no form has the code 9\.999999"):
        printed("9.999999")
