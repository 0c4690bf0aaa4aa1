"""Work of posts that nobody holds: where it goes, so that it is not left lying unseen."""

from django.utils.translation import ngettext

from city.agencies.models import Appointment, Post
from city.agencies.queries.lying import tells
from city.documents.models import Document
from city.services.actions.steps import place_of
from city.services.models import Dossier
from city.services.queries.definitions import process_of
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
    """Open items of posts that nobody holds today."""
    day, posts = clock.today(), holding_posts()
    held = Appointment.objects.on(day).filter(post__in=posts, post__valid__contains=day).values_list("post", flat=True)
    empty = [principal("post", pk) for pk in sorted(posts - set(held))]
    return list(Item.objects.filter(holder__in=empty, closed_at=None).order_by("pk"))


def queue_of(item: Item) -> int | None:
    """The principal that its step would come to today; for a document its agency. None where the subject knows no such step."""
    if item.about_kind == DOCUMENT:
        document = Document.objects.filter(pk=item.about_id).first()
        return principal("agency", document.agency_id) if document else None
    dossier = Dossier.objects.filter(pk=item.about_id).first() if item.about_kind == DOSSIER else None
    steps = [s for s in process_of(dossier).steps if s.id == item.code] if dossier else []
    return place_of(dossier, steps[0]).holder if dossier and steps else None
