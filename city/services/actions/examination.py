"""Between reception and the result: look at papers, pass on, hand over, propose, correct."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from city.agencies.models import Agency, Post
from city.services.actions import steps
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierPaper
from city.services.queries import result_papers
from city.services.queries.desk_reading import writable_at
from city.services.queries.moves import Given
from city.services.queries.opinions import other_agencies
from city.services.rules import dossiers as rules
from city.services.states.dossiers import REFUSAL_REASONS, Outcome, Reason, Verb, Verdict
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.journal import action, already_done, record


@action(requires=rules.can_judge)
def judge(
    *, dossier: Dossier, paper: DossierPaper, verdict: str, reason: str = "", note: str = "", by: Actor
) -> DossierPaper:
    """What the officer found about one paper. A page opened before it is stale afterwards, also for the colleague beside him."""
    if paper.dossier_id != dossier.pk:
        raise WrongMove(_("Giấy tờ này không thuộc hồ sơ."))
    if verdict not in Verdict.values or (reason and reason not in Reason.values):
        raise Refused(_("Chọn một kết quả kiểm tra."), field="verdict")
    paper.verdict, paper.reason, paper.note = verdict, reason, note
    paper.save(update_fields=["verdict", "reason", "note"])
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
    record(events.PaperJudged(dossier.pk, paper.pk, verdict, reason), about=dossier, by=by)
    return paper


@action(requires=rules.can_judge)
def judge_unseen(*, dossier: Dossier, papers: Sequence[DossierPaper], by: Actor) -> Dossier:
    """The officer has looked at all of `papers` and found them valid; one entry each, as if he had said it one by one."""
    for paper in papers:
        if paper.dossier_id != dossier.pk or paper.verdict != Verdict.UNSEEN or paper.replaced_by_id is not None:
            raise WrongMove(_("Giấy tờ đã thay đổi từ khi bạn mở trang. Tải lại trang để xem mới nhất."))
        paper.verdict = Verdict.VALID
        paper.save(update_fields=["verdict"])
        record(events.PaperJudged(dossier.pk, paper.pk, Verdict.VALID, ""), about=dossier, by=by)
    if not papers:
        already_done()
        return dossier
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
    return dossier


def _go(dossier: Dossier, verb: Verb, by: Actor, given: Given, holder: Post | None = None) -> Dossier:
    dossier.expect(verb)
    came_from, target = dossier.step, steps.target(dossier, verb)
    dossier.move(verb)
    dossier.changed_at = clock.now()
    steps.leave(dossier=dossier, verb=verb, by=by, comment=given.comment, file=given.file, file_name=given.file_name)
    steps.enter(dossier=dossier, to=target, holder=holder)
    dossier.save()
    record(events.StepFinished(dossier.pk, came_from, str(verb), target, dossier.agency_id), about=dossier, by=by)
    return dossier


@action(requires=rules.can_forward)
def forward(
    *,
    dossier: Dossier,
    comment: str = "",
    holder: Post | None = None,
    file: Blob | None = None,
    file_name: str = "",
    by: Actor,
) -> Dossier:
    """On to the next step, to a named officer where the work is assigned. A second agency gives it back to who asked."""
    dossier.expect(Verb.FORWARD)
    here, to = rules.step_of(dossier), steps.target(dossier, Verb.FORWARD)
    if holder is not None and not steps.is_able(dossier, to, holder):
        raise Refused(_("Người này không làm được bước sau của hồ sơ này. Chọn người khác."), field="holder")
    if holder is None and here is not None and here.place == "other":
        holder = steps.known_holder(dossier, to)
    return _go(dossier, Verb.FORWARD, by, Given(comment, file, file_name), holder=holder)


@action(requires=rules.can_send_back)
def send_back(*, dossier: Dossier, comment: str, file: Blob | None = None, file_name: str = "", by: Actor) -> Dossier:
    """Back for another look, saying why; to the one who did it last, at that step or at one like it."""
    dossier.expect(Verb.SEND_BACK)
    to = steps.target(dossier, Verb.SEND_BACK)
    given = Given(comment, file, file_name)
    return _go(dossier, Verb.SEND_BACK, by, given, holder=steps.known_holder(dossier, to))


@action(requires=rules.can_hand_over)
def hand_over(
    *, dossier: Dossier, agency: Agency, comment: str, file: Blob | None = None, file_name: str = "", by: Actor
) -> Dossier:
    """Another agency is asked (NĐ 61/2018 Đ.19.5); it gives the dossier back with its opinion."""
    dossier.expect(Verb.HAND_OVER)
    if agency.pk == dossier.agency_id:
        raise Refused(_("Chọn một cơ quan khác cơ quan đang giải quyết."), field="agency")
    if (able := other_agencies(dossier)) and agency.pk not in dict(able):
        raise Refused(_("Ở cơ quan này chưa ai giữ quyền làm bước đó. Chọn một cơ quan khác."), field="agency")
    dossier.other_agency = agency
    return _go(dossier, Verb.HAND_OVER, by, Given(comment, file, file_name))


@action(requires=rules.can_propose)
def propose(
    *, dossier: Dossier, outcome: str, comment: str, reasons: Sequence[str] = (), file: Blob | None = None,
    file_name: str = "", by: Actor,
) -> Dossier:  # fmt: skip
    """The examiner says grant or refuse, and why: a refusal in coded reasons and in words; the leader decides."""
    dossier.expect(Verb.PROPOSE)
    if outcome not in Outcome.values:
        raise Refused(_("Chọn đồng ý hoặc từ chối."), field="outcome")
    if outcome == Outcome.REFUSED:
        _check_refusal(reasons, comment)
    dossier.proposal, dossier.opinion = outcome, comment
    dossier.refusal_reasons = list(dict.fromkeys(reasons)) if outcome == Outcome.REFUSED else []
    if places := result_papers.unprintable_places(dossier):
        words = _(
            "Chưa trình được: giấy kết quả không in được ký tự %(places)s. Sửa chỗ ghi sai, hoặc yêu cầu bổ sung, rồi trình lại."
        )
        raise Refused(words % {"places": "; ".join(places)})
    record(events.ResultProposed(dossier.pk, outcome, tuple(dossier.refusal_reasons)), about=dossier, by=by)
    return _go(dossier, Verb.PROPOSE, by, Given(comment, file, file_name))


def _check_refusal(reasons: Sequence[str], comment: str) -> None:
    if not reasons or not set(reasons) <= set(REFUSAL_REASONS):
        raise Refused(_("Từ chối thì chọn ít nhất một lý do."), field="reasons")
    if not comment.strip():
        raise Refused(_("Từ chối thì phải nói lý do: người nộp sẽ đọc đúng câu này."), field="comment")


@action(requires=rules.can_correct)
def correct(*, dossier: Dossier, answers: dict[str, object], reason: str, by: Actor) -> Dossier:
    """Mend a typing mistake. The old values stay in the trace the resident can read, the journal names the fields."""
    changed = {k: v for k, v in answers.items() if dossier.answers.get(k) != v}
    if not changed:
        raise Refused(_("Chưa có gì thay đổi."))
    if closed := sorted(set(changed) - writable_at(dossier)):
        raise Refused(_("Bước này không được sửa: %(fields)s.") % {"fields": ", ".join(closed)})
    if not reason.strip():
        raise Refused(_("Ghi lý do sửa, để người nộp biết."), field="reason")
    trace = {
        "at": clock.now().isoformat(),
        "by": by.title,
        "reason": reason,
        "old": {k: dossier.answers.get(k) for k in changed},
        "new": changed,
    }
    dossier.corrections = [*dossier.corrections, trace]
    dossier.answers = {**dossier.answers, **changed}
    dossier.revision += 1
    dossier.save(update_fields=["answers", "corrections", "revision"])
    record(events.MistakeCorrected(dossier.pk, tuple(sorted(changed))), about=dossier, by=by)
    return dossier
