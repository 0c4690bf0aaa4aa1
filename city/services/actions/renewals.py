"""A draft goes over to the sheet that is published now: what still fits stays, the rest is asked anew."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from city.services.engine.carrying import carried
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.models.catalogue import Case, Paper
from city.services.queries.catalogue import in_force
from city.services.queries.definitions import definition_of, form_of, process_for
from city.services.rules import dossiers as rules
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.forms.walk import Draft
from kernel.journal import action, already_done, record


@action(requires=rules.can_edit)
def renew(*, dossier: Dossier, by: Actor) -> Dossier:
    """The same draft by the version in force: case and papers by their names, answers where the question is the same."""
    version = in_force().filter(procedure=dossier.version.procedure_id).first()
    if version is None:
        raise Refused(_("Thủ tục này không còn được công bố. Gọi 1022 để được chỉ dẫn."))
    if version.pk == dossier.version_id:
        already_done()
        return dossier
    before, kept = definition_of(dossier), Draft.from_json(dossier.draft)
    dossier.case = Case.objects.filter(version=version, name=dossier.case.name).first() if dossier.case else None
    dossier.version, dossier.form = version, form_of(version)
    dossier.process, dossier.changed_at = process_for(version, dossier.agency), clock.now()
    dossier.draft = carried(before, definition_of(dossier), kept, clock.today()).to_json()
    dossier.save(update_fields=["version", "case", "form", "process", "draft", "changed_at"])
    _carry_papers(dossier)
    record(events.DraftRenewed(dossier.pk, version.pk), about=dossier, by=by)
    return dossier


def _carry_papers(dossier: Dossier) -> None:
    """To the paper of the same name; one that is asked for no more stays as one sent besides."""
    rows = Paper.objects.filter(Q(case=None) | Q(case=dossier.case_id), version=dossier.version_id)
    asked: dict[Any, Paper] = {paper.name: paper for paper in rows.order_by("-no", "-pk")}
    for row in dossier.papers.exclude(paper=None).select_related("paper"):
        row.paper = asked.get(row.paper.name) if row.paper else None
        row.save(update_fields=["paper"])
