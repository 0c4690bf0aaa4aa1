"""How a procedure goes from the first question to the result, told before one begins."""

from dataclasses import dataclass

from city.services.engine.process import Step, load
from city.services.models import Definition
from city.services.models.catalogue import Offer, ProcedureVersion
from city.services.queries.definitions import form_of, process_for
from city.services.states.online import is_online
from kernel import clock
from kernel.forms import loading
from kernel.forms.reaching import span


@dataclass(frozen=True)
class WayAhead:
    """So many questions are asked, one page each: `fewest` to `most`, as one answers; then the steps at the agency, the first is
    reception, the last the return."""

    fewest: int
    most: int
    steps: tuple[Step, ...]


def way_ahead(version: ProcedureVersion) -> WayAhead | None:
    """At the first agency that takes it online today; None where none does. Another may have a step more or less."""
    offers = Offer.objects.filter(procedure=version.procedure_id, valid__contains=clock.today())
    office = next((o.agency for o in offers.select_related("agency").order_by("pk") if is_online(o.level)), None)
    if office is None:
        return None
    try:
        form, process = form_of(version), process_for(version, office)
    except Definition.DoesNotExist:
        return None  # a city whose forms and processes are not installed yet
    return WayAhead(*span(loading.load(form.body)), tuple(load(process.body).steps))
