"""Reads for other rooms, and the actor of a request."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

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
from kernel.looking import once_a_look

SEE_AGENCY = "see_agency"


def names(agencies: Iterable[int], on: datetime.date | None = None) -> dict[int, str]:
    """Agency id -> name on that day; of one that is no more by then, the last it bore."""
    begun = AgencyState.objects.filter(agency__in=set(agencies), valid__startswith__lte=on or clock.today())
    return dict(begun.order_by("agency", "-valid").distinct("agency").values_list("agency_id", "name"))


@once_a_look
def standing(agency: Agency) -> Agency:
    """The agency itself while it stands; of one that is no more, the one that took over. Where several did (a split), itself:
    who reads for them finds its work and gives it out."""
    seen = {agency.pk}
    while agency.state() is None:
        rows = Succession.objects.filter(old=agency, on__lte=clock.today()).exclude(new__in=seen)
        heirs = list(rows.select_related("new")[:2])
        if len(heirs) != 1:
            break
        agency = heirs[0].new
        seen.add(agency.pk)
    return agency


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


def holders_of(
    office: Agency, power: str, on: datetime.date | None = None, *, but: QuerySet[Any] | None = None
) -> list[Post]:
    """The posts of an office and its divisions that have `power` and are held, each with its agency. `but`: persons who do not
    count as holders."""
    day = on or clock.today()
    divisions = AgencyState.objects.on(day).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    held = Appointment.objects.on(day).filter(post=OuterRef("pk"))
    held = held.exclude(user__person__in=but) if but is not None else held
    able = PostPowers.objects.on(day).filter(post=OuterRef("pk"), powers__contains=[power])
    posts = Post.objects.on(day).filter(Q(agency=office) | Q(agency__in=divisions), Exists(held), Exists(able))
    return list(posts.select_related("agency").order_by("pk"))


def offices_with(power: str, on: datetime.date | None = None) -> dict[int, str]:
    """Office -> name, of all in which somebody holds `power`, there or in a division."""
    day = on or clock.today()
    able = PostPowers.objects.on(day).filter(powers__contains=[power]).values("post")
    held = Appointment.objects.on(day).filter(post__in=able, post__valid__contains=day).values("post__agency")
    return names({office.pk for office in _offices(Agency.objects.filter(pk__in=held)).values()}, day)


def is_held(post: Post) -> bool:
    """Somebody holds the post today."""
    day = clock.today()
    return Appointment.objects.on(day).filter(post=post, post__valid__contains=day).exists()


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


def posts_held(user_id: int | None) -> int:
    return Appointment.objects.on().filter(user=user_id, post__valid__contains=clock.today()).count()


def actors_of(user: User) -> list[Actor]:
    """An official in each capacity that he holds today: as many statements for five posts as for one."""
    return _officials(appointments_of(user))


def _official(held: Appointment) -> Actor:
    return _officials([held])[0]


def _officials(held: list[Appointment]) -> list[Actor]:
    offices = _offices(one.post.agency for one in held)
    lent = _lent(held)
    granted = _granted([*(one.post_id for one in held), *(d.lender.post_id for d in lent)])
    powers = {one.pk: _powers(one, lent, granted) for one in held}
    before, ended = _predecessors({office.pk for office in offices.values()})
    called = names(office.pk for office in offices.values())
    found = list[Actor]()
    for one in held:
        office = offices[one.post.agency_id]
        own = [one.post.principal, principal("unit", one.post.agency_id)]
        for d in lent:
            if d.holder_id == one.pk:
                own += [d.lender.post.principal, principal("unit", d.lender.post.agency_id)]
        if SEE_AGENCY in powers[one.pk]:
            own += [principal("agency", pk) for pk in (office.pk, *sorted(_reach(office.pk, before)))]
        gone = frozenset(_reach(office.pk, ended))
        found.append(_in_post(one, office.pk, called.get(office.pk, ""), powers[one.pk], own, gone))
    return found


def _in_post(
    held: Appointment, office: int, called: str, powers: set[str], own: list[int], gone: frozenset[int]
) -> Actor:
    return Actor(
        kind="official",
        name=held.user.person.name if held.user.person else held.user.username,
        user_id=held.user_id,
        person_id=held.user.person_id,
        post_id=held.post_id,
        unit_id=held.post.agency_id,
        agency_id=office,
        title=held.post.title,
        agency_name=called,
        powers=frozenset(powers),
        principals=tuple(dict.fromkeys(own)),
        heir_of=gone,
    )


def _powers(held: Appointment, lent: list[Delegation], granted: dict[int, list[str]]) -> set[str]:
    """His post's own, and of what was lent to him what the lender's post still has."""
    passed = (p for d in lent if d.holder_id == held.pk for p in d.powers if p in granted[d.lender.post_id])
    return {*granted[held.post_id], *passed}


def _offices(units: Iterable[Agency]) -> dict[int, Agency]:
    """Unit -> its office today (`office_of`), all of them at once."""
    found = {unit.pk: unit for unit in units}
    while below := {one.pk for one in found.values() if one.kind == AgencyKind.DIVISION}:
        states = AgencyState.objects.on().filter(agency__in=below).select_related("parent")
        above = {state.agency_id: state.parent for state in states if state.parent}
        if not above:
            break
        found = {unit: above.get(one.pk, one) for unit, one in found.items()}
    return found


def lent_to(held: Appointment) -> list[Delegation]:
    """What others have lent to this appointment and still hold themselves today."""
    return _lent([held])


def _lent(held: list[Appointment]) -> list[Delegation]:
    day = clock.today()
    rows = Delegation.objects.on(day).filter(
        holder__in=held, ended_at=None, lender__valid__contains=day, lender__post__valid__contains=day,
        lender__user__is_active=True,
    )  # fmt: skip
    return list(rows.select_related("lender__post__agency", "lender__user__person").order_by("pk"))


def _granted(posts: Iterable[int]) -> dict[int, list[str]]:
    """Post -> its powers today."""
    found: dict[int, list[str]] = {pk: [] for pk in posts}
    return found | dict(PostPowers.objects.on().filter(post__in=found).values_list("post_id", "powers"))


BEFORE = """WITH RECURSIVE before AS (
  SELECT new_id, old_id FROM agencies_succession WHERE new_id = ANY(%(offices)s) AND "on" <= %(day)s
  UNION SELECT s.new_id, s.old_id FROM agencies_succession s JOIN before b ON s.new_id = b.old_id WHERE s."on" <= %(day)s
) SELECT new_id, old_id, EXISTS (SELECT 1 FROM agencies_agencystate t WHERE t.agency_id = old_id AND t.valid @> %(day)s)
  FROM before"""


def _predecessors(offices: set[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Office -> agencies directly before it, and so on for those (`_reach`): whose officials' reading is now its own. Rights
    follow a merger without touching a row. And the same of those that stand no more: one that only gave a part away acts for
    itself."""
    before, ended = dict[int, set[int]](), dict[int, set[int]]()
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, {"offices": sorted(offices), "day": clock.today()})
        for new, old, stands in cursor.fetchall():
            before.setdefault(new, set()).add(old)
            if not stands:
                ended.setdefault(new, set()).add(old)
    return before, ended


def _reach(office: int, before: dict[int, set[int]]) -> set[int]:
    found, fresh = set[int](), {office}
    while fresh:
        fresh = {old for new in fresh for old in before.get(new, ())} - found
        found |= fresh
    return found
