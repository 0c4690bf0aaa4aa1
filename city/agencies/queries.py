"""Reads for other rooms, and the actor of a request."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from city.accounts.models import Mandate, User
from city.agencies.models import Agency, AgencyCode, AgencyState, Appointment, Delegation, Post, Succession
from city.agencies.states import AgencyKind
from kernel import clock
from kernel.actors import STRANGER, Actor, principal

SEE_AGENCY = "see_agency"


def names(agencies: Iterable[int], on: datetime.date | None = None) -> dict[int, str]:
    """Agency id -> name on that day."""
    return dict(AgencyState.objects.on(on).filter(agency__in=set(agencies)).values_list("agency_id", "name"))


def office_of(agency: Agency, on: datetime.date | None = None) -> Agency:
    """The agency itself, or the one its division belongs to."""
    while agency.kind == AgencyKind.DIVISION:
        state = agency.states.on(on).select_related("parent").get()
        if state.parent is None:
            break
        agency = state.parent
    return agency


def by_code(scheme: str, value: str, on: datetime.date | None = None) -> Agency | None:
    code = AgencyCode.objects.on(on).filter(scheme=scheme, value=value).select_related("agency").first()
    return code.agency if code else None


def code_of(agency: Agency, scheme: str = "QD20", on: datetime.date | None = None) -> str:
    """The agency's code of that scheme, "" where it has none."""
    found = AgencyCode.objects.on(on).filter(agency=agency, scheme=scheme).values_list("value", flat=True).first()
    return found or ""


def appointments_of(user: User, on: datetime.date | None = None) -> list[Appointment]:
    day = on or clock.today()
    rows = Appointment.objects.on(day).filter(user=user, post__valid__contains=day)
    return list(rows.select_related("post__agency", "user__person").order_by("post_id"))


def officials(agency_ids: Iterable[int], power: str, on: datetime.date | None = None) -> list[Appointment]:
    """Who holds `power` in these agencies or units today: the choices when work is handed over."""
    day = on or clock.today()
    rows = Appointment.objects.on(day).filter(
        post__agency__in=list(agency_ids), post__valid__contains=day, post__powers__contains=[power]
    )
    return list(rows.select_related("post__agency", "user__person").order_by("post_id", "user_id"))


def holders_of(office: Agency, power: str, on: datetime.date | None = None) -> list[Post]:
    """The posts of an office and its divisions that have `power` and are held, each with its agency."""
    day = on or clock.today()
    divisions = AgencyState.objects.on(day).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    held = Appointment.objects.on(day).filter(post=OuterRef("pk"))
    posts = Post.objects.on(day).filter(
        Q(agency=office) | Q(agency__in=divisions), Exists(held), powers__contains=[power]
    )
    return list(posts.select_related("agency").order_by("pk"))


def units_of(office: Agency, on: datetime.date | None = None) -> list[Agency]:
    """The office and its divisions."""
    divisions = Agency.objects.filter(
        pk__in=AgencyState.objects.on(on).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    )
    return [office, *divisions]


def actor_for(user: User | None, post_id: int | None = None) -> Actor:
    """The user in a capacity: an official while an appointment holds (the chosen post, else the first), else a resident."""
    if user is None or not user.is_active:
        return STRANGER
    held = appointments_of(user)
    chosen = next((a for a in held if a.post_id == post_id), held[0] if held else None)
    return _official(chosen) if chosen else resident(user)


def resident(user: User) -> Actor:
    """Himself, and those who gave him a mandate that holds today."""
    person = user.person
    if person is None:
        return STRANGER
    principals = Mandate.objects.filter(agent=person, valid__contains=clock.today()).values_list(
        "principal_id", flat=True
    )
    return Actor(
        kind="resident",
        name=person.name,
        user_id=user.pk,
        person_id=person.pk,
        principals=(person.principal, *(principal("person", pk) for pk in principals)),
    )


def _official(held: Appointment) -> Actor:
    post, unit = held.post, held.post.agency
    office = office_of(unit)
    lent = list(
        Delegation.objects.on()
        .filter(holder=held, lender__valid__contains=clock.today())
        .select_related("lender__post")
    )
    powers = {*post.powers, *(p for d in lent for p in d.powers if p in d.lender.post.powers)}
    own = [post.principal, principal("unit", unit.pk), *(d.lender.post.principal for d in lent)]
    if SEE_AGENCY in powers:
        own += [principal("agency", office.pk), *_inherited(office)]
    state = office.state()
    return Actor(
        kind="official",
        name=held.user.person.name if held.user.person else held.user.username,
        user_id=held.user_id,
        person_id=held.user.person_id,
        post_id=post.pk,
        unit_id=unit.pk,
        agency_id=office.pk,
        title=post.title,
        agency_name=state.name if state else "",
        powers=frozenset(powers),
        principals=tuple(own),
    )


def _inherited(office: Agency) -> list[int]:
    """What all predecessors could read: rights follow a merger without touching a row."""
    found: set[int] = set()
    fresh = {office.pk}
    while fresh:
        fresh = (
            set(Succession.objects.filter(Q(new__in=fresh), on__lte=clock.today()).values_list("old_id", flat=True))
            - found
        )
        found |= fresh
    return [principal("agency", pk) for pk in sorted(found)]
