"""A change of the calendar reaches the open dossiers: new dates, told in words; decided ones keep theirs. Through real deliveries."""

import datetime

import pytest

from city.services.actions import recounts as counting
from city.services.models import Dossier, Due, StepRun
from city.services.queries import recounts
from city.services.queries.deadlines import deadline_of
from city.services.states.dossiers import OPEN
from city.work.models import Item
from city.work.queries import open_items
from kernel import clock, jobs, worktime
from kernel.actors import Actor
from kernel.errors import NotAllowed
from kernel.journal.models import Delivery, JournalEntry
from kernel.notifications.models import Message
from kernel.refs import ref
from kernel.worktime import actions
from kernel.worktime.changes import DayChange, HoursChange
from kernel.worktime.models import Calendar
from kernel.worktime.schedule import SpecialDay
from tests.city import City
from tests.players import Player

HOUSE, FRESH = ("pham.ngoc.bich", "1.009994"), ("tran.quoc.bao", "1.001193")
KEEPER = Actor(kind="official", powers=frozenset({"calendar.manage"}))
ONE = datetime.timedelta(days=1)


def day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.ZONE).date()


def working(calendar: Calendar, after: datetime.date) -> datetime.date:
    return worktime.schedule_for(calendar).next_working_day(after)


def storm(on: datetime.date) -> DayChange:
    return DayChange(on, SpecialDay("off", "Nghỉ tránh bão", "Storm", "Công điện 7/CĐ-UBND"))


@pytest.fixture
def calendar(city: City) -> Calendar:
    return city.dossier(*HOUSE).agency.calendar


def running() -> list[Dossier]:
    """Open dossiers whose term runs."""
    rows = Dossier.objects.filter(phase__in=OPEN, due_at__isnull=False).order_by("pk")
    return list(rows.filter(pk__in=recounts.running(rows)))


def test_the_date_moves_and_says_why(city: City, calendar: Calendar) -> None:
    dossier = city.dossier(*HOUSE)
    old, kept = dossier.due_at, dossier.first_due_at
    new = working(calendar, day(old))
    actions.declare_day(calendar=calendar, change=storm(day(old)), by=KEEPER)
    assert Dossier.objects.get(pk=dossier.pk).due_at == old  # after commit, by the worker
    jobs.run_due()
    dossier.refresh_from_db()
    last = dossier.dues.latest("no")
    assert (day(dossier.due_at), last.due_at, last.cause, dossier.first_due_at) == (
        new,
        dossier.due_at,
        "recount",
        kept,
    )
    assert [(d.no, d.due_at) for d in dossier.dues.order_by("no")][-2][1] == old  # the old count stands
    deadline = deadline_of(dossier)
    assert deadline is not None
    assert [(day(m.before), day(m.after), len(m.why)) for m in deadline.moves] == [(day(old), new, 1)]
    assert "Nghỉ tránh bão" in deadline.moves[0].why[0] and "Công điện 7/CĐ-UBND" in deadline.moves[0].why[0]
    assert [d.words for d in deadline.days if d.on == day(old)] == ["Ngày nghỉ: Nghỉ tránh bão"]


def test_the_preview_says_what_then_happens(city: City, calendar: Calendar) -> None:
    before = {d.pk: d.due_at for d in running()}
    on = max(day(at) for at in before.values())
    shown = recounts.preview(calendar, [storm(on)])
    assert shown.running == sum(day(at) >= on for at in before.values()) > 0
    actions.declare_day(calendar=calendar, change=storm(on), by=KEEPER)
    jobs.run_due()
    moved = {d.pk: d.due_at for d in running() if d.due_at != before[d.pk]}
    assert (shown.total, sum(m.count for m in shown.moves)) == (len(moved), len(moved)) and moved
    assert {(m.before, m.after) for m in shown.moves} == {(day(before[pk]), day(at)) for pk, at in moved.items()}
    done = JournalEntry.objects.get(verb="services.recount_done")
    assert done.fact["moved"] == len(moved)


