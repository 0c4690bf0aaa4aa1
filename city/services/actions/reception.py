"""The one-stop: take in, refuse, ask for what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.agencies.queries import code_of
from city.payments.actions import cancel, charge
from city.services.actions import deadlines, steps
from city.services.engine.process import END, RESUME
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierPaper, Supplement, SupplementLine
from city.services.models.catalogue import Fee, Paper
from city.services.queries import moves
from city.services.rules import dossiers as rules
from city.services.states.catalogue import Currency
from city.services.states.dossiers import DueCause, Phase, Reason, Verb, Verdict
from kernel import clock, numbering
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.forms.walk import Draft
from kernel.journal import action, record


@action(requires=rules.can_accept)
def accept(*, dossier: Dossier, comment: str = "", by: Actor) -> Dossier:
    """The receiving officer takes the dossier in; its clock starts and it gets its code (NĐ 118/2025 Đ.17; until 30/6/2025 NĐ 61/2018 Đ.17)."""
    dossier.expect(Verb.ACCEPT)
    to = steps.target(dossier, Verb.ACCEPT)
    dossier.move(Verb.ACCEPT)
    dossier.accepted_at = clock.now()
    deadlines.start(dossier=dossier)
    steps.leave(dossier=dossier, verb=Verb.ACCEPT, by=by, comment=comment)
    office = rules.receiving(dossier)
    dossier.code = dossier.code or _new_code(office)
    charge(origin=dossier, agency=office, reference=dossier.code, lines=fees_of(dossier))
    steps.enter(dossier=dossier, to=to)
    dossier.save()
    record(
        events.DossierAccepted(dossier.pk, dossier.code, dossier.due_at.isoformat() if dossier.due_at else ""),
        about=dossier,
        by=by,
    )
    return dossier


def fees_of(dossier: Dossier) -> list[tuple[str, int]]:
    """What the sheet asks for this case and channel, in đồng; rows without an amount are told at the counter."""
    rows = Fee.objects.filter(version=dossier.version_id, amount__gt=0, currency=Currency.VND)
    fitting = [f for f in rows if f.case_id in (None, dossier.case_id) and f.channel in (None, "", dossier.channel)]
    own = [f for f in fitting if f.channel == dossier.channel] or fitting
    return [(f.raw or str(dossier.version.name)[:300], int(f.amount or 0)) for f in own]


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
def ask_supplement(*, dossier: Dossier, lacks: list[Lack], note: str = "", by: Actor) -> Supplement:
    """Everything that is missing, in one request (NĐ 61/2018 Đ.19.4; since 1/7/2025 once only, NĐ 118/2025 Đ.11). Only what is named
    reopens; the term rests, and runs anew from zero when all is there (or runs on, where the process only has him explain)."""
    dossier.expect(Verb.ASK_SUPPLEMENT)
    if not lacks:
        raise Refused(_("Chọn giấy tờ hoặc nội dung cần bổ sung."), field="lacks")
    round, explains = dossier.supplements.count() + 1, moves.chosen(dossier, Verb.ASK_SUPPLEMENT).clock == RESUME
    steps.leave(dossier=dossier, verb=Verb.ASK_SUPPLEMENT, by=by, comment=note)  # says if there were enough of them
    dossier.move(Verb.ASK_SUPPLEMENT)
    supplement = Supplement.objects.create(dossier=dossier, round=round, asked_at=clock.now(), note=note, explains=explains)  # fmt: skip
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


@action(requires=rules.may_supply)
def supply(*, dossier: Dossier, answers: dict[str, object], papers: list[DossierPaper], by: Actor) -> Dossier:
    """The applicant sends what was asked; the work returns to the step that asked, the term starts from zero (or runs on)."""
    dossier.expect(Verb.SUPPLY)
    supplement = dossier.supplements.get(given_at=None)
    _check_complete(supplement, answers, papers)
    changed = tuple(sorted(k for k, v in answers.items() if dossier.answers.get(k) != v))
    dossier.answers = {**dossier.answers, **answers}
    dossier.draft = {}
    supplement.given_at = dossier.changed_at = clock.now()
    supplement.save(update_fields=["given_at"])
    dossier.move(Verb.SUPPLY, to=Phase.PROCESSING if dossier.code else Phase.SUBMITTED)
    if dossier.code and supplement.explains:
        deadlines.resume(dossier=dossier)
    elif dossier.code:
        deadlines.start(dossier=dossier, cause=DueCause.RESTART)
    else:
        deadlines.stop(dossier=dossier)
    steps.enter(dossier=dossier, to=dossier.step)
    dossier.save()
    record(events.SupplementGiven(dossier.pk, supplement.round, changed), about=dossier, by=by)
    return dossier


def _check_complete(supplement: Supplement, answers: dict[str, object], papers: list[DossierPaper]) -> None:
    """Each line is met: its field answered, or a new file for its paper."""
    given = {p.paper_id for p in papers} | {r.pk for p in papers for r in p.replaces.all()}
    for line in supplement.lines.select_related("paper", "wanted"):
        if line.field and line.field not in answers:
            raise Refused(_("Còn một nội dung chưa bổ sung."), field=line.field)
        if line.paper and line.paper_id not in given:
            raise Refused(
                _("Chưa có tệp thay cho “%(title)s”.") % {"title": line.paper.title}, field=f"paper-{line.paper_id}"
            )
        if line.wanted and line.wanted_id not in given:
            raise Refused(_("Chưa có “%(title)s”.") % {"title": line.wanted.name}, field=f"wanted-{line.wanted_id}")


@action(requires=rules.can_supply)
def attach_supplement(*, dossier: Dossier, line: SupplementLine, blob: Blob, name: str, by: Actor) -> DossierPaper:
    """A new file for one line of the open request; the old one stays readable. Sent for good by `supply`."""
    if line.supplement.dossier_id != dossier.pk or line.supplement.given_at is not None:
        raise WrongMove(_("Yêu cầu bổ sung này đã đóng. Tải lại trang để xem tình trạng."))
    source = line.paper
    title = source.title if source else line.wanted.name if line.wanted else ""
    row = DossierPaper.objects.create(
        dossier=dossier,
        paper=(source.paper if source else line.wanted),
        title=title[:500],
        round=line.supplement.round,
        blob=blob,
        name=name,
        added_at=clock.now(),
    )
    if source:
        DossierPaper.objects.filter(pk=source.pk).update(replaced_by=row)
    record(events.PaperAttached(dossier.pk, row.pk, blob.pk), about=dossier, by=by)
    return row


@action(requires=rules.can_supply)
def save_supplement(*, dossier: Dossier, draft: Draft, by: Actor) -> Dossier:
    """Keep mended answers until they are sent together with the papers."""
    known = dossier.answers
    changed = tuple(sorted(k for k, v in draft.values.items() if known.get(k) != v))
    dossier.draft = draft.to_json()
    dossier.changed_at = clock.now()
    dossier.save(update_fields=["draft", "changed_at"])
    record(events.DraftSaved(dossier.pk, changed), about=dossier, by=by)
    return dossier


@action(requires=rules.is_party)
def withdraw(*, dossier: Dossier, by: Actor) -> Dossier:
    """The applicant stops the procedure (NĐ 118/2025 Đ.21)."""
    dossier.move(Verb.WITHDRAW)
    dossier.closed_at = clock.now()
    cancel(origin=dossier, by=by)
    deadlines.stop(dossier=dossier)
    steps.leave(dossier=dossier, verb=Verb.WITHDRAW, by=by)
    steps.enter(dossier=dossier, to=END)
    dossier.save()
    record(events.DossierWithdrawn(dossier.pk), about=dossier, by=by)
    return dossier
