"""bin/manage form_schema CODE: what may be answered, as JSON Schema (2020-12), for other systems."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.services.models import Definition
from city.services.queries.catalogue import version_of
from city.services.queries.definitions import form_of, newest
from kernel import clock
from kernel.forms import loading, schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a procedure's form (1.001193), or of a form by its own code (birth-registration)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument(
            "--language", choices=("vi", "en"), default="vi", help="of titles and of the names of choices"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        definition = loading.load(_form(options["code"]).body)
        found = schema.export(definition, clock.today(), options["language"])
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def _form(code: str) -> Definition:
    if version := version_of(code):
        return form_of(version)
    try:
        return newest(Definition.Kind.FORM, code)
    except Definition.DoesNotExist:
        raise CommandError(f"no procedure in force and no form has the code {code}") from None
