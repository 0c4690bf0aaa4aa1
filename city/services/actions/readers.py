"""Who was given the work may read the dossier. The inbox is below this room, so this answers its facts."""

from city.agencies.models import Agency, Post
from city.agencies.queries import office_of
from city.services.actions.steps import Place, holder_name, let_read
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierReader
from city.services.rules.dossiers import is_system
from kernel.actors import Actor, meant, principal
from kernel.journal import action, record


@action(requires=is_system)
def admit(*, dossier: Dossier, holder: int, by: Actor) -> None:
    """The new holder of an open item (a principal: post, unit or agency) reads the dossier from now on."""
    place = _place(holder)
    let_read(dossier=dossier, place=place)
    dossier.holder_name = holder_name(place)
    dossier.save(update_fields=["holder_name"])
    record(events.HolderAdmitted(dossier.pk, holder), about=dossier, by=by)


def is_news(dossier: Dossier, holder: int) -> bool:
    """Whether the dossier does not know yet that it lies there: a clerk who takes his unit's work changes nothing."""
    place = _place(holder)
    reads = DossierReader.objects.filter(subject=dossier, principal__in=(holder, principal("unit", place.unit)))
    return dossier.holder_name != holder_name(place) or not reads.exists()


def _place(holder: int) -> Place:
    kind, pk = meant(holder)
    if kind == "post":
        unit = Post.objects.select_related("agency").get(pk=pk).agency
    else:
        unit = Agency.objects.get(pk=pk)
    return Place(office_of(unit), holder, unit.pk)
