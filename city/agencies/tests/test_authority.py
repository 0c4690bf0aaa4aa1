"""What is kept in memory of rights is dropped with the change that makes it untrue, and never before that change is committed."""

import importlib
import re
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from city.accounts.models import User
from city.agencies import actions
from city.agencies.models import Agency, Appointment, AuthorityStamp
from city.agencies.queries import actor_for, actors_of, authority, holders_of, names, standing
from city.agencies.tests.conftest import days, official
from kernel.journal import unguarded
from kernel.looking import looking

TABLES = importlib.import_module("city.agencies.migrations.0006_authority_stamp").TABLES
ACCEPT = "dossiers.accept"


def token():
    return AuthorityStamp.objects.get().token


def execute(sql: str) -> None:
    with unguarded("beside the actions"), connection.cursor() as cursor:
        cursor.execute(sql)


def chosen(held: Appointment) -> User:
    with unguarded("he chose his password"):
        User.objects.filter(pk=held.user_id).update(password_until=None)
    return User.objects.get(pk=held.user_id)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_kind_of_change_gives_another_token(table, admin):
    column = "person_id" if table == "accounts_user" else "id"
    changes = [f"UPDATE {table} SET {column} = {column} WHERE false", f"DELETE FROM {table} WHERE false"]
    changes += [f"INSERT INTO {table} SELECT * FROM {table} WHERE false"] if table != "accounts_user" else []
    seen = [token()]
    for sql in changes:
        execute(sql)
        seen.append(token())
    assert len(set(seen)) == len(seen) == len(changes) + 1


def test_the_triggers_hold_where_others_are_off(db):
    """As while a dump is put back, or on a replica that takes changes one by one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgenabled::text FROM pg_trigger WHERE tgname = 'authority_changed'"
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(TABLES, "A")


def test_signing_in_and_what_has_no_bearing_on_rights_keep_the_token(admin):
    before = token()
    execute("UPDATE accounts_user SET signed_in_at = now(), password = password")
    execute("UPDATE agencies_agencycode SET value = value")
    assert token() == before


def test_what_is_kept_is_read_from_watched_tables_only(admin, ward):
    lender, held = (official(admin, ward, name, ACCEPT, "see_agency") for name in ("mot", "hai"))
    actions.delegate(lender=lender, holder=held, powers=[ACCEPT], since=days(0), until=days(5), basis="QĐ 1", by=admin)
    with CaptureQueriesContext(connection) as asked:
        actors_of(held.user_id)
        holders_of(ward, ACCEPT)
        names([ward.pk])
        standing(ward)
    read = {name for query in asked for name in re.findall(r'\b(?:FROM|JOIN) "?(\w+)"?', query["sql"])}
    assert read - {"before"} == {*TABLES, "agencies_authoritystamp"}


def test_a_second_question_asks_for_the_stamp_alone(admin, ward):
    held = official(admin, ward, "mot", ACCEPT)
    questions = [
        lambda: actors_of(held.user_id),
        lambda: holders_of(ward, ACCEPT),
        lambda: names([ward.pk]),
        lambda: standing(ward),
    ]
    first = [question() for question in questions]
    with CaptureQueriesContext(connection) as asked:
        assert [question() for question in questions] == first
    assert [query["sql"] for query in asked] == [authority.STAMP] * 4
    with looking(), CaptureQueriesContext(connection) as asked:
        actor_for(chosen(held))
        assert [question() for question in questions] == first
    assert sum(authority.STAMP in query["sql"] for query in asked) == 1


def test_a_change_that_was_undone_leaves_nothing_behind(admin, ward):
    held = official(admin, ward, "mot", ACCEPT)
    user = chosen(held)
    with transaction.atomic():
        actions.change_powers(post=held.post, powers=["dossiers.return"], since=days(0), by=admin)
        assert (actor_for(user).powers, holders_of(ward, ACCEPT)) == ({"dossiers.return"}, [])
        transaction.set_rollback(True)
    assert actor_for(user).powers == {ACCEPT}
    assert [(seat.post, seat.unit) for seat in holders_of(ward, ACCEPT)] == [(held.post_id, ward.pk)]


def test_a_name_changes_with_the_agency(admin, ward):
    assert names([ward.pk]) == {ward.pk: "Ủy ban nhân dân phường Thử"}
    actions.rename(agency=ward, name="Ủy ban nhân dân phường Mới", since=days(0), by=admin)
    assert names([ward.pk]) == {ward.pk: "Ủy ban nhân dân phường Mới"}


def test_an_heir_comes_with_the_merger(admin, ward):
    root, user = Agency.objects.get(pk=admin.agency_id), User.objects.get(pk=admin.user_id)
    assert (standing(ward), actor_for(user).heir_of) == (ward, set())
    actions.dissolve(agency=ward, on=days(0), by=admin)
    actions.succeed(old=ward, new=root, on=days(0), by=admin)
    assert (standing(ward), actor_for(user).heir_of) == (root, {ward.pk})


def test_who_was_closed_lends_no_more(admin, ward):
    lender, holder = (official(admin, ward, name, ACCEPT) for name in ("mot", "hai"))
    actions.change_powers(post=holder.post, powers=[], since=days(0), by=admin)
    actions.delegate(
        lender=lender, holder=holder, powers=[ACCEPT], since=days(0), until=days(5), basis="QĐ 2", by=admin
    )
    user = chosen(holder)
    assert actor_for(user).powers == {ACCEPT}
    execute(f"UPDATE accounts_user SET is_active = false WHERE id = {lender.user_id}")
    assert actor_for(user).powers == set()


@pytest.mark.django_db(transaction=True)
def test_others_see_a_change_when_it_is_committed_and_not_before(admin, ward):
    held = official(admin, ward, "mot", ACCEPT)
    user, seen = chosen(held), []

    def another_process() -> None:
        try:
            seen.append(actor_for(user).powers)
        finally:
            connection.close()

    def look() -> None:
        thread = threading.Thread(target=another_process)
        thread.start()
        thread.join()

    with transaction.atomic():
        actions.change_powers(post=held.post, powers=["dossiers.return"], since=days(0), by=admin)
        assert actor_for(user).powers == {"dossiers.return"}
        look()
    look()
    assert seen == [{ACCEPT}, {"dossiers.return"}]
