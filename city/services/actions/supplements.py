"""The applicant gives what he was asked for, from home or at the one-stop: files and answers are gathered, then sent together."""

from django.utils.translation import gettext as _

from city.services.actions import deadlines, steps
from city.services.actions.drafts import refuse_overtaken
from city.services.events import dossiers as events
from city.services.models import Dossier, DossierPaper, Supplement, SupplementLine
from city.services.queries import supplements
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Authenticity, DueCause, Phase, Verb
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.forms.walk import Draft
from kernel.journal import action, record


@action(requires=rules.may_supply)
def attach(*, dossier: Dossier, line: SupplementLine, blob: Blob | None, name: str = "", by: Actor) -> DossierPaper:
    """One more file for one line of the open request; without bytes it is one shown on paper to the clerk. Sent for good by
    `supply`."""
    _expect_open(dossier, line)
    if blob is None and by.is_resident:
        raise Refused(_("Chọn ảnh hoặc tệp để gửi."), field="file")
    source = line.paper
    title = source.title if source else line.wanted.name if line.wanted else ""
    row = DossierPaper.objects.create(
        dossier=dossier, paper=source.paper if source else line.wanted, title=title[:500], round=line.supplement.round,
        line=line, blob=blob, name=name, authenticity=Authenticity.SCAN if blob else Authenticity.SHOWN, added_at=clock.now(),
    )  # fmt: skip
    record(events.PaperAttached(dossier.pk, row.pk, blob.pk if blob else ""), about=dossier, by=by)
    return row


@action(requires=rules.may_supply)
def remove(*, dossier: Dossier, paper: DossierPaper, by: Actor) -> None:
    """Take back a file that was not sent yet."""
    if paper.dossier_id != dossier.pk or paper.line is None:
        raise WrongMove(_("Giấy tờ này không thuộc hồ sơ."))
    _expect_open(dossier, paper.line)
    number = paper.pk
    paper.delete()
    record(events.PaperRemoved(dossier.pk, number), about=dossier, by=by)


def _expect_open(dossier: Dossier, line: SupplementLine) -> None:
    if dossier.phase != Phase.SUPPLEMENT or line.supplement.dossier_id != dossier.pk or line.supplement.given_at:
        raise WrongMove(_("Yêu cầu bổ sung này đã đóng. Tải lại trang để xem tình trạng."))


@action(requires=rules.may_supply)
def save(*, dossier: Dossier, draft: Draft, since: Draft | None = None, by: Actor) -> Dossier:
    """Keep mended answers until they are sent together with the papers. Only what was asked for may change. since: as of
    drafts.save."""
    dossier.expect(Verb.SUPPLY)
    refuse_overtaken(supplements.working(dossier), since)
    if closed := supplements.closed_changes(dossier, dossier.supplements.get(given_at=None), draft):
        raise Refused(_("Cơ quan không yêu cầu sửa: %(fields)s.") % {"fields": ", ".join(closed)}, field=closed[0])
    known = supplements.working(dossier).values
    changed = tuple(sorted(k for k in draft.values.keys() | known.keys() if known.get(k) != draft.values.get(k)))
    dossier.draft = draft.to_json()
    dossier.changed_at = clock.now()
    dossier.save(update_fields=["draft", "changed_at"])
    record(events.DraftSaved(dossier.pk, changed), about=dossier, by=by)
    return dossier


@action(requires=rules.may_supply)
def supply(*, dossier: Dossier, by: Actor) -> Dossier:
    """All that was asked is there and is sent; the work returns to the step that asked, the term starts from zero (or runs on).
    Refused while a paper is missing, a page was not answered anew, or an answer is wrong."""
    dossier.expect(Verb.SUPPLY)
    supplement = dossier.supplements.get(given_at=None)
    for lack in supplements.still_open(dossier, supplement):
        raise Refused(lack.words, field=lack.field)
    changed = _take_answers(dossier, supplement)
    _replace_papers(supplement)
    supplement.given_at = dossier.changed_at = clock.now()
    supplement.save(update_fields=["given_at"])
    dossier.move(Verb.SUPPLY, to=Phase.PROCESSING if dossier.code else Phase.SUBMITTED)
    _run_the_term(dossier, supplement)
    steps.enter(dossier=dossier, to=dossier.step, holder=steps.last_holder(dossier, dossier.step))
    dossier.save()
    record(events.SupplementGiven(dossier.pk, supplement.round, changed), about=dossier, by=by)
    return dossier


def _take_answers(dossier: Dossier, supplement: Supplement) -> tuple[str, ...]:
    """Ids of what changed; what was declared before stays beside it."""
    old = dossier.answers
    new = supplements.answers_given(dossier) if supplements.named(supplement) else old
    changed = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
    if changed:
        was, stands = ({k: answers.get(k) for k in changed} for answers in (old, new))
        trace = {"at": clock.now().isoformat(), "round": supplement.round, "old": was, "new": stands}
        dossier.corrections = [*dossier.corrections, trace]
    dossier.answers, dossier.draft = new, {}
    return tuple(changed)


def _replace_papers(supplement: Supplement) -> None:
    """The old file of each line stays readable beside the new ones, which count from now on."""
    for asked in supplements.papers_of(supplement):
        if asked.line.paper_id:
            DossierPaper.objects.filter(pk=asked.line.paper_id).update(replaced_by=asked.files[0])


def _run_the_term(dossier: Dossier, supplement: Supplement) -> None:
    if not dossier.code:
        deadlines.stop(dossier=dossier)
    elif supplement.explains:
        deadlines.resume(dossier=dossier)
    else:
        deadlines.start(dossier=dossier, cause=DueCause.RESTART)
