"""Work of posts that nobody holds, or whose holder may not do it: where it goes, so that it is not left lying unseen."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import ngettext

from city.agencies.models import Appointment, Post
from city.agencies.queries import acting_in
from city.agencies.queries.lying import tells
from city.documents.models import Document
from city.services.actions.steps import place_of
from city.services.models import Dossier
from city.services.queries.definitions import process_of
from city.services.rules.dossiers import process_named
from city.work.models import Item
from city.work.queries import holding_posts
from kernel import clock
from kernel.actors import principal

DOSSIER, DOCUMENT = "services.dossier", "documents.document"


@tells
def said_of(post: Post) -> str:
    """How much lies there, and what becomes of it."""
    count = Item.objects.filter(holder=post.principal, closed_at=None).count()
    words = ngettext(
        "%(n)s việc đang mở nằm ở chức vụ này. Từ khi không còn ai giữ chức vụ, việc tự về hàng chờ: người khác cùng quyền, bộ phận của họ, hoặc cơ quan, để lãnh đạo phân công.",
        "%(n)s việc đang mở nằm ở chức vụ này. Từ khi không còn ai giữ chức vụ, việc tự về hàng chờ: người khác cùng quyền, bộ phận của họ, hoặc cơ quan, để lãnh đạo phân công.",
        count,
    )
    return words % {"n": count} if count else ""


def leftover() -> list[Item]:
    """Open items of posts that nobody holds today, or in which nobody has the power of the step any more."""
    day, posts = clock.today(), holding_posts()
    held = set(
        Appointment.objects.on(day).filter(post__in=posts, post__valid__contains=day).values_list("post", flat=True)
    )
    lying = Q(holder__in=[principal("post", pk) for pk in sorted(posts - held)])
    for holder, code in _powerless({principal("post", pk): pk for pk in held}):
        lying |= Q(holder=holder, code=code, about_kind=DOSSIER)
    return list(Item.objects.filter(lying, closed_at=None).order_by("pk"))


def _powerless(held: dict[int, int]) -> list[tuple[int, str]]:
    """(principal, step) of work that nobody in the post may do; `held`: principal -> post. Asked once for all alike."""
    process = Dossier.objects.filter(pk=OuterRef("about_id")).values("process")
    alike = Item.objects.filter(about_kind=DOSSIER, holder__in=list(held), closed_at=None)
    found = set[tuple[int, str]]()
    for holder, code, pinned in alike.values_list("holder", "code", Subquery(process)).distinct():
        step = next((s for s in process_named(pinned).steps if s.id == code), None) if pinned else None
        if step is not None and not any(actor.has(step.power) for actor in acting_in(held[holder])):
            found.add((holder, code))
    return sorted(found)


def queue_of(item: Item) -> int | None:
    """The principal that its step would come to today; for a document its agency. None where the subject knows no such step."""
    if item.about_kind == DOCUMENT:
        document = Document.objects.filter(pk=item.about_id).first()
        return principal("agency", document.agency_id) if document else None
    dossier = Dossier.objects.filter(pk=item.about_id).first() if item.about_kind == DOSSIER else None
    steps = [s for s in process_of(dossier).steps if s.id == item.code] if dossier else []
    return place_of(dossier, steps[0]).holder if dossier and steps else None
