"""What a signature may cover is recorded: a deputy's fields from a day on, kinds and fields with a delegation."""

import re

import pytest
from django.urls import reverse

from city.accounts.models import User
from city.agencies import actions
from city.agencies.models import Agency, AssignedFields, Delegation
from city.agencies.queries import actors_of, matters
from city.agencies.states import Rank
from city.agencies.tests.conftest import days, official
from city.agencies.tests.test_ranks import SIGN, ranked
from kernel.errors import NotAllowed, Refused
from kernel.journal import entries_about, unguarded

FIELDS = {"XD": "Xây dựng", "HT": "Hộ tịch"}
SOURCE = "QĐ 20/QĐ-UBND ngày 02/03/2026"


@pytest.fixture(autouse=True)
def known_fields(monkeypatch):
    monkeypatch.setitem(matters._listers, "fields", lambda _office=None: FIELDS)


@pytest.fixture
def deputy(admin, ward):
    return ranked(admin, ward, "pho", Rank.DEPUTY, SIGN)


def rows(post):
    found = AssignedFields.objects.filter(post=post).order_by("valid")
    return [(row.fields, row.valid.lower, row.valid.upper) for row in found if not row.valid.isempty]


def test_fields_follow_each_other_and_the_journal_tells_both(admin, deputy):
    given = {"post": deputy.post, "source": SOURCE, "by": admin}
    actions.assign_fields(fields=["XD", "HT"], since=days(0), **given)
    actions.assign_fields(fields=["HT"], since=days(3), **given)
    actions.assign_fields(fields=["XD"], since=days(3), **given)
    assert rows(deputy.post) == [(["HT", "XD"], days(0), days(3)), (["XD"], days(3), None)]
    actions.assign_fields(fields=[], since=days(4), **given)
    told = entries_about(deputy.post).filter(verb="agencies.fields_assigned").order_by("pk")
    said = {"post": deputy.post_id, "source": SOURCE}
    assert [entry.fact for entry in told] == [
        said | {"fields": ["HT", "XD"], "before": [], "since": str(days(0))},
        said | {"fields": ["HT"], "before": ["HT", "XD"], "since": str(days(3))},
        said | {"fields": ["XD"], "before": ["HT"], "since": str(days(3))},
        said | {"fields": [], "before": ["XD"], "since": str(days(4))},
    ]
    actions.end_post(post=deputy.post, on=days(2), by=admin)
    assert rows(deputy.post) == [(["HT", "XD"], days(0), days(2))]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"since": -1}, "since"), ({"fields": ["XD", "GT"]}, "fields"), ({"since": 2}, "since"), ({"since": 40}, "since")],
)
def test_what_cannot_be_assigned(wrong, field, admin, deputy):
    given = {"post": deputy.post, "source": SOURCE, "by": admin}
    actions.assign_fields(fields=["HT"], since=days(3), **given)
    actions.end_post(post=deputy.post, on=days(30), by=admin)
    deputy.post.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.assign_fields(**given, fields=wrong.get("fields", ["XD"]), since=days(wrong.get("since", 5)))
    assert refused.value.field == field
    assert rows(deputy.post) == [(["HT"], days(3), days(30))]


def test_only_a_deputy_has_fields_and_only_the_administrator_writes_them(admin, ward, deputy):
    unit = actions.establish(calendar=ward.calendar, name="Phòng", kind="division", parent=ward, since=days(-100), by=admin)  # fmt: skip
    for no, (of, rank) in enumerate(((ward, Rank.HEAD), (ward, Rank.OTHER), (unit, Rank.DEPUTY))):
        post = ranked(admin, of, f"nguoi{no}", rank, SIGN).post
        with pytest.raises(Refused, match="Chỉ cấp phó của người đứng đầu cơ quan"):
            actions.assign_fields(post=post, fields=["XD"], since=days(0), source=SOURCE, by=admin)
    with pytest.raises(NotAllowed):
        (himself,) = actors_of(deputy.user_id)
        actions.assign_fields(post=deputy.post, fields=["XD"], since=days(0), source=SOURCE, by=himself)


# word, powers, kinds, fields -> the question at which it is refused, "" where it is done
CONTENT = [
    ("TL", [SIGN], [], [], "kinds"),
    ("TUQ", [SIGN], [], ["XD"], "kinds"),
    ("TUQ", [SIGN], ["GP"], ["XD"], ""),
    ("TL", [SIGN], ["GP", "ZZ"], [], "kinds"),
    ("TL", [SIGN], ["GTN"], [], "kinds"),  # a slip bears the agency's seal alone
    ("TL", [SIGN], ["GP"], ["GT"], "fields"),
    ("", ["see_agency"], ["GP"], [], "powers"),
    ("", ["see_agency"], [], ["XD"], "powers"),
    ("", ["see_agency"], [], [], ""),
]


