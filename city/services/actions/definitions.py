"""Forms and processes enter the city as rows named by their digest."""

from typing import Any

from city.services.engine import processes
from city.services.engine.form_definitions import FORMS
from city.services.engine.legal_parameters import ROWS
from city.services.engine.process import BadProcess
from city.services.engine.process_checks import checked
from city.services.events.definitions import DefinitionsInstalled, LegalNumbersLoaded
from city.services.models.definitions import Definition, digest
from city.services.rules.catalogue import can_publish
from city.services.rules.dossiers import is_system
from kernel import clock, parameters
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.forms import loading
from kernel.journal import action, already_done, record
from kernel.refs import Ref


@action(requires=is_system)
def install(*, by: Actor) -> list[Definition]:
    """Bring in the forms and processes this version of Motcua ships; those that are there stay as they are."""
    for body in FORMS.values():
        loading.load(body)
    for body in processes.GENERIC.values():
        checked(body)
    wanted: list[tuple[str, str, dict[str, Any]]] = [(Definition.Kind.FORM, code, body) for code, body in FORMS.items()]
    wanted += [(Definition.Kind.PROCESS, code, body) for code, body in processes.GENERIC.items()]
    new = [row for row in (_row(*w) for w in wanted) if not Definition.objects.filter(pk=row.pk).exists()]
    Definition.objects.bulk_create(new)
    if not new:
        already_done()
        return []
    record(DefinitionsInstalled(tuple(row.pk for row in new)), about=Ref("services.definition", 0), by=by)
    return new


@action(requires=can_publish)
def publish_process(*, body: dict[str, Any], by: Actor) -> Definition:
    """Bring in a process of the city's own; Refused with every sentence on what does not hold together in it."""
    try:
        process = checked(body)
    except BadProcess as bad:
        raise Refused("\n".join(bad.faults), field="body") from None
    row = _row(Definition.Kind.PROCESS, process.code, body)
    if known := Definition.objects.filter(pk=row.pk).first():
        already_done()
        return known
    row.save(force_insert=True)
    record(DefinitionsInstalled((row.pk,)), about=Ref("services.definition", 0), by=by)
    return row


def _row(kind: str, code: str, body: dict[str, Any]) -> Definition:
    return Definition(sha256=digest(body), kind=kind, code=code, body=body, installed_at=clock.now())


@action(requires=is_system)
def load_law(*, by: Actor) -> int:
    """The legal numbers of the one-stop, as dated rows with their sources; those that are there stay."""
    count = parameters.load(ROWS)
    record(LegalNumbersLoaded(count), about=Ref("parameters.parameter", 0), by=by)
    return count
