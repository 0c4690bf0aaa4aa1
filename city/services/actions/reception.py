"""The one-stop: take in, refuse, ask for what is missing, stop because the applicant wishes it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.agencies.queries import code_of
from city.payments.actions import cancel, charge
from city.services.actions import deadlines, steps
from city.services.actions.fees import asked_of
from city.services.engine.charging import Taken
from city.services.engine.process import END, RESUME
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierPaper, Supplement, SupplementLine
from city.services.models.catalogue import Paper
from city.services.queries import moves
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Reason, Verb, Verdict
from kernel import clock, numbering
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.journal import action, record

WITHDRAWAL_REQUEST = "Đơn đề nghị dừng giải quyết hồ sơ"  # as it stands on the paper, in the language of the office


@action(requires=rules.can_accept)
def accept(*, dossier: Dossier, comment: str = "", fees: Sequence[Taken] | None = None, by: Actor) -> Dossier:
    """The receiving officer takes the dossier in; its clock starts and it gets its code (NĐ 118/2025 Đ.17; until 30/6/2025 NĐ 61/2018 Đ.17).
    `fees`: the lines of the sheet that fit, with their quantities; each as it may be expected where nobody says."""
    dossier.expect(Verb.ACCEPT)
    asked = asked_of(dossier, fees)
    to = steps.target(dossier, Verb.ACCEPT)
    dossier.move(Verb.ACCEPT)
    dossier.accepted_at = clock.now()
    deadlines.start(dossier=dossier)
    steps.leave(dossier=dossier, verb=Verb.ACCEPT, by=by, comment=comment)
    office = rules.receiving(dossier)
    dossier.code = dossier.code or _new_code(office)
    charge(origin=dossier, agency=office, reference=dossier.code, **asked)
    steps.enter(dossier=dossier, to=to)
    dossier.save()
    record(
        events.DossierAccepted(dossier.pk, dossier.code, dossier.due_at.isoformat() if dossier.due_at else ""),
        about=dossier,
        by=by,
    )
    return dossier


def _new_code(agency: Agency) -> str:
    """H13.12-261124-0001: agency code, day, running number of the day (TT 01/2018/TT-VPCP Đ.19 with QĐ 20/2020). Opaque to all logic."""
    day = clock.today()
    prefix = code_of(agency, on=day) or f"MC{agency.pk}"
    number = numbering.take(f"dossier.{prefix}", day.strftime("%y%m%d"))  # by the code: it may change hands in the day
    return f"{prefix}-{day:%y%m%d}-{number:04d}"


@action(requires=rules.can_refuse_reception)
def refuse_reception(*, dossier: Dossier, reasons: list[str], note: str, by: Actor) -> Dossier:
    """Not taken in, with coded reasons and what to do instead (Mẫu 03)."""
    dossier.expect(Verb.REFUSE_RECEPTION)
    _check_reasons(reasons, note)
    dossier.move(Verb.REFUSE_RECEPTION)
    dossier.closed_at = clock.now()
    dossier.opinion = note
    cancel(origin=dossier, by=by)
    steps.leave(dossier=dossier, verb=Verb.REFUSE_RECEPTION, by=by, comment=note)
    steps.enter(dossier=dossier, to=END)
    dossier.save()
    record(events.ReceptionRefused(dossier.pk, tuple(reasons)), about=dossier, by=by)
    return dossier


def _check_reasons(reasons: list[str], note: str) -> None:
    if not reasons or not set(reasons) <= set(Reason.values):
        raise Refused(_("Chọn ít nhất một lý do, để người nộp biết vì sao."), field="reasons")
    if not note.strip():
        raise Refused(_("Viết cho người nộp biết cần làm gì tiếp."), field="note")


@dataclass(frozen=True)
class Lack:
    """One thing to mend: a paper sent, a paper of the sheet that is missing, or an answer."""

    reason: str
    note: str = ""
    paper: DossierPaper | None = None
    wanted: Paper | None = None
    field: str = ""


@action(requires=rules.can_ask_supplement)
def ask_supplement(
    *, dossier: Dossier, lacks: list[Lack], note: str = "", until: datetime.date | None = None, by: Actor
) -> Supplement:
    """Everything that is missing, in one request (NĐ 61/2018 Đ.19.4; since 1/7/2025 once only, NĐ 118/2025 Đ.11). Only what is named
    reopens; the term rests, and runs anew from zero when all is there (or runs on, where the process only has him explain).
    `until`: the last day to give it, where the officer names one; no law at hand does."""
    dossier.expect(Verb.ASK_SUPPLEMENT)
    if not lacks:
        raise Refused(_("Chọn giấy tờ hoặc nội dung cần bổ sung."), field="lacks")
    if until is not None and until < clock.today():
        raise Refused(_("Hạn bổ sung đã qua. Chọn hôm nay hoặc một ngày sau."), field="until")
    round, explains = dossier.supplements.count() + 1, moves.chosen(dossier, Verb.ASK_SUPPLEMENT).clock == RESUME
    steps.leave(dossier=dossier, verb=Verb.ASK_SUPPLEMENT, by=by, comment=note)  # says if there were enough of them
    dossier.move(Verb.ASK_SUPPLEMENT)
    supplement = Supplement.objects.create(dossier=dossier, round=round, asked_at=clock.now(), give_by=_end_of(until), note=note, explains=explains)  # fmt: skip
    for lack in lacks:
        SupplementLine.objects.create(
            supplement=supplement,
            paper=lack.paper,
            wanted=lack.wanted,
            field=lack.field,
            reason=lack.reason,
            note=lack.note,
        )
    DossierPaper.objects.filter(pk__in=[x.paper.pk for x in lacks if x.paper]).update(verdict=Verdict.WRONG)
    deadlines.pause(dossier=dossier, reason="supplement")
    dossier.save()
    record(events.SupplementAsked(dossier.pk, round, tuple(sorted({x.reason for x in lacks}))), about=dossier, by=by)
    return supplement


def _end_of(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(23, 59), clock.ZONE) if day else None


@action(requires=rules.may_withdraw)
def withdraw(*, dossier: Dossier, request: Blob | None = None, name: str = "", by: Actor) -> Dossier:
    """The applicant stops the procedure (NĐ 118/2025 Đ.21). At the counter the clerk writes it down for him; then his written
    request, `request` called `name`, is kept with the papers of the dossier."""
    dossier.expect(Verb.WITHDRAW)
    if dossier.decided_at:
        raise WrongMove(_("Hồ sơ này đã được quyết định, kết quả đang được ban hành lại, nên không rút được nữa."))
    if not rules.is_party(by, dossier):
        _keep_request(dossier, request, name, by)
    dossier.move(Verb.WITHDRAW)
    dossier.closed_at = clock.now()
    cancel(origin=dossier, by=by)
    deadlines.stop(dossier=dossier)
    steps.leave(dossier=dossier, verb=Verb.WITHDRAW, by=by)
    steps.enter(dossier=dossier, to=END)
    dossier.save()
    record(events.DossierWithdrawn(dossier.pk), about=dossier, by=by)
    return dossier


def _keep_request(dossier: Dossier, request: Blob | None, name: str, by: Actor) -> None:
    if request is None:
        raise Refused(_("Gửi kèm đơn đề nghị có chữ ký của chủ hồ sơ."), field="file")
    row = DossierPaper.objects.create(
        dossier=dossier, title=WITHDRAWAL_REQUEST, blob=request, name=name, verdict=Verdict.VALID, added_at=clock.now()
    )
    record(events.PaperAttached(dossier.pk, row.pk, request.pk), about=dossier, by=by)
