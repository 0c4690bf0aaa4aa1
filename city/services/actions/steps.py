"""Entering and leaving a step: the run, the work item, who may read. Parts of every verb that moves a dossier."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from city.agencies.models import Agency, Post
from city.agencies.queries import holders_of, names, office_of
from city.services.engine.process import END, Step
from city.services.models import Dossier, DossierReader, StepRun
from city.services.queries.definitions import process_of
from city.work.actions import close_items, open_item
from kernel import clock
from kernel.access import grant
from kernel.actors import Actor, principal
from kernel.errors import Refused
from kernel.journal import part
from kernel.worktime import add_working_minutes, schedule_for, working_minutes_between


@dataclass(frozen=True)
class Place:
    """Where a step's work lies: the agency, and the principal that holds it (a post, a unit or the whole agency)."""

    agency: Agency
    holder: int
    unit: Agency


def agency_of(dossier: Dossier, step: Step) -> Agency:
    if step.place == "reception":
        return dossier.received_by or dossier.agency
    if step.place == "other" and dossier.other_agency:
        return dossier.other_agency
    return dossier.agency


def place_of(dossier: Dossier, step: Step) -> Place:
    """One post with the power: it. Several in one unit: the unit. Else the agency, where somebody distributes."""
    agency = agency_of(dossier, step)
    posts = holders_of(agency, step.power)
    units = {post.agency_id: post.agency for post in posts}
    if len(posts) == 1:
        return Place(agency, posts[0].principal, posts[0].agency)
    if len(units) == 1:
        unit = next(iter(units.values()))
        return Place(agency, principal("unit", unit.pk), unit)
    return Place(agency, principal("agency", agency.pk), agency)


@part
def enter(*, dossier: Dossier, to: str, holder: Post | None = None, readers: Iterable[int] = ()) -> StepRun | None:
    """The dossier comes to step `to` (END: to nobody); `holder` when a person was named, `readers` who else may read it from
    now on (principals). The caller saves the dossier."""
    first = not dossier.step  # before its first step a dossier has no run to count
    dossier.step = "" if to == END else to
    if to == END:
        dossier.holder_name = ""
        return None
    process = process_of(dossier)
    step = process.step(to)
    place = (
        place_of(dossier, step) if holder is None else Place(office_of(holder.agency), holder.principal, holder.agency)
    )
    now = clock.now()
    due_at = add_working_minutes(now, step.minutes, schedule_for(place.agency.calendar_id)) if step.minutes else None
    round = 1 if first else StepRun.objects.filter(dossier=dossier, step=to).count() + 1
    run = StepRun.objects.create(
        dossier=dossier, step=to, name=step.name["vi"], round=round, agency=place.agency, began=now, due_at=due_at
    )
    open_item(about=dossier, code=to, label=step.name["vi"], title=dossier.version.name[:400], reference=str(dossier), holder=place.holder, due_at=due_at or dossier.due_at, round=round)  # fmt: skip
    let_read(dossier=dossier, place=place, readers=readers)
    dossier.holder_name = _holder_name(place)
    return run


@part
def let_read(*, dossier: Dossier, place: Place, readers: Iterable[int] = ()) -> None:
    grant(
        DossierReader,
        dossier,
        [*readers, place.holder, principal("agency", place.agency.pk)],
        dossier.submitted_at or clock.now(),
    )


def _holder_name(place: Place) -> str:
    known = names({place.agency.pk, place.unit.pk})
    office, unit = known.get(place.agency.pk, ""), known.get(place.unit.pk, "")
    return office if place.unit.pk == place.agency.pk else f"{unit}, {office}"


@part
def leave(*, dossier: Dossier, verb: str, by: Actor, comment: str = "") -> StepRun | None:
    """The work at the present step is done."""
    run = StepRun.objects.select_related("agency__calendar").filter(dossier=dossier, ended=None).first()
    if run is None:
        return None
    run.ended, run.outcome, run.comment = clock.now(), str(verb), comment
    run.post_id = by.post_id
    run.minutes = working_minutes_between(run.began, run.ended, schedule_for(run.agency.calendar))
    run.save(update_fields=["ended", "outcome", "comment", "post", "minutes"])
    close_items(about=dossier, outcome=str(verb), code=run.step)
    return run


def target(dossier: Dossier, verb: str, to: str = "", *, comment: str = "") -> str:
    """The step this verb leads to from here; Refused where the move wants a comment and there is none."""
    move = process_of(dossier).step(dossier.step).move(verb, to)
    if move is None:
        raise Refused(_("Bước này không có việc đó. Tải lại trang để xem việc mới nhất."))
    if "comment" in move.needs and not comment.strip():
        raise Refused(_("Viết ý kiến của bạn, một câu cũng đủ."), field="comment")
    return move.to
