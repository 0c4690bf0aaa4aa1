"""Who may do what today is asked at every click and seldom changes, so it is kept in memory under a stamp.

A trigger (migration 0006) renews the stamp with every change of agencies, mergers, posts, powers, appointments, delegations and
of a user's being active, in the same transaction. Whoever reads the stamp reads what was committed: a post that ended is lost at
the next click. What is kept under an older stamp is never asked for again."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from django.db import connection

from city.accounts.models import User
from kernel import clock
from kernel.looking import once_a_look

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Stamp = uuid.UUID | None  # None in a database that was emptied: nothing is kept

STAMP = "SELECT token FROM agencies_authoritystamp"
OF_A_USER = """SELECT (SELECT token FROM agencies_authoritystamp),
  EXISTS (SELECT FROM agencies_appointment WHERE user_id = %(user)s AND valid @> %(day)s::date),
  ARRAY (SELECT principal_id FROM accounts_mandate
         WHERE agent_id = %(person)s AND ended_at IS NULL AND valid @> %(day)s::date ORDER BY id)"""


@dataclass(frozen=True)
class Claims:
    """What a request asks of its user, in one statement: the stamp, whether he is appointed today, whose mandates he has."""

    stamp: Stamp
    appointed: bool
    mandates: tuple[int, ...]


def claims_of(user: User) -> Claims:
    with connection.cursor() as cursor:
        cursor.execute(OF_A_USER, {"user": user.pk, "person": user.person_id, "day": clock.today()})
        token, appointed, mandates = cursor.fetchone()
    return Claims(token, appointed, tuple(mandates))


@once_a_look
def stamp() -> Stamp:
    """In an act it is read each time: the act may have changed what it stands for."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        found = cursor.fetchone()
    return found[0] if found else None


def kept(size: int) -> Callable[[Callable[[Stamp, *Ts], T]], Callable[[Stamp, *Ts], T]]:
    """For a question whose answer follows from what the stamp stands for and from its other arguments; among these the day.
    The answer is shared by requests: nothing that can be changed."""

    def make(question: Callable[[Stamp, *Ts], T]) -> Callable[[Stamp, *Ts], T]:
        memory = lru_cache(maxsize=size)(question)

        @wraps(question)
        def ask(of: Stamp, *args: *Ts) -> T:
            return memory(of, *args) if of else question(of, *args)

        return ask

    return make
