"""Entering and leaving a step: the run, the work item, who may read. Parts of every verb that moves a dossier."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from city.agencies.models import Agency, Post
from city.agencies.queries import acting_in, holders_of, names, office_of
from city.agencies.rules import acts_for
from city.services.engine.process import END, Step
from city.services.models import Dossier, DossierReader, Party, StepRun
from city.services.queries import moves
from city.services.queries.definitions import process_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import STAYING, Verb
from city.work.actions import close_items, open_item
from kernel import clock
from kernel.access import grant
from kernel.actors import Actor, principal
from kernel.files.models import Blob
from kernel.journal import part
from kernel.looking import looking
from kernel.worktime import add_working_minutes, schedule_for, working_minutes_between


@dataclass(frozen=True)
class Place:
    """Where a step's work lies: the agency, the principal that holds it (a post, a unit or the whole agency), and in which
    agency or unit that is."""

    agency: Agency
    holder: int
    unit: int


def place_of(dossier: Dossier, step: Step, parties: Iterable[Party] | None = None) -> Place:
    """One post with the power: it. Several in one unit: the unit. Else the agency, where somebody distributes. Who is a party to
    the dossier does not count: it would lie dead with him. `parties`: where the act knows them already."""
    agency = rules.agency_of(dossier, step)
    known = dossier.parties.all() if parties is None else parties
    seats = holders_of(agency, step.power, but=rules.interested(known))
    units = {seat.unit for seat in seats}
    if len(seats) == 1:
        return Place(agency, seats[0].principal, seats[0].unit)
    if len(units) == 1:
        return Place(agency, principal("unit", seats[0].unit), seats[0].unit)
    return Place(agency, principal("agency", agency.pk), agency.pk)


@part
def enter(
    *,
    dossier: Dossier,
    to: str,
    holder: Post | None = None,
    readers: Iterable[int] = (),
    parties: Iterable[Party] | None = None,
) -> StepRun | None:
    """The dossier comes to step `to` (END: to nobody); `holder` when a person was named, `readers` who else may read it from
    now on (principals), `parties` as of `place_of`. The caller saves the dossier."""
    dossier.step = "" if to == END else to
    if to == END:
        dossier.holder_name = ""
        return None
    process = process_of(dossier)
    step = process.step(to)
    with looking():  # one reading of the agencies answers three questions about them
        place = place_of(dossier, step, parties) if holder is None else _with(holder)
        called = holder_name(place)
    now = clock.now()
    due_at = add_working_minutes(now, step.minutes, schedule_for(place.agency.calendar_id)) if step.minutes else None
    round = StepRun.objects.filter(dossier=dossier, step=to).count() + 1
    run = StepRun.objects.create(
        dossier=dossier, step=to, name=step.name["vi"], round=round, agency=place.agency, began=now, due_at=due_at
    )
    open_item(about=dossier, code=to, label=step.name["vi"], title=dossier.version.name[:400], reference=str(dossier), holder=place.holder, due_at=due_at or dossier.work_due_at, round=round)  # fmt: skip
    let_read(dossier=dossier, place=place, readers=readers)
    dossier.holder_name = called
    return run


def _with(holder: Post) -> Place:
    return Place(office_of(holder.agency), holder.principal, holder.agency_id)


@part
def let_read(*, dossier: Dossier, place: Place, readers: Iterable[int] = ()) -> None:
    grant(
        DossierReader,
        dossier,
        [*readers, place.holder, principal("agency", place.agency.pk)],
        dossier.submitted_at or clock.now(),
    )


def holder_name(place: Place) -> str:
    known = names({place.agency.pk, place.unit})
    office, unit = known.get(place.agency.pk, ""), known.get(place.unit, "")
    return office if place.unit == place.agency.pk else f"{unit}, {office}"


@part
def leave(
    *, dossier: Dossier, verb: str, by: Actor, comment: str = "", file: Blob | None = None, file_name: str = ""
) -> StepRun | None:
    """The work at the present step is done. Refused where the move still needs something (queries.moves)."""
    moves.check(dossier, verb, by, moves.Given(comment, file, file_name))
    if verb in STAYING:
        dossier.holder_name = ""  # the applicant has it now
    run = StepRun.objects.select_related("agency__calendar").filter(dossier=dossier, ended=None).first()
    if run is None:
        return None
    run.ended, run.outcome, run.comment = clock.now(), str(verb), comment
    run.file, run.file_name = file, file_name
    run.post_id = by.post_id if _did(dossier, verb, by) else None
    run.minutes = working_minutes_between(run.began, run.ended, schedule_for(run.agency.calendar))
    run.save(update_fields=["ended", "outcome", "comment", "file", "file_name", "post", "minutes"])
    close_items(about=dossier, outcome=str(verb), code=run.step)
    return run


def _did(dossier: Dossier, verb: str, by: Actor) -> bool:
    """Whether who ends the step has done it: not a clerk who writes a withdrawal down, nor who takes the dossier away from those
    it lies with."""
    if verb not in (Verb.STOP, Verb.RECALL, Verb.REISSUE):
        return verb != Verb.WITHDRAW
    step = rules.step_of(dossier)
    return step is not None and by.has(step.power) and rules.holds(by, dossier)


def target(dossier: Dossier, verb: str) -> str:
    """The step this verb leads to from here; WrongMove where the step has no such move now."""
    return moves.chosen(dossier, verb).to


def last_holder(dossier: Dossier, step: str) -> Post | None:
    """Who did this step last: work that comes back comes to him, while somebody in his post may still do it."""
    return _still_able(dossier, step, dossier.runs.filter(step=step))


def known_holder(dossier: Dossier, step: str) -> Post | None:
    """Whoever did this step last; else, where the work is new to it, who last did one of the same power in the same place: after
    an opinion the dossier comes to the examiner who asked, not to anybody."""
    steps = process_of(dossier).steps
    here = next(one for one in steps if one.id == step)
    alike = [one.id for one in steps if (one.power, one.place) == (here.power, here.place)]
    return last_holder(dossier, step) or _still_able(dossier, step, dossier.runs.filter(step__in=alike))


def _still_able(dossier: Dossier, step: str, runs: QuerySet[StepRun]) -> Post | None:
    """The post of the last of these runs, where the work would not lie dead in it."""
    run = runs.filter(post__isnull=False).select_related("post__agency").order_by("began", "pk").last()
    return run.post if run and run.post and is_able(dossier, step, run.post) else None


def is_able(dossier: Dossier, step: str, post: Post) -> bool:
    """One who holds the post today has the power of `step`, acts for the agency in which its work lies, and is no party
    (rules.is_own_matter)."""
    known = process_of(dossier).step(step)
    agency, parties = rules.agency_of(dossier, known).pk, rules.interested(dossier.parties.all())
    return any(a.has(known.power) and acts_for(a, agency) and a.person_id not in parties for a in acting_in(post.pk))
