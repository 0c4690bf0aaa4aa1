"""The way of a dossier as its officials see it: which post did what, when, and how long each step to come may take."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from city.agencies.models import Appointment
from city.agencies.queries import officials, units_of
from city.services.engine import process
from city.services.models import Dossier, StepRun
from city.services.queries import moves
from city.services.queries.definitions import process_of
from city.services.queries.way import Passage, passages
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verb
from kernel.clock import ZONE
from kernel.web import say
from kernel.web.parts import Step

DAY = 480  # working minutes


def way_of(dossier: Dossier) -> list[Step]:
    """Done, now, to come; by whom and until when; why it waits or broke off."""
    return [Step(p.name, _below(p), p.state) for p in passages(dossier)]  # type: ignore[arg-type]


def _below(passage: Passage) -> list[str]:
    run = passage.run
    return _lines(run, passage.agency, passage.said) if run else _to_come(passage.step)


def step_name(label: str, code: str, dossier: Dossier | None) -> str:
    """What a step is called in the reader's language, by the process of the dossier; `label`, as it was called on that day, in
    Vietnamese and where the process names it no more."""
    language = get_language() or "vi"
    if language == "vi":
        return label
    known = process_of(dossier).steps if dossier else ()
    return next((step.name.get(language, label) for step in known if step.id == code), _(label))


def _lines(run: StepRun, agency: str, said: str) -> list[str]:
    who = run.post.title if run.post else agency
    if run.ended:
        return [who, say.moment(run.ended), *([said] if said else [])]
    since = say.short_day(run.began.astimezone(ZONE))
    if run.due_at is None:
        return [who, _("Từ %(since)s") % {"since": since}]
    return [who, _("Từ %(since)s, hạn %(due)s") % {"since": since, "due": say.short_day(run.due_at.astimezone(ZONE))}]


def _to_come(step: process.Step) -> list[str]:
    if not step.minutes:
        return []
    many = ngettext("%(days)s ngày làm việc", "%(days)s ngày làm việc", 1 if step.minutes <= DAY else 2)
    return [many % {"days": say.number(step.minutes / DAY)}]


def colleagues(dossier: Dossier, verb: str = Verb.FORWARD) -> list[tuple[int, str]]:
    """(post, "name, title") of all who may do the step this verb leads to; empty where one alone may, or nobody. Not a party to
    the dossier: it would lie dead with him."""
    steps = process_of(dossier)
    move = next((m for m in moves.open_moves(dossier) if m.verb == verb), None)
    if move is None or move.to == process.END:
        return []
    step = steps.step(move.to)
    held = officials([u.pk for u in units_of(rules.agency_of(dossier, step))], step.power)
    parties = rules.interested(dossier.parties.all())
    people = {a.post_id: _called(a) for a in held if a.user.person_id not in parties}
    return list(people.items()) if len(people) > 1 else []


def _called(held: Appointment) -> str:
    person = held.user.person
    return f"{person.name if person else held.user.username}, {held.post.title}"
