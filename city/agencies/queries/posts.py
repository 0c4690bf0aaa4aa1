"""Posts: who holds one, and what may be done there."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from django.db.models import Q

from city.agencies.models import Agency, AgencyState, Appointment, PostPowers
from city.agencies.queries.agencies import names, offices
from city.agencies.queries.authority import Stamp, kept, stamp
from city.agencies.rules import MANAGE
from city.agencies.states import AgencyKind
from kernel import clock
from kernel.actors import principal


def officials(agency_ids: Iterable[int], power: str, on: datetime.date | None = None) -> list[Appointment]:
    """Who holds `power` in these agencies or units today: the choices when work is handed over."""
    day = on or clock.today()
    able = PostPowers.objects.on(day).filter(powers__contains=[power]).values("post")
    rows = Appointment.objects.on(day).filter(
        post__in=able, post__agency__in=list(agency_ids), post__valid__contains=day
    )
    return list(rows.select_related("post__agency", "user__person").order_by("post_id", "user_id"))


@dataclass(frozen=True)
class Seat:
    """A post that is held today: in which agency or unit, and by which persons (None: a user without one)."""

    post: int
    unit: int
    persons: frozenset[int | None]

    @property
    def principal(self) -> int:
        return principal("post", self.post)


def holders_of(office: Agency, power: str, *, but: Set[int] = frozenset()) -> list[Seat]:
    """The posts of an office and its divisions that have `power` and are held today. `but`: persons who do not count as holders."""
    return [seat for seat in _seats(stamp(), clock.today(), office.pk, power) if seat.persons - but]


@kept(4096)
def _seats(_stamp: Stamp, day: datetime.date, office: int, power: str) -> tuple[Seat, ...]:
    divisions = AgencyState.objects.on(day).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    held = Appointment.objects.on(day).filter(Q(post__agency=office) | Q(post__agency__in=divisions))
    able = PostPowers.objects.on(day).filter(powers__contains=[power]).values("post")
    rows = held.filter(post__in=able, post__valid__contains=day).values_list("post", "post__agency", "user__person")
    persons = defaultdict[tuple[int, int], set[int | None]](set)
    for post, unit, person in rows.order_by("post"):
        persons[post, unit].add(person)
    return tuple(Seat(post, unit, frozenset(held)) for (post, unit), held in persons.items())


def offices_with(power: str, on: datetime.date | None = None) -> dict[int, str]:
    """Office -> name, of all in which somebody holds `power`, there or in a division."""
    day = on or clock.today()
    able = PostPowers.objects.on(day).filter(powers__contains=[power]).values("post")
    held = Appointment.objects.on(day).filter(post__in=able, post__valid__contains=day).values("post__agency")
    return names({office.pk for office in offices(Agency.objects.filter(pk__in=held), day).values()}, day)


def keeps_an_administrator(on: datetime.date) -> bool:
    """From `on` somebody manages agencies and posts, in a post and with an appointment that have no end."""
    able = PostPowers.objects.on(on).filter(powers__contains=[MANAGE], valid__endswith__isnull=True).values("post")
    held = Appointment.objects.on(on).filter(valid__endswith__isnull=True, user__is_active=True, post__in=able)
    return held.filter(post__valid__contains=on, post__valid__endswith__isnull=True).exists()
