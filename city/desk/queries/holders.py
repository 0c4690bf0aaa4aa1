"""To whom an item may be given: the posts of the agency that have the power the work asks for."""

from city.agencies.models import Agency, Post
from city.agencies.queries import officials, units_of
from city.services.models import Dossier
from city.services.queries.definitions import process_of
from city.work import rules
from city.work.models import Item
from kernel.actors import Actor, principal

DOCUMENT_POWER = "documents.sign"  # what lies in an inbox about a document waits for a signature


def reachable(actor: Actor, pk: int) -> Item | None:
    """An item of one's own, or, for who distributes work, of any post or unit of his agency."""
    mine = rules.visible_to(actor).filter(pk=pk).first()
    if mine or not actor.has(rules.ASSIGN) or not actor.agency_id:
        return mine
    units = units_of(Agency.objects.get(pk=actor.agency_id))
    posts = Post.objects.filter(agency__in=units).values_list(
        "pk", flat=True
    )  # also one that has ended: its work is not
    held = [
        *(principal("post", p) for p in posts),
        *(principal("unit", u.pk) for u in units),
        principal("agency", actor.agency_id),
    ]
    return Item.objects.filter(pk=pk, holder__in=held).first()


def power_of(item: Item) -> str:
    """The power of the step; "" where the item names no step any more."""
    if item.about_kind != "services.dossier":
        return DOCUMENT_POWER
    dossier = Dossier.objects.filter(pk=item.about_id).first()
    found = [s.power for s in process_of(dossier).steps if s.id == item.code] if dossier else []
    return found[0] if found else ""


def choices(actor: Actor, item: Item) -> list[tuple[int, str]]:
    """(post, "name, title") of all who may do it and do not hold it yet."""
    power = power_of(item)
    if not power or not actor.agency_id:
        return []
    units = [u.pk for u in units_of(Agency.objects.get(pk=actor.agency_id))]
    held = officials(units, power)
    return [
        (a.post_id, f"{a.user.person.name if a.user.person else a.user.username}, {a.post.title}")
        for a in held
        if a.post.principal != item.holder
    ]