@pytest.mark.parametrize(("word", "powers", "kinds", "fields", "field"), CONTENT)
def test_by_order_and_under_mandate_kinds_are_named(word, powers, kinds, fields, field, admin, ward):
    head, clerk = ranked(admin, ward, "mot", Rank.HEAD, SIGN, "see_agency"), official(admin, ward, "hai")
    given = {"lender": head, "holder": clerk, "authority": word, "powers": powers, "kinds": kinds, "fields": fields}
    try:
        made = actions.delegate(**given, since=days(0), until=days(5), basis="QĐ 1", by=admin)
    except Refused as refused:
        assert (refused.field, Delegation.objects.count()) == (field, 0)
    else:
        assert (made.kinds, made.fields, field) == (kinds, fields, "")
        told = entries_about(made)[0].fact
        assert (told["kinds"], told["fields"]) == (kinds, fields)


def since() -> dict[str, int]:
    return {"since_day": days(0).day, "since_month": days(0).month, "since_year": days(0).year}


def test_where_there_is_no_field_to_choose_the_page_says_why(deputy, desk, monkeypatch):
    path = reverse("agencies:assign_fields", args=[deputy.post_id])
    said = "Cơ quan chưa nhận thủ tục nào nên chưa có lĩnh vực để chọn."
    assert said not in desk.get(path).content.decode()
    monkeypatch.setitem(matters._listers, "fields", lambda _office=None: {})
    assert said in desk.get(path).content.decode()


def test_fields_by_the_page(admin, deputy, desk):
    page, path = (
        reverse("agencies:post", args=[deputy.post_id]),
        reverse("agencies:assign_fields", args=[deputy.post_id]),
    )
    assert "Chưa ghi: cấp phó ký thay mọi văn bản của cơ quan." in desk.get(page).content.decode()
    assert desk.post(path, {"fields": ["XD"], **since()}).status_code == 422  # without the decision
    assert desk.post(path, {"fields": ["XD"], "source": SOURCE, **since()}).status_code == 302
    shown = desk.get(page).content.decode()
    assert re.findall(r'<p class="small">(.*?)</p><p class="small soft">(QĐ 20.*?)</p>', shown) == [
        ("Xây dựng", SOURCE)
    ]
    assert "Phân công lĩnh vực phụ trách" in shown
    asked = desk.get(path).content.decode()
    assert re.findall(r'name="fields" value="(\w+)"[^>]*?( checked)?>', asked) == [("XD", " checked"), ("HT", "")]


def test_a_field_the_agency_has_no_more_stays_on_the_page(admin, deputy, desk, monkeypatch):
    actions.assign_fields(post=deputy.post, fields=["XD", "HT"], since=days(0), source=SOURCE, by=admin)
    monkeypatch.setitem(matters._listers, "fields", lambda office=None: {"HT": "Hộ tịch"} if office else FIELDS)
    asked = desk.get(reverse("agencies:assign_fields", args=[deputy.post_id])).content.decode()
    assert re.findall(r'name="fields" value="(\w+)"[^>]*?checked><span>([^<]+)<', asked) == [
        ("XD", "Xây dựng"), ("HT", "Hộ tịch"),
    ]  # fmt: skip


def test_codes_are_named_in_the_order_of_the_list(ward):
    assert matters.named(matters.FIELDS, ["CU", "HT", "XD"]) == ["Xây dựng", "Hộ tịch", "CU"]
    assert matters.named(matters.KINDS, []) == []
    signed = [*matters.listed(matters.KINDS, Agency.objects.first())]
    assert signed[:5] == ["TBKGQ", "TL", "GP", "GCN", "GXN"]
    assert {"QD", "CV"} < set(signed) and {"GTN", "PBS", "PTC", "TBD", "PXL"} & set(signed) == set()


def test_a_word_without_kinds_says_so(admin, ward, desk):
    """Given before they were asked for; the administrator lends here because the page is of whoever acts."""
    head = ranked(admin, ward, "mot", Rank.HEAD, SIGN)
    actions.end_appointment(appointment=head, on=days(0), by=admin)
    mine = actions.appoint(user=User.objects.get(pk=admin.user_id), post=head.post, since=days(0), by=admin)
    clerk = official(admin, ward, "hai")
    made = actions.delegate(
        lender=mine, holder=clerk, powers=[SIGN], authority="TL", kinds=["GP"], fields=["HT"], since=days(0), until=days(5),
        basis="QĐ 1", by=admin,
    )  # fmt: skip
    session = desk.session
    session["post"] = head.post_id
    session.save()

    def told() -> list[str]:
        html = desk.get(reverse("agencies:substitution")).content.decode()
        return re.findall(r'<p class="small">(.*?)</p>', html)

    assert told() == ["Loại văn bản: Giấy phép", "Lĩnh vực: Hộ tịch"]
    with unguarded("as it was before"):
        Delegation.objects.filter(pk=made.pk).update(kinds=[])
    assert told()[0].startswith("Chưa nêu loại văn bản")
