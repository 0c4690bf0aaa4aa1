"""What an official sees of one dossier: the moves open to him, the log in plain words."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Length, NullIf, StrIndex
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from city.agencies.models import Post
from city.services.engine.folding import fold
from city.services.engine.process import Move
from city.services.models import Dossier, DossierPaper
from city.services.models.catalogue import Offer, ProcedureVersion
from city.services.queries import catalogue, letters, moves
from city.services.queries.definitions import process_of
from city.services.queries.listing import listed
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Verb
from kernel import clock
from kernel.access.pages import Page, page_by
from kernel.actors import Actor
from kernel.journal import entries_about
from kernel.search import sort_key
from kernel.web.parts import LogLine

WORDS: dict[str, Any] = {
    "services.draft_started": _("Bắt đầu bản nháp"),
    "services.draft_saved": _("Lưu nội dung khai"),
    "services.draft_renewed": _("Chuyển bản nháp sang bản công bố mới"),
    "services.paper_attached": _("Gửi một giấy tờ"),
    "services.paper_removed": _("Bỏ một giấy tờ"),
    "services.dossier_submitted": _("Gửi hồ sơ đến cơ quan"),
    "services.dossier_accepted": _("Tiếp nhận, cấp mã và ngày hẹn"),
    "services.reception_refused": _("Từ chối tiếp nhận"),
    "services.supplement_asked": _("Yêu cầu bổ sung"),
    "services.supplement_given": _("Người nộp gửi bổ sung"),
    "services.payment_asked": _("Yêu cầu nộp phí, lệ phí; thời hạn tạm dừng"),
    "services.payment_received": _("Đã nộp phí, lệ phí; thời hạn tính tiếp"),
    "services.fee_amended": _("Sửa khoản phí, lệ phí phải nộp"),
    "services.fee_waived": _("Miễn, giảm phí, lệ phí"),
    "services.result_withdrawn": _("Kết quả bị thu hồi; người nộp được báo"),
    "services.result_reopened": _("Mở lại để ban hành lại kết quả"),
    "services.dossier_stopped": _("Dừng giải quyết"),
    "services.record_written": _("Ghi nội dung của bước"),
    "services.receiver_named": _("Ghi người nhận kết quả"),
    "services.step_finished": _("Chuyển sang bước sau"),
    "services.paper_judged": _("Kiểm tra một giấy tờ"),
    "services.result_proposed": _("Đề xuất kết quả"),
    "services.result_approved": _("Duyệt và ký kết quả"),
    "services.signing_failed": _("Ký không thành; số văn bản được giữ"),
    "services.result_given_up": _("Bỏ số văn bản; hồ sơ trở lại bước duyệt và ký"),
    "services.dossier_decided": _("Ban hành kết quả"),
    "services.result_returned": _("Trả kết quả"),
    "services.dossier_recalled": _("Lấy lại từ cơ quan được hỏi"),
    "services.dossier_withdrawn": _("Người nộp rút hồ sơ"),
    "services.letter_drawn_up": _("Lập giấy tờ gửi người nộp"),
    "services.letter_withdrawn": _("Thu hồi giấy tờ đã gửi; người nộp được báo"),
    "services.result_released": _("Đã nộp phí, lệ phí; người nộp xem được kết quả"),
    "services.holder_admitted": _("Người được giao việc xem được hồ sơ"),
    "services.mistake_corrected": _("Sửa chỗ ghi sai trong nội dung khai"),
    "services.due_moved": _("Đổi ngày hẹn trả, vì lịch làm việc thay đổi"),
}
OF_LETTERS = {"services.letter_drawn_up", "services.letter_withdrawn"}
TITLE = 140  # signs of a paper's title, as above its page
LATELY = datetime.timedelta(days=90)  # long enough to be steady, short enough to follow a reform; the page says it
QUIET = {
    "services.draft_started",
    "services.draft_saved",
    "services.draft_renewed",
    "services.paper_attached",
    "services.paper_removed",
}


@dataclass(frozen=True)
class Open:
    """One move of the present step that this official may make. `lacks`: what must come first, in words; then no button."""

    verb: str
    label: str
    needs: frozenset[str]
    lacks: list[str]


def moves_for(actor: Actor, dossier: Dossier) -> list[Open]:
    """In the order of the process; what the actor may not do, or what its condition rules out, is not shown."""
    language = get_language() or "vi"
    return [
        Open(move.verb, move.label.get(language, move.label["vi"]), move.needs, moves.lacking(dossier, move, actor))
        for move in moves.open_moves(dossier)
        if move.verb in rules.STEP_VERBS and rules.may(actor, dossier, move.verb) and _is_of_use(dossier, move)
    ]


def _is_of_use(dossier: Dossier, move: Move) -> bool:
    """Asking for payment is offered only while something is due."""
    return move.verb != Verb.ASK_PAYMENT or moves.amount_due(dossier) > 0


def log_of(dossier: Dossier, papers: Iterable[DossierPaper] = ()) -> list[LogLine]:
    """Every act, newest first, with the post of who did it; typing in a draft is left out. `papers`: those that the reader sees,
    called by their titles where an act was about one; an act on another tells no title."""
    entries = list(entries_about(dossier).exclude(verb__in=QUIET))
    posts = dict(Post.objects.filter(pk__in={e.post_id for e in entries if e.post_id}).values_list("pk", "title"))
    titles = {paper.pk: paper.title for paper in papers}
    return [LogLine(e.occurred_at, _what(e, dossier, titles), _who(e, posts)) for e in entries]


def _what(entry: Any, dossier: Dossier, titles: dict[int, str]) -> str:
    words = str(WORDS.get(entry.verb, entry.verb))
    if entry.verb == "services.paper_judged" and (title := titles.get(entry.fact["paper"])):
        return gettext("Kiểm tra giấy tờ “%(title)s”") % {"title": Truncator(title).chars(TITLE)}
    if entry.verb == "services.step_finished":
        return _moved(words, entry.fact, dossier)
    purpose = entry.fact.get("purpose") if entry.verb in OF_LETTERS else None
    return f"{words}: {letters.name_of(purpose)}" if purpose else words


def _moved(words: str, fact: dict[str, Any], dossier: Dossier) -> str:
    """Forward is the usual; what was sent back or to another agency is called so. And to which step."""
    said = str(Verb(fact["move"]).label) if fact["move"] in (Verb.SEND_BACK, Verb.HAND_OVER) else words
    language = get_language() or "vi"
    to = next((s.name.get(language, s.name["vi"]) for s in process_of(dossier).steps if s.id == fact["to"]), "")
    return f"{said}: {to}" if to else said


def _who(entry: Any, posts: dict[int, str]) -> str:
    if entry.post_id:
        return posts.get(entry.post_id, "")
    return str(_("Hệ thống")) if entry.actor_kind == "system" else str(_("Người nộp"))


def typed_here(actor: Actor, before: str = "") -> Page[Dossier]:
    """Drafts that the official's post began at its counter, last touched first."""
    rows = rules.visible_to(actor).filter(phase=Phase.DRAFT, filed_by=actor.post_id)
    return page_by(listed(rows), "changed_at", before=before, size=20)


