"""The one place that knows which move is open at a step, what it needs, and what is still lacking; in words.

`lacking` is said on the page before the button is pressed; `check` refuses the act. Both read the same table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from city.documents.queries.documents import document_for
from city.documents.rules import SIGN
from city.payments.queries import charge_of
from city.payments.states import ChargeState
from city.services.engine.process import RESTART, Move
from city.services.engine.process_reading import RECORD
from city.services.models import Dossier, StepRecord
from city.services.queries.definitions import process_of
from city.services.queries.opinions import other_agencies
from city.services.rules import dossiers as rules
from city.services.states.dossiers import STEP_VERBS, Verb
from kernel import clock, parameters
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.looking import once_a_look
from kernel.refs import ref
from kernel.web import say


@dataclass(frozen=True)
class Given:
    """What an official gives with a move."""

    comment: str = ""
    file: Blob | None = None
    file_name: str = ""


NOTHING = Given()


def scope_of(dossier: Dossier) -> dict[str, Any]:
    """What the condition of a move may look at."""
    known = {f"record.{name}": value for page in records_of(dossier).values() for name, value in page.values.items()}
    return {
        **dossier.answers,
        **known,
        "dossier.proposal": dossier.proposal,
        "dossier.channel": dossier.channel,
        "dossier.case": dossier.case.no if dossier.case else 0,
    }


@once_a_look
def records_of(dossier: Dossier) -> dict[str, StepRecord]:
    """Page of the process's own form -> the row that stands."""
    return {row.page: row for row in dossier.records.select_related("post").order_by("no")}


def open_moves(dossier: Dossier) -> list[Move]:
    """Moves of the present step whose conditions hold; the phase is asked by the rules."""
    step = rules.step_of(dossier)
    return step.open_moves(scope_of(dossier)) if step else []


def chosen(dossier: Dossier, verb: str) -> Move:
    """The one move this verb makes from here today (`open_moves`); WrongMove where the step has none, or its condition does not hold."""
    step = rules.step_of(dossier)
    found = [m for m in open_moves(dossier) if m.verb == verb]
    if found:
        return found[0]
    if step is not None and step.move(verb) is not None:
        raise WrongMove(_("Việc này chưa đủ điều kiện ở bước hiện nay. Tải lại trang để xem việc nào làm được."))
    raise WrongMove(_("Bước này không có việc đó. Tải lại trang để xem việc mới nhất."))


def lacking(dossier: Dossier, move: Move, by: Actor) -> list[str]:
    """What must be there before the button may be pressed, in words; empty when nothing stands in the way."""
    found = []
    if "payment" in move.needs and (due := amount_due(dossier)):
        found.append(
            _("Còn %(amount)s phí, lệ phí chưa nộp. Thu tiền trước, hoặc yêu cầu nộp.") % {"amount": say.money(due)}
        )
    if move.verb == Verb.RETURN and document_for(dossier, "result") is None:
        found.append(_("Kết quả đã bị thu hồi: không có gì để trả. Chờ lãnh đạo ban hành lại."))
    if "record" in move.needs:
        found += [_("Chưa ghi “%(page)s”.") % {"page": title} for title in unwritten(dossier)]
    if "signature" in move.needs and not by.has(SIGN):
        found.append(_("Việc này cần chữ ký số; chức vụ của bạn không có quyền ký văn bản."))
    if "agency" in move.needs and not other_agencies(dossier):
        found.append(
            _(
                "Chưa cơ quan nào khác có người giữ quyền làm bước này: chuyển đi thì không ai nhận. Hãy giải quyết tiếp ở đây."
            )
        )
    if move.verb == Verb.ASK_SUPPLEMENT and move.clock == RESTART and (words := rounds_over(dossier)):
        found.append(words)
    if move.verb == Verb.ASK_PAYMENT and not amount_due(dossier):
        found.append(_("Hồ sơ này không có khoản phí, lệ phí nào chưa nộp."))
    return found


def check(dossier: Dossier, verb: str, by: Actor, given: Given = NOTHING) -> None:
    """Refused where a need of the move is not met; verbs that no step names (withdrawing, stopping) need nothing here."""
    if verb not in STEP_VERBS or verb == Verb.STOP:
        return
    move = chosen(dossier, verb)
    for words in lacking(dossier, move, by):
        raise Refused(words)
    if "comment" in move.needs and not given.comment.strip():
        raise Refused(_("Viết ý kiến của bạn, một câu cũng đủ."), field="comment")
    if "file" in move.needs and given.file is None:
        raise Refused(_("Gửi kèm một tệp."), field="file")
    if "outcome" in move.needs and not dossier.proposal:
        raise Refused(_("Chọn đồng ý hoặc từ chối."), field="outcome")
    if "agency" in move.needs and dossier.other_agency_id is None:
        raise Refused(_("Chọn cơ quan được hỏi."), field="agency")


@once_a_look
def rounds_allowed() -> int | None:
    """None: the law of the day sets no limit."""
    limit = parameters.find("supplement.rounds", clock.today())
    return int(limit) if limit is not None else None


@once_a_look
def rounds_asked(dossier: Dossier) -> int:
    """How often it was to be supplemented; a request that only explains is none."""
    return dossier.supplements.filter(explains=False).count()


def rounds_over(dossier: Dossier) -> str:
    """Why no supplement may be asked for any more; empty while one may (NĐ 118/2025 Đ.11)."""
    limit = rounds_allowed()
    if limit is None or rounds_asked(dossier) < limit:
        return ""
    said = _(
        "Hồ sơ này đã được yêu cầu bổ sung %(limit)d lần. Luật không cho yêu cầu thêm: hãy giải quyết với những gì đã có, hoặc trình từ chối."
    )
    return said % {"limit": limit}


def amount_due(dossier: Dossier) -> int:
    """What was asked and is not paid, in đồng."""
    charge = charge_of(ref(dossier))
    return charge.total if charge is not None and charge.state == ChargeState.DUE else 0


def unwritten(dossier: Dossier) -> list[str]:
    """Titles of the pages this step fills in and nobody has."""
    step, form = rules.step_of(dossier), process_of(dossier).record
    if step is None or form is None:
        return []
    written = records_of(dossier)
    wanted = [p.removeprefix(RECORD) for p in step.writes if p.startswith(RECORD)]
    return [str(form.page(id).title) for id in wanted if id not in written]
