"""Who leads an agency, who acts for him, and whom he has sign: recorded with the post, the appointment and the delegation."""

import re

import pytest
from django.urls import reverse

from city.agencies import actions
from city.agencies.models import Appointment, Delegation, Post
from city.agencies.states import Rank
from city.agencies.tests.conftest import days, official
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import entries_about

SIGN = "documents.sign"


def ranked(admin, unit, username: str, rank: str, *powers: str) -> Appointment:
    held = official(admin, unit, username, *powers)
    actions.change_rank(post=held.post, rank=rank, by=admin)
    return Appointment.objects.select_related("post__agency").get(pk=held.pk)


@pytest.fixture
def unit(admin, ward):
    return actions.establish(calendar=ward.calendar, name="Phòng", kind="division", parent=ward, since=days(-100), by=admin)  # fmt: skip


def test_one_head_in_each_place(admin, ward, unit):
    head = ranked(admin, ward, "mot", Rank.HEAD)
    assert entries_about(head.post)[0].fact == {"post": head.post_id, "rank": "head", "before": "other"}
    second, new = official(admin, ward, "hai").post, {"title": "Chủ tịch", "rank": Rank.HEAD, "powers": [], "by": admin}
    for act in (
        lambda: actions.change_rank(post=second, rank=Rank.HEAD, by=admin),
        lambda: actions.create_post(agency=ward, since=days(0), **new),
    ):
        with pytest.raises(Refused, match="đã có một chức vụ đứng đầu") as refused:
            act()
        assert refused.value.field == "rank"
    assert actions.create_post(agency=unit, since=days(0), **new).is_head is False
    actions.end_post(post=head.post, on=days(3), by=admin)
    assert actions.create_post(agency=ward, since=days(3), **new).is_head is True


def test_only_a_heads_post_is_entrusted(admin, ward):
    held = official(admin, ward, "mot")
    again = {"user": held.user, "since": days(-200), "until": days(-100), "acting": True, "by": admin}
    with pytest.raises(Refused) as refused:
        actions.appoint(post=held.post, **again)
    assert refused.value.field == "acting"


def test_the_body_is_kept_when_the_name_or_the_place_changes(admin, ward, unit):
    actions.rename(agency=ward, name="Ủy ban nhân dân phường A", collective="Ủy ban nhân dân", since=days(0), by=admin)
    actions.rename(agency=ward, name="Ủy ban nhân dân phường B", since=days(1), by=admin)
    actions.move(agency=ward, parent=None, since=days(2), by=admin)
    actions.rename(agency=ward, name="Phường B", collective="", since=days(3), by=admin)
    body = "Ủy ban nhân dân"
    assert [ward.state(days(n)).collective for n in (-1, 0, 1, 2, 3)] == ["", body, body, body, ""]
    with pytest.raises(Refused) as refused:
        actions.rename(agency=unit, name="Phòng", collective=body, since=days(0), by=admin)
    assert refused.value.field == "collective"


LEND = [
    # lender, holder, powers, word -> the question at which it is refused, "" where it is done
    ("head", "deputy", [SIGN], "", ""),
    ("head", "deputy", [SIGN], "TL", "authority"),
    ("head", "chief", [SIGN], "TL", ""),
    ("head", "clerk", [SIGN], "TUQ", ""),
    ("head", "clerk", [SIGN], "", "authority"),
    ("head", "clerk", ["see_agency"], "TUQ", "powers"),
    ("head", "clerk", ["see_agency"], "", ""),
    ("deputy", "clerk", [SIGN], "", "powers"),
    ("deputy", "clerk", [SIGN], "TUQ", "authority"),
    ("deputy", "head", [SIGN], "", "powers"),
    ("clerk", "chief", [SIGN], "", ""),
    ("chief", "clerk", [SIGN], "TL", "authority"),
]


@pytest.mark.parametrize(("lender", "holder", "powers", "word", "field"), LEND)
def test_who_has_whom_sign(lender, holder, powers, word, field, admin, ward, unit):
    ranks = {"head": (ward, Rank.HEAD), "deputy": (ward, Rank.DEPUTY), "chief": (unit, Rank.HEAD), "clerk": (unit, Rank.OTHER)}  # fmt: skip
    held = {name: ranked(admin, of, name, rank, SIGN, "see_agency") for name, (of, rank) in ranks.items()}
    kinds = ["QD", "CV"] if word and SIGN in powers else []
    given = {"lender": held[lender], "holder": held[holder], "powers": powers, "authority": word, "kinds": kinds}
    try:
        made = actions.delegate(**given, since=days(0), until=days(5), basis="QĐ 1", by=SYSTEM)
    except Refused as refused:
        assert (refused.field, Delegation.objects.count()) == (field, 0)
    else:
        assert (made.authority, "") == (word, field)
        told = entries_about(made)[0].fact
        assert (told["authority"], told["kinds"], told["fields"]) == (word, sorted(kinds), [])


def test_by_the_pages(admin, ward, desk):
    held = official(admin, ward, "mot", SIGN)
    path = reverse("agencies:change_rank", args=[held.post_id])
    assert re.findall(r'name="rank" value="(\w+)"[^>]*?( checked)?>', desk.get(path).content.decode()) == [
        ("head", ""), ("deputy", ""), ("other", " checked"),
    ]  # fmt: skip
    appoint = reverse("agencies:appoint", args=[held.post_id])
    assert 'name="acting"' not in desk.get(appoint).content.decode()
    assert desk.post(path, {"rank": "head"}).status_code == 302
    assert Post.objects.get(pk=held.post_id).is_head
    assert 'name="acting"' in desk.get(appoint).content.decode()
    today = days(0)
    since = {"since_day": today.day, "since_month": today.month, "since_year": today.year}
    new = {"name": "Lê Thị Mới", "username": "q.chutich", "acting": "on", **since}
    assert desk.post(reverse("agencies:new_official", args=[held.post_id]), new).status_code == 200
    assert Appointment.objects.get(user__username="q.chutich").acting
    assert "giao quyền (Q.)" in desk.get(reverse("agencies:post", args=[held.post_id])).content.decode()
    renamed = {"name": ward.name, "collective": "Ủy ban nhân dân", "short_name": "UBND", "place": "Thử", **since}
    assert desk.post(reverse("agencies:rename", args=[ward.pk]), renamed).status_code == 302
    assert "TM. Ủy ban nhân dân" in desk.get(reverse("agencies:agency", args=[ward.pk])).content.decode()