def _taken(agency_id: int) -> QuerySet[ProcedureVersion]:
    """Versions in force that the one-stop of this agency takes today; "information" online still means: come to the counter."""
    offers = Offer.objects.filter(agency=agency_id, valid__contains=clock.today())
    return catalogue.in_force().filter(procedure__in=offers.values("procedure")).prefetch_related("procedure")


def taken_here(agency_id: int, code: str) -> ProcedureVersion | None:
    """The version of this national code, where the agency takes it."""
    return _taken(agency_id).filter(procedure__national_code=code).first()


def most_taken_in(agency_id: int, size: int = 8) -> list[ProcedureVersion]:
    """What this one-stop took in most often lately, in whatever version, and still takes; the most first, of equals by name."""
    lately = Dossier.objects.filter(received_by=agency_id, accepted_at__gte=clock.now() - LATELY).order_by()
    times = dict(lately.values_list("version").annotate(Count("pk")))
    rows = _taken(agency_id).filter(procedure__versions__in=times).annotate(filed=F("procedure__versions"))
    found, total = dict[int, ProcedureVersion](), Counter[int]()
    for row in rows.defer("sheet", "findings", "legal"):
        found[row.pk] = row
        total[row.pk] += times[row.filed]
    return sorted(found.values(), key=lambda one: (-total[one.pk], sort_key(one.name)))[:size]


def find_taken_here(agency_id: int, text: str, size: int = 30) -> tuple[list[ProcedureVersion], int]:
    """By code or by words of the name, accents or not: first where the words stand together, soonest and in the shortest name;
    without words in order of name; and how many there are."""
    rows, words = _taken(agency_id), fold(text).split()
    for word in words:
        rows = rows.filter(folded__contains=word)
    if words:
        at = StrIndex("folded", Value(" ".join(words)))
        rows = rows.order_by(NullIf(at, 0).asc(nulls_last=True), Length("name"), "name")
    else:
        rows = rows.order_by("name")
    found = list(rows.defer("sheet", "findings", "legal")[: size + 1])
    return found[:size], len(found) if len(found) <= size else rows.count()
