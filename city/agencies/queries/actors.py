"""Who acts in a request, and in what capacity."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.db import connection

from city.accounts.models import User
from city.agencies.models import Appointment, Dated, Delegation, PostPowers
from city.agencies.queries import authority
from city.agencies.queries.agencies import names_today, offices
from city.agencies.queries.authority import Stamp, kept
from city.agencies.states import Power
from kernel import clock
from kernel.actors import STRANGER, Actor, principal
from kernel.looking import known


def actor_for(user: User | None, post_id: int | None = None) -> Actor:
    """The user in a capacity: an official while an appointment holds (the chosen post, else the first), else a resident.

    A sign-in with a password is an official's: outside his post he is nobody here. As a resident he comes through an
    identity provider, which knows who he is; else whoever opens accounts could act for any resident."""
    if user is None or not user.is_active or user.must_choose_password:
        return STRANGER
    claims = authority.claims_of(user)
    known(authority.stamp, claims.stamp)
    held = _in_posts(claims.stamp, clock.today(), user.pk) if claims.appointed else ()
    chosen = next((one for one in held if one.post_id == post_id), held[0] if held else None)
    if chosen:
        person = user.person
        return replace(chosen, name=person.name if person else user.username, person_id=user.person_id)
    return STRANGER if user.has_usable_password() else _resident(user, claims.mandates)


def resident(user: User) -> Actor:
    """Himself, and those who gave him a mandate that holds today."""
    return _resident(user, authority.claims_of(user).mandates)


def _resident(user: User, mandates: Iterable[int]) -> Actor:
    person = user.person
    if person is None:
        return STRANGER
    return Actor(
        kind="resident",
        name=person.name,
        user_id=user.pk,
        person_id=person.pk,
        principals=(person.principal, *(principal("person", pk) for pk in mandates)),
    )


def actors_of(user_id: int) -> tuple[Actor, ...]:
    """An official in each capacity that he holds today. Who he is himself is left out: no name, no person."""
    return _in_posts(authority.stamp(), clock.today(), user_id)


@kept(4096)
def _in_posts(of: Stamp, day: datetime.date, user: int) -> tuple[Actor, ...]:
    held = _appointments(user, day)
    above = offices((one.post.agency for one in held), day)
    lent = list(_lent(held, day))
    granted = _granted([*(one.post_id for one in held), *(d.lender.post_id for d in lent)], day)
    powers = {one.pk: _powers(one, lent, granted) for one in held}
    before, ended = _predecessors({office.pk for office in above.values()}, day)
    called = names_today(of, day)
    found = list[Actor]()
    for one in held:
        office = above[one.post.agency_id]
        own = [one.post.principal, principal("unit", one.post.agency_id)]
        for d in lent:
            if d.holder_id == one.pk:
                own += [d.lender.post.principal, principal("unit", d.lender.post.agency_id)]
        if Power.SEE_AGENCY in powers[one.pk]:
            own += [principal("agency", pk) for pk in (office.pk, *sorted(_reach(office.pk, before)))]
        gone = frozenset(_reach(office.pk, ended))
        found.append(_in_post(one, office.pk, called.get(office.pk, ""), powers[one.pk], own, gone))
    return tuple(found)


def _appointments(user: int, day: datetime.date) -> list[Appointment]:
    rows = Appointment.objects.on(day).filter(user=user, post__valid__contains=day)
    return list(rows.select_related("post__agency").order_by("post_id"))


def _in_post(
    held: Appointment, office: int, called: str, powers: set[str], own: list[int], gone: frozenset[int]
) -> Actor:
    return Actor(
        kind="official",
        user_id=held.user_id,
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


def acting_in(post: int) -> list[Actor]:
    """Those who act in this post today, each with his person, and with the powers that were lent to him."""
    held = Appointment.objects.on().filter(post=post, post__valid__contains=clock.today())
    people = dict(held.order_by("user").values_list("user", "user__person"))
    actors = [one for user in people for one in actors_of(user) if one.post_id == post]
    return [replace(one, person_id=people[one.user_id]) for one in actors if one.user_id]


def lent_to(held: Appointment) -> list[Delegation]:
    """What others have lent to this appointment and still hold themselves today; with their names."""
    return list(_lent([held], clock.today()).select_related("lender__user__person"))


def _lent(held: list[Appointment], day: datetime.date) -> Dated[Delegation]:
    rows = Delegation.objects.on(day).filter(
        holder__in=held, ended_at=None, lender__valid__contains=day, lender__post__valid__contains=day,
        lender__user__is_active=True,
    )  # fmt: skip
    return rows.select_related("lender__post__agency").order_by("pk")


def _granted(posts: Iterable[int], day: datetime.date) -> dict[int, list[str]]:
    """Post -> its powers on that day."""
    found: dict[int, list[str]] = {pk: [] for pk in posts}
    return found | dict(PostPowers.objects.on(day).filter(post__in=found).values_list("post_id", "powers"))


BEFORE = """WITH RECURSIVE before AS (
  SELECT new_id, old_id FROM agencies_succession WHERE new_id = ANY(%(offices)s) AND "on" <= %(day)s
  UNION SELECT s.new_id, s.old_id FROM agencies_succession s JOIN before b ON s.new_id = b.old_id WHERE s."on" <= %(day)s
) SELECT new_id, old_id, EXISTS (SELECT 1 FROM agencies_agencystate t WHERE t.agency_id = old_id AND t.valid @> %(day)s)
  FROM before"""


def _predecessors(offices: set[int], day: datetime.date) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Office -> agencies directly before it, and so on for those (`_reach`): whose officials' reading is now its own. Rights
    follow a merger without touching a row. And the same of those that stand no more: one that only gave a part away acts for
    itself."""
    before, ended = dict[int, set[int]](), dict[int, set[int]]()
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, {"offices": sorted(offices), "day": day})
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