def test_looking_writes_nothing(city: City, calendar: Calendar) -> None:
    before = (Due.objects.count(), JournalEntry.objects.count(), str(calendar.version))
    recounts.preview(calendar, [storm(day(city.dossier(*HOUSE).due_at))])
    calendar.refresh_from_db()
    assert (Due.objects.count(), JournalEntry.objects.count(), str(calendar.version)) == before


def test_the_preview_counts_dossiers_that_end_alike_together(city: City, calendar: Calendar) -> None:
    """In one row of the database's answer, however many; and exactly as counting each of them would say."""
    change = HoursChange((0, 1, 2, 3, 4), ((420, 690),), clock.today())
    shown, schedule = recounts.preview(calendar, [change]), change.applied(worktime.schedule_for(calendar))
    single = [(day(due.due_at), day(recounts.count_again(due, schedule).at)) for due in recounts.running(running()).values()]  # fmt: skip
    late = [pair for pair in single if pair[0] >= change.since]
    assert sum(m.count for m in shown.moves) == sum(a != b for a, b in late)
    assert shown.running == len(late)


def test_people_are_told_once_in_words(city: City, calendar: Calendar) -> None:
    dossier = city.dossier(*HOUSE)
    old = day(dossier.due_at)
    actions.declare_day(calendar=calendar, change=storm(old), by=KEEPER)
    jobs.run_due()
    told = Message.objects.filter(about_kind="services.dossier", about_id=dossier.pk, subject__contains="ngày hẹn trả đổi")  # fmt: skip
    assert sorted(m.channel for m in told) == ["email", "inbox"]
    body = told.get(channel="inbox").body
    assert f"lùi từ {old:%d/%m/%Y} sang {working(calendar, old):%d/%m/%Y}" in body
    assert "Nghỉ tránh bão. Căn cứ: Công điện 7/CĐ-UBND." in body


def test_a_day_taken_back_brings_the_date_back(city: City, calendar: Calendar) -> None:
    dossier = city.dossier(*HOUSE)
    old = dossier.due_at
    actions.declare_day(calendar=calendar, change=storm(day(old)), by=KEEPER)
    jobs.run_due()
    actions.restore_day(calendar=calendar, change=DayChange(day(old), None), source="Công điện 8/CĐ-UBND", by=KEEPER)
    jobs.run_due()
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.dues.latest("no").cause) == (old, "recount")
    newest = Message.objects.filter(about_id=dossier.pk, channel="inbox").latest("pk")
    assert "được trả sớm hơn" in newest.body and "Công điện 8/CĐ-UBND" in newest.body


def test_a_swap_inside_a_term_moves_no_date_but_is_explained(city: City, calendar: Calendar) -> None:
    """One day less, one more: the same end, counted over other days; nobody is told."""
    dossier = city.dossier(*HOUSE)
    old, schedule = dossier.due_at, worktime.schedule_for(calendar)
    inside = [d.on for d in worktime.load_due(dossier.dues.latest("no").explanation).days[1:-1]]
    free, worked = next(d for d in inside if not schedule.is_working(d)), next(d for d in inside if schedule.is_working(d))  # fmt: skip
    off = DayChange(worked, SpecialDay("off", "Nghỉ, làm bù", "", "TB 9", "swapped"))
    work = DayChange(free, SpecialDay("work", "Làm bù", "", "TB 9", "swapped", worked.weekday()))
    messages = Message.objects.count()
    actions.swap(calendar=calendar, off=off, work=work, by=KEEPER)
    jobs.run_due()
    dossier.refresh_from_db()
    last = dossier.dues.latest("no")
    assert (dossier.due_at, last.cause, [one["on"] for one in last.explanation["changed"]]) == (old, "recount", [str(worked), str(free)])  # fmt: skip
    assert {d.on: d.kind for d in worktime.load_due(last.explanation).days}[worked] == "holiday"
    assert Message.objects.filter(about_id=dossier.pk, subject__contains="ngày hẹn").count() == 0
    assert Message.objects.count() == messages


