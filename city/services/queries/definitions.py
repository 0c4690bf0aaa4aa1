"""Which form, process and result a procedure has. A version may pin its own; else the generic ones by level."""

from functools import lru_cache

from city.agencies.models import Agency
from city.agencies.states import Level
from city.services.engine.process import Process
from city.services.models import Definition, Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.rules import dossiers as rules
from kernel.forms import loading
from kernel.forms.definition import FormDefinition

GENERAL_FORM = "general-application"
PROCESS_BY_LEVEL = {
    Level.COMMUNE: "commune-one-step",
    Level.DISTRICT: "commune-one-step",
    Level.CITY: "department-five-step",
}
FORM_BY_PROCEDURE = {"1.001193": "birth-registration", "1.009994": "building-permit", "2.000815": "certified-copy"}
PROCESS_BY_PROCEDURE = {"1.009994": "two-agencies"}


def newest(kind: str, code: str) -> Definition:
    """The definition of that code installed last (actions.definitions)."""
    return Definition.objects.filter(kind=kind, code=code).latest("installed_at")


def form_of(version: ProcedureVersion) -> Definition:
    if version.form:
        return version.form
    code = FORM_BY_PROCEDURE.get(version.procedure.national_code, GENERAL_FORM)
    return newest(Definition.Kind.FORM, code)


def process_for(version: ProcedureVersion, agency: Agency) -> Definition:
    if version.process:
        return version.process
    state = agency.state()
    usual = PROCESS_BY_LEVEL[Level(state.level if state else Level.COMMUNE)]
    return newest(Definition.Kind.PROCESS, PROCESS_BY_PROCEDURE.get(version.procedure.national_code, usual))


def definition_of(dossier: Dossier) -> FormDefinition:
    """The form the dossier began with."""
    return _form(dossier.form_id)


def process_of(dossier: Dossier) -> Process:
    """The process the dossier began with."""
    return rules.process_of(dossier)


@lru_cache(maxsize=256)
def _form(sha256: str) -> FormDefinition:
    return loading.load(Definition.objects.values_list("body", flat=True).get(pk=sha256))
