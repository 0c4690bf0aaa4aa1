"""Names, places and codes over time: what was said stays, what is wrong is refused in words."""

import datetime

import pytest

from city.agencies import actions
from city.agencies.actions.dates import once
from city.agencies.models import Agency, AgencyCode, AgencyState
from city.agencies.queries import by_code, code_of, names, office_of
from city.agencies.queries.pages import path_to, tree
from city.agencies.tests.conftest import days, official
from kernel import clock
from kernel.actors import STRANGER
from kernel.errors import NotAllowed, Refused
from kernel.journal import entries_about, unguarded


def test_a_new_name_begins_on_its_day_and_the_old_one_stays(admin, ward):
    actions.rename(agency=ward, name="Ủy ban nhân dân phường Mới", since=days(1), by=admin)
    assert [names([ward.pk], days(n))[ward.pk] for n in (-50, 0, 1)] == [
        "Ủy ban nhân dân phường Thử", "Ủy ban nhân dân phường Thử", "Ủy ban nhân dân phường Mới",
    ]  # fmt: skip
    assert ward.state(days(1)).place == "Thử"


@pytest.mark.parametrize("day", [-1, -100])
def test_days_that_are_over_are_not_rewritten(admin, ward, day):
    with pytest.raises(Refused) as refused:
        actions.rename(agency=ward, name="Tên khác", since=days(day), by=admin)
    assert refused.value.field == "since"
    assert AgencyState.objects.filter(agency=ward).count() == 1


def test_a_mistake_of_today_is_mended_today(admin, ward):
    actions.rename(agency=ward, name="Ủy ban nhân dân phường Sia", since=days(0), by=admin)
    actions.rename(agency=ward, name="Ủy ban nhân dân phường Sai", since=days(0), by=admin)
    assert [s.name for s in ward.states.order_by("valid")] == [
        "Ủy ban nhân dân phường Thử",
        "Ủy ban nhân dân phường Sai",
    ]
    assert [e.verb for e in entries_about(ward)][:2] == ["agencies.agency_renamed"] * 2


def test_nothing_is_put_before_a_change_that_is_planned(admin, ward):
    actions.rename(agency=ward, name="Sau", since=days(30), by=admin)
    with pytest.raises(Refused):
        actions.rename(agency=ward, name="Giữa", since=days(10), by=admin)
    assert names([ward.pk], days(10))[ward.pk] == "Ủy ban nhân dân phường Thử"


def test_the_same_name_twice_at_one_place_is_a_double_click(admin, ward):
    with pytest.raises(Refused) as refused:
        actions.establish(calendar=ward.calendar, name="ủy  ban nhân dân phường THỬ", since=days(0), by=admin)
    assert refused.value.field == "name"


def test_a_division_belongs_to_an_agency_that_is_there(admin, ward):
    made = actions.establish(calendar=ward.calendar, name="Một cửa", kind="division", parent=ward, since=days(-10), by=admin)  # fmt: skip
    assert office_of(made) == ward
    assert path_to(made, days(0)) == [(ward.pk, "Ủy ban nhân dân phường Thử")]
    for wrong in ({"parent": ward, "since": days(-200)}, {"parent": None, "since": days(0)}):
        with pytest.raises(Refused):
            actions.establish(calendar=ward.calendar, name="Khác", kind="division", by=admin, **wrong)


def test_an_agency_moves_but_never_under_itself(admin, ward):
    root = Agency.objects.earliest("pk")
    below = actions.establish(calendar=ward.calendar, name="Một cửa", kind="division", parent=ward, since=days(-10), by=admin)  # fmt: skip
    actions.move(agency=ward, parent=root, since=days(2), by=admin)
    assert [path_to(ward, days(n)) for n in (0, 2)] == [[], [(root.pk, "Văn phòng UBND thành phố")]]
    for wrong in (ward, below):
        with pytest.raises(Refused) as refused:
            actions.move(agency=ward, parent=wrong, since=days(3), by=admin)
        assert refused.value.field == "parent"


