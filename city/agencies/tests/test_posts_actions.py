"""Powers hang on posts, are dated, and end at the next request; somebody always stays who can appoint."""

import pytest

from city.accounts.models import Person, User
from city.agencies import actions
from city.agencies.models import Agency, Appointment, Post
from city.agencies.queries import actor_for, officials
from city.agencies.tests.conftest import PASSWORD, days, official, post_of
from kernel.actors import STRANGER
from kernel.errors import NotAllowed, Refused
from kernel.journal import entries_about, unguarded


def _acting(held: Appointment):
    """As his next request will be, once he has chosen his password."""
    with unguarded("he chose his password"):
        User.objects.filter(pk=held.user_id).update(password_until=None)
    return actor_for(User.objects.get(pk=held.user_id))


def test_powers_change_from_their_day_on(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept")
    actions.change_powers(post=held.post, powers=["dossiers.return"], since=days(1), by=admin)
    assert [held.post.powers_on(days(n)) for n in (0, 1)] == [["dossiers.accept"], ["dossiers.return"]]
    assert _acting(held).powers == {"dossiers.accept"}
    assert [[a.pk for a in officials([ward.pk], "dossiers.return", days(n))] for n in (0, 1)] == [[], [held.pk]]


def test_a_power_taken_today_is_gone_at_the_next_request(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept", "see_agency")
    actions.change_powers(post=held.post, powers=["see_agency"], since=days(0), by=admin)
    assert _acting(held).powers == {"see_agency"}
    fact = entries_about(held.post)[0].fact
    assert (fact["before"], fact["powers"]) == (["dossiers.accept", "see_agency"], ["see_agency"])


def test_only_powers_of_the_list_are_given(admin, ward):
    with pytest.raises(Refused) as refused:
        actions.create_post(agency=ward, title="X", powers=["dossiers.steal"], since=days(0), by=admin)
    assert refused.value.field == "powers"
    assert Post.objects.filter(title="X").count() == 0


def test_the_last_administrator_stays(admin, ward):
    own = Appointment.objects.get(user=admin.user_id)
    acts = (
        lambda: actions.end_appointment(appointment=own, on=days(0), by=admin),
        lambda: actions.end_post(post=post_of(admin), on=days(5), by=admin),
        lambda: actions.change_powers(post=post_of(admin), powers=["see_agency"], since=days(0), by=admin),
    )
    for act in acts:
        with pytest.raises(Refused, match="không còn ai giữ quyền quản trị"):
            act()
    assert actor_for(User.objects.get(pk=admin.user_id)).has("agencies.manage")
    second = official(admin, ward, "hai", "agencies.manage")
    actions.end_appointment(appointment=own, on=days(0), by=admin)
    assert actor_for(User.objects.get(pk=admin.user_id)) == STRANGER
    assert _acting(second).has("agencies.manage")


def test_an_administrator_for_a_time_is_not_enough(admin, ward):
    second = official(admin, ward, "hai", "agencies.manage")
    actions.end_appointment(appointment=second, on=days(30), by=admin)
    with pytest.raises(Refused):
        actions.end_appointment(appointment=Appointment.objects.get(user=admin.user_id), on=days(0), by=admin)


def test_nobody_holds_a_post_twice_or_before_it_is_there(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept")
    wrong = ({"since": days(0)}, {"since": days(-200)}, {"since": days(0), "until": days(0)})
    for days_ in wrong:
        with pytest.raises(Refused):
            actions.appoint(user=held.user, post=held.post, by=admin, **days_)
    assert Appointment.objects.filter(post=held.post).count() == 1


def test_who_was_appointed_by_mistake_today_leaves_today(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept", since=0)
    actions.end_appointment(appointment=held, on=days(0), by=admin)
    assert _acting(held) == STRANGER
    with pytest.raises(Refused):
        actions.end_appointment(appointment=held, on=days(0), by=admin)


def test_who_holds_a_post_that_ends_leaves_it(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept")
    actions.end_post(post=held.post, on=days(2), by=admin)
    held.refresh_from_db()
    assert (held.last, held.post.powers_on(days(1)), held.post.powers_on(days(2))) == (days(1), ["dossiers.accept"], [])
    with pytest.raises(Refused):
        actions.appoint(user=User.objects.get(pk=admin.user_id), post=held.post, since=days(1), by=admin)
    assert [e.verb for e in entries_about(held)][:1] == ["agencies.appointment_ended"]


def test_an_officials_account_is_nobody_outside_its_post(admin, ward):
    """Else whoever opens accounts could read the dossiers of any resident whose number he knows."""
    held = official(admin, ward, "mot", "dossiers.accept", since=10)
    assert _acting(held) == STRANGER
    assert Person.objects.filter(users=held.user_id).count() == 1


def test_accounts_are_opened_by_who_may(admin, ward):
    held = official(admin, ward, "mot", "agencies.manage")
    helper = _acting(held)
    post = actions.create_post(agency=ward, title="Văn thư", powers=[], since=days(0), by=helper)
    new = {"name": "Ai", "number": "", "username": "ai.do", "since": days(0), "until": None}
    with pytest.raises(NotAllowed):
        actions.take_on(post=post, **new, by=helper)
    assert User.objects.filter(username="ai.do").count() == 0
    assert Agency.objects.count() == 2 and PASSWORD
