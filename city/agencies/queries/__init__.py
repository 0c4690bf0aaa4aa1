"""Reads for other rooms, and the actor of a request."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from city.accounts.models import Mandate, User
from city.agencies.models import (
    Agency,
    AgencyCode,
    AgencyState,
    Appointment,
    Delegation,
    Post,
    PostPowers,
    Succession,
)
from city.agencies.rules import MANAGE
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
    able = PostPowers.objects.on(day).filter(powers__contains=[power]).values("post")
    rows = Appointment.objects.on(day).filter(
        post__in=able, post__agency__in=list(agency_ids), post__valid__contains=day
    )
    return list(rows.select_related("post__agency", "user__person").order_by("post_id", "user_id"))


def holders_of(office: Agency, power: str, on: datetime.date | None = None) -> list[Post]:
    """The posts of an office and its divisions that have `power` and are held, each with its agency."""
    day = on or clock.today()
    divisions = AgencyState.objects.on(day).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    held = Appointment.objects.on(day).filter(post=OuterRef("pk"))
    able = PostPowers.objects.on(day).filter(post=OuterRef("pk"), powers__contains=[power])
    posts = Post.objects.on(day).filter(Q(agency=office) | Q(agency__in=divisions), Exists(held), Exists(able))
    return list(posts.select_related("agency").order_by("pk"))


def units_of(office: Agency, on: datetime.date | None = None) -> list[Agency]:
    """The office and its divisions."""
    divisions = Agency.objects.filter(
        pk__in=AgencyState.objects.on(on).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    )
    return [office, *divisions]


def keeps_an_administrator(on: datetime.date) -> bool:
    """From `on` somebody manages agencies and posts, in a post and with an appointment that have no end."""
    able = PostPowers.objects.on(on).filter(powers__contains=[MANAGE], valid__endswith__isnull=True).values("post")
    held = Appointment.objects.on(on).filter(valid__endswith__isnull=True, user__is_active=True, post__in=able)
    return held.filter(post__valid__contains=on, post__valid__endswith__isnull=True).exists()


def actor_for(user: User | None, post_id: int | None = None) -> Actor:
    """The user in a capacity: an official while an appointment holds (the chosen post, else the first), else a resident.

    A sign-in with a password is an official's: outside his post he is nobody here. As a resident he comes through an
    identity provider, which knows who he is; else whoever opens accounts could act for any resident."""
    if user is None or not user.is_active or user.must_choose_password:
        return STRANGER
    held = appointments_of(user)
    chosen = next((a for a in held if a.post_id == post_id), held[0] if held else None)
    if chosen:
        return _official(chosen)
    return STRANGER if user.has_usable_password() else resident(user)


def resident(user: User) -> Actor:
    """Himself, and those who gave him a mandate that holds today."""
    person = user.person
    if person is None:
        return STRANGER
    given = Mandate.objects.filter(agent=person, valid__contains=clock.today(), ended_at=None)
    principals = given.order_by("pk").values_list("principal_id", flat=True)
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
    lent = lent_to(held)
    granted = _granted([post.pk, *(d.lender.post_id for d in lent)])
    powers = {*granted[post.pk], *(p for d in lent for p in d.powers if p in granted[d.lender.post_id])}
    own = [post.principal, principal("unit", unit.pk)]
    for one in lent:
        own += [one.lender.post.principal, principal("unit", one.lender.post.agency_id)]
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
        principals=tuple(dict.fromkeys(own)),
    )


def lent_to(held: Appointment) -> list[Delegation]:
    """What others have lent to this appointment and still hold themselves today."""
    day = clock.today()
    rows = Delegation.objects.on(day).filter(
        holder=held, ended_at=None, lender__valid__contains=day, lender__post__valid__contains=day,
        lender__user__is_active=True,
    )  # fmt: skip
    return list(rows.select_related("lender__post", "lender__user__person").order_by("pk"))


def _granted(posts: Iterable[int]) -> dict[int, list[str]]:
    """Post -> its powers today."""
    found: dict[int, list[str]] = {pk: [] for pk in posts}
    return found | dict(PostPowers.objects.on().filter(post__in=found).values_list("post_id", "powers"))


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
