"""The administrator's pages: found by nobody else, of the day that is asked for, and wrong input is answered in words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from city.accounts.models import User
from city.agencies import actions
from city.agencies.models import Agency, AgencyCode, Appointment, Post
from city.agencies.tests.conftest import PASSWORD, days, official
from kernel import clock
from kernel.journal import unguarded

PAGES = ["agencies", "establish"]
OF_AGENCY = ["agency", "rename", "move", "give_code", "succeed", "dissolve", "create_post"]
OF_POST = ["post", "change_powers", "change_rank", "end_post", "appoint", "new_official"]
OF_APPOINTMENT = ["end_appointment", "issue_password"]


def _paths(ward: Agency, held: Appointment) -> list[str]:
    code = AgencyCode.objects.get(agency=ward)
    return [
        *(reverse(f"agencies:{name}") for name in PAGES),
        *(reverse(f"agencies:{name}", args=[ward.pk]) for name in OF_AGENCY),
        *(reverse(f"agencies:{name}", args=[held.post_id]) for name in OF_POST),
        *(reverse(f"agencies:{name}", args=[held.pk]) for name in OF_APPOINTMENT),
        reverse("agencies:end_code", args=[code.pk]),
    ]


def _of(held: Appointment) -> Client:
    with unguarded("he chose his password"):
        User.objects.filter(pk=held.user_id).update(password_until=None)
    client = Client()
    client.force_login(User.objects.get(pk=held.user_id), "django.contrib.auth.backends.ModelBackend")
    return client


def _day(name: str, day) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_the_administrator_finds_them_and_nobody_else(admin, ward, desk):
    held = official(admin, ward, "mot", "dossiers.accept", "see_agency", "accounts.manage")
    paths, other = _paths(ward, held), _of(held)
    assert {path: desk.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert {path: other.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert {path: other.post(path, {"name": "x"}).status_code for path in paths if not path.endswith("s/")} == {
        path: 404 for path in paths if not path.endswith("s/")
    }


def test_a_page_speaks_of_the_day_that_is_asked(admin, ward, desk):
    actions.rename(agency=ward, name="Ủy ban nhân dân phường Mới", since=days(1), by=admin)
    path = reverse("agencies:agency", args=[ward.pk])

    def title(on: str) -> str:
        page = desk.get(path, {"on": on}).content.decode()
        found = re.search(r"<h1>(.*?)</h1>", page)
        return found[1] if found else ""

    tomorrow = days(1)
    assert title("") == "Ủy ban nhân dân phường Thử"
    assert title(tomorrow.isoformat()) == title(f"{tomorrow:%d/%m/%Y}") == "Ủy ban nhân dân phường Mới"
    assert [desk.get(path, {"on": odd}).status_code for odd in ("x", "31/02/2026", "9999-99-99")] == [200] * 3
    assert "Ngày này chưa có cơ quan" in desk.get(path, {"on": days(-300).isoformat()}).content.decode()


def test_an_agency_a_division_a_post_and_a_person_by_the_pages_alone(admin, desk):
    today = clock.today()
    made = desk.post(
        reverse("agencies:establish"),
        {"kind": "office", "name": "UBND xã Mới", "level": "commune", "short_name": "UBND", "place": "Mới", "parent": "", **_day("since", today)},
    )  # fmt: skip
    ward = Agency.objects.latest("pk")
    assert made["Location"] == reverse("agencies:agency", args=[ward.pk])
    desk.post(reverse("agencies:give_code", args=[ward.pk]), {"scheme": "QD20", "value": "H13.950", **_day("since", today)})  # fmt: skip
    desk.post(
        f"{reverse('agencies:establish')}?under={ward.pk}",
        {"kind": "division", "name": "Một cửa", "level": "commune", "parent": str(ward.pk), **_day("since", today)},
    )
    unit = Agency.objects.latest("pk")
    made = desk.post(
        reverse("agencies:create_post", args=[unit.pk]),
        {"title": "Công chức", "rank": "other", "powers": ["dossiers.accept", "see_agency"], **_day("since", today)},
    )
    post = Post.objects.get(agency=unit)
    assert made["Location"] == reverse("agencies:post", args=[post.pk])
    page = desk.post(
        reverse("agencies:new_official", args=[post.pk]),
        {"name": "Lê Thị Mới", "username": "xamoi.motcua", **_day("since", today)},
    )
    secret = re.search(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", page.content.decode())
    assert secret is not None and User.objects.get(username="xamoi.motcua").check_password(secret[0])
    shown = desk.get(reverse("agencies:agency", args=[ward.pk])).content.decode()
    assert [word in shown for word in ("H13.950", "Một cửa", "Công chức", "Lê Thị Mới", "Tiếp nhận hồ sơ")] == [
        True
    ] * 5


ODD = ["", " ", "<script>alert(1)</script>", "' OR 1=1 --", "ư" * 5000, "99999999999999999999", "-1", "H13.901"]


@pytest.mark.parametrize("odd", ODD)
def test_wrong_input_is_answered_in_words(odd, admin, ward, desk):
    held = official(admin, ward, "mot", "dossiers.accept")
    names = ("name", "kind", "level", "parent", "short_name", "place", "scheme", "value", "new", "share", "title", "powers", "user",
             "number", "username", "since_day", "since_month", "since_year", "on_day", "on_month", "on_year", "last_day", "last_month",
             "last_year", "q", "basis", "holder", "rank", "collective", "acting", "authority")  # fmt: skip
    paths = [
        path
        for path in _paths(ward, held)
        if not path.endswith(("agencies/", "/password/", f"/{ward.pk}/", f"/{held.post_id}/"))
    ]
    answers = {path: desk.post(path, dict.fromkeys(names, odd)).status_code for path in paths}
    assert answers == dict.fromkeys(paths, 422)
    assert desk.get(reverse("agencies:agencies"), {"q": odd, "on": odd}).status_code == 200
    assert desk.get(reverse("agencies:appoint", args=[held.post_id]), {"q": odd}).status_code == 200
    assert desk.get(reverse("agencies:establish"), {"under": odd}).status_code == 200


def test_what_an_act_refuses_stands_at_its_answer(admin, ward, desk):
    root = Agency.objects.earliest("pk")
    page = desk.post(
        reverse("agencies:give_code", args=[root.pk]), {"scheme": "QD20", "value": "H13.901", **_day("since", clock.today())}
    )  # fmt: skip
    assert page.status_code == 422
    assert '<a href="#value">Mã H13.901 thuộc về “Ủy ban nhân dân phường Thử”' in page.content.decode()
    own = Appointment.objects.get(user=admin.user_id)
    page = desk.post(reverse("agencies:end_appointment", args=[own.pk]), _day("on", clock.today()))
    assert "không còn ai giữ quyền quản trị" in page.content.decode()


def test_pages_with_more_rows_ask_as_often(admin, ward, desk, django_assert_max_num_queries):
    for number in range(2):
        official(admin, ward, f"nguoi{number}", "dossiers.accept")
    few = _asked(desk, reverse("agencies:agency", args=[ward.pk]))
    for number in range(2, 7):
        official(admin, ward, f"nguoi{number}", "dossiers.accept")
    assert _asked(desk, reverse("agencies:agency", args=[ward.pk])) == few
    assert PASSWORD


def _asked(desk: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert desk.get(path).status_code == 200
    return len(seen)
