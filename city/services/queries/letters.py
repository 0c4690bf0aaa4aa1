"""Papers that the agency drew up on the way of a dossier: Mẫu 01–03 and the notice that it stops; results are elsewhere."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from city.agencies.models import Appointment
from city.documents.models import Document
from city.documents.states import DocumentState
from city.services.models import Dossier
from kernel import clock
from kernel.journal.models import JournalEntry
from kernel.refs import ref

ACCEPTANCE, REFUSAL, STOP = "acceptance", "reception_refusal", "stop"
RESULT = "result"
NAMES = {
    ACCEPTANCE: _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    REFUSAL: _("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    STOP: _("Thông báo dừng giải quyết hồ sơ"),
}


def supplement(round: int) -> str:
    """The purpose of the request of that round: each has its own paper."""
    return f"supplement_{round}"


def name_of(purpose: str) -> str:
    """The paper by its name, for the log."""
    return str(NAMES.get(purpose, _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")))


def letters_of(dossier: Dossier) -> QuerySet[Document]:
    """In the order of their days; also what is being printed, could not be printed, or was withdrawn."""
    of = ref(dossier)
    rows = Document.objects.filter(origin_kind=of.kind, origin_id=of.id).exclude(purpose=RESULT)
    return rows.exclude(state=DocumentState.VOID).select_related("kind", "entry").order_by("entry__dated_on", "pk")


def letter(dossier: Dossier, purpose: str) -> Document | None:
    """The issued paper of that purpose."""
    return letters_of(dossier).filter(purpose=purpose, state=DocumentState.ISSUED).first()


def was_drawn_up(dossier: Dossier, purpose: str) -> bool:
    """Whatever became of it: what văn thư gave up or withdrew is not drawn up again by itself."""
    of = ref(dossier)
    return Document.objects.filter(origin_kind=of.kind, origin_id=of.id, purpose=purpose).exists()


def officer_of(entry: JournalEntry) -> str:
    """The name of the official who did the act, as appointed on that day; "" for others."""
    day = entry.occurred_at.astimezone(clock.ZONE).date()
    held = Appointment.objects.on(day).filter(post=entry.post_id).select_related("user__person")
    users = [one.user for one in held if entry.actor_id == (one.user.person_id or one.user_id)]
    return (users[0].person.name if users[0].person else users[0].username) if users else ""