def test_work_follows(city: City, calendar: Calendar) -> None:
    """A step with its own time, and one that has the dossier's."""
    run = StepRun.objects.get(dossier=Player("ninhkieu.motcua").accepts(city.dossier(*FRESH)), ended=None)
    on = day(run.due_at)
    actions.declare_day(calendar=calendar, change=storm(on), by=KEEPER)
    jobs.run_due()
    run.refresh_from_db()
    run.dossier.refresh_from_db()
    assert day(run.due_at) == day(run.dossier.due_at) == working(calendar, on)
    assert open_items(ref(run.dossier)).get().due_at == run.due_at
    for item in Item.objects.filter(about_kind="services.dossier", closed_at=None):
        dossier = Dossier.objects.get(pk=item.about_id)
        step = StepRun.objects.get(dossier=dossier, ended=None)
        assert item.due_at == (step.due_at or dossier.due_at)


def test_decided_and_waiting_dossiers_keep_their_dates(city: City, calendar: Calendar) -> None:
    moving = {d.pk for d in running()}
    kept = dict(Dossier.objects.exclude(pk__in=moving).values_list("pk", "due_at"))
    assert any(kept.values())
    dues = Due.objects.exclude(dossier__in=moving).count()
    actions.set_working_hours(calendar=calendar, change=HoursChange((0, 1, 2, 3, 4), ((420, 690),), datetime.date(2025, 7, 1)), source="QĐ 5", by=KEEPER)  # fmt: skip
    jobs.run_due()
    assert dict(Dossier.objects.filter(pk__in=kept).values_list("pk", "due_at")) == kept
    assert Due.objects.exclude(dossier__in=moving).count() == dues


def test_replayed_deliveries_change_nothing(city: City, calendar: Calendar) -> None:
    actions.declare_day(calendar=calendar, change=storm(day(city.dossier(*HOUSE).due_at)), by=KEEPER)
    jobs.run_due()
    state = [Due.objects.count(), Message.objects.count(), JournalEntry.objects.count(), dict(Dossier.objects.values_list("pk", "due_at"))]  # fmt: skip
    ours = Delivery.objects.filter(reaction__startswith="services.reactions.calendars")
    assert ours.update(state="waiting") == 2
    jobs.run_due()
    assert set(ours.values_list("state", flat=True)) == {"done"}
    assert [Due.objects.count(), Message.objects.count(), JournalEntry.objects.count(), dict(Dossier.objects.values_list("pk", "due_at"))] == state  # fmt: skip


def test_small_batches_end_as_one_does(city: City, calendar: Calendar, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(counting, "BATCH", 1)
    on = min(day(d.due_at) for d in running() if day(d.due_at) > clock.today())
    shown = recounts.preview(calendar, [storm(on)])
    actions.declare_day(calendar=calendar, change=storm(on), by=KEEPER)
    jobs.run_due()
    steps = JournalEntry.objects.filter(verb__in=("services.recount_went_on", "services.recount_done")).order_by("pk")
    begins, ends = [s.fact["begin"] for s in steps], [s.fact["end"] for s in steps[: len(steps) - 1]]
    assert len(steps) > 1 and begins == [0, *ends] and ends == sorted(set(ends))
    moved = JournalEntry.objects.filter(verb="services.due_moved").values("about_id").distinct().count()
    last = steps[len(steps) - 1]
    assert last.verb == "services.recount_done"
    assert last.fact["moved"] == moved >= shown.total > 0


def test_nobody_recounts_by_hand(city: City, calendar: Calendar) -> None:
    with pytest.raises(NotAllowed):
        counting.recount(calendar=calendar, change=1, cause=counting.Cause(clock.today()), by=KEEPER)