def test_two_moves_that_are_still_to_come_make_no_circle(admin, ward):
    """Each alone is right on its day; together they would have no top."""
    one, two = (
        actions.establish(calendar=ward.calendar, name=name, kind="division", parent=ward, since=days(-10), by=admin)
        for name in ("Một", "Hai")
    )
    actions.move(agency=one, parent=two, since=days(10), by=admin)
    with pytest.raises(Refused) as refused:
        actions.move(agency=two, parent=one, since=days(5), by=admin)
    assert refused.value.field == "parent"
    with clock.at(clock.now() + datetime.timedelta(days=11)):
        assert office_of(one) == ward


def test_a_code_has_one_agency_at_a_time(admin, ward):
    root = Agency.objects.earliest("pk")
    with pytest.raises(Refused) as refused:
        actions.give_code(agency=root, scheme="QD20", value="H13.901", since=days(0), by=admin)
    assert "phường Thử" in str(refused.value) and refused.value.field == "value"
    actions.end_code(code=AgencyCode.objects.get(value="H13.901"), on=days(3), by=admin)
    actions.give_code(agency=root, scheme="QD20", value="H13.901", since=days(3), by=admin)
    assert [by_code("QD20", "H13.901", days(n)) for n in (2, 3)] == [ward, root]
    assert [code_of(root, on=days(n)) for n in (2, 3)] == ["H13.01", "H13.901"]


def test_two_at_the_same_moment_hear_the_same_sentence(admin, ward):
    held = AgencyCode.objects.get(value="H13.901")
    twin = AgencyCode(agency=ward, scheme="QD20", value="H13.901", valid=held.valid)
    with unguarded("the other one was faster"), pytest.raises(Refused, match="vừa"), once("agency_code_once", "vừa"):
        twin.save()
    assert AgencyCode.objects.filter(value="H13.901").count() == 1


def test_succession_is_recorded_once_and_not_in_a_circle(admin, ward):
    root = Agency.objects.earliest("pk")
    actions.succeed(old=ward, new=root, on=days(0), by=admin)
    for old, new in ((ward, root), (root, ward), (ward, ward)):
        with pytest.raises(Refused):
            actions.succeed(old=old, new=new, on=days(0), by=admin)


def test_a_dissolved_agency_ends_with_its_posts_and_its_code(admin, ward):
    held = official(admin, ward, "mot", "dossiers.accept")
    below = actions.establish(calendar=ward.calendar, name="Một cửa", kind="division", parent=ward, since=days(-10), by=admin)  # fmt: skip
    for wrong in (days(-1), days(5)):  # over; or something still stands under it
        with pytest.raises(Refused):
            actions.dissolve(agency=ward, on=wrong, by=admin)
    actions.dissolve(agency=below, on=days(5), by=admin)
    actions.dissolve(agency=ward, on=days(5), by=admin)
    held.refresh_from_db()
    assert [ward.state(days(n)) is None for n in (4, 5)] == [False, True]
    assert (held.last, held.post.powers_on(days(5)), by_code("QD20", "H13.901", days(5))) == (days(4), [], None)
    with pytest.raises(Refused):
        actions.dissolve(
            agency=Agency.objects.earliest("pk"), on=days(5), by=admin
        )  # the last administrator sits there


def test_the_tree_is_found_with_and_without_accents(admin, ward):
    actions.move(agency=ward, parent=Agency.objects.earliest("pk"), since=days(0), by=admin)
    shown = [[(n.name, [c.name for c in n.children]) for n in tree(days(0), q)] for q in ("phuong thu", "Phường Thử", "h13.901", "không có")]  # fmt: skip
    assert shown == [[("Văn phòng UBND thành phố", ["Ủy ban nhân dân phường Thử"])]] * 3 + [[]]
    assert tree(days(-101)) == []


def test_strangers_change_nothing(admin, ward):
    with pytest.raises(NotAllowed):
        actions.rename(agency=ward, name="Khác", since=days(0), by=STRANGER)


@pytest.mark.parametrize("value", ["57.01", "H1.01", "H13..1", "h13.1", "H13.01 ", "31120"])
def test_an_identifier_code_that_is_none_is_refused(admin, ward, value):
    with pytest.raises(Refused, match="bắt đầu bằng một chữ và hai số") as refused:
        actions.give_code(agency=ward, scheme="QD20", value=value, since=days(0), by=admin)
    assert (refused.value.field, code_of(ward)) == ("value", "H13.901")
