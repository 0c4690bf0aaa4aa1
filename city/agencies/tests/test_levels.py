"""An agency begins at a level that the State has on that day: since 1/7/2025 there are no districts."""

import datetime
import re

import pytest
from django.urls import reverse

from city.agencies import actions
from city.agencies.models import Agency, AgencyState
from city.agencies.states import TIERS, Level, tiers_on
from kernel.errors import Refused

LAST, FIRST = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
THREE, TWO = ["city", "district", "commune"], ["city", "commune"]
GONE = "Từ ngày 01/07/2025 không còn cấp huyện (Nghị quyết 203/2025/QH15; Luật 72/2025/QH15). Chọn cấp khác, hoặc một ngày trước đó."


def test_the_days_of_the_rule_follow_each_other():
    assert [(one.since, one.until) for one in TIERS] == [(datetime.date.min, FIRST), (FIRST, None)]
    assert [[*tiers_on(day).levels] for day in (datetime.date(2004, 1, 1), LAST, FIRST)] == [THREE, THREE, TWO]
    assert all(one.basis for one in TIERS)


def test_a_district_begins_no_more_and_stays_where_it_began(admin, ward):
    given = {"calendar": ward.calendar, "level": Level.DISTRICT, "by": admin}
    made = actions.establish(name="Ủy ban nhân dân quận Thử", since=LAST, **given)
    assert made.state().level == "district"
    actions.rename(agency=made, name="Ủy ban nhân dân quận Mới", since=datetime.date.today(), by=admin)
    with pytest.raises(Refused) as refused:
        actions.establish(name="Ủy ban nhân dân quận Hai", since=FIRST, **given)
    assert (str(refused.value), refused.value.field) == (GONE, "level")


def offered(html: str) -> list[str]:
    (box,) = re.findall(r'<select name="level".*?</select>', html, re.S)
    return re.findall(r'value="(\w+)"', box)


def test_the_page_offers_the_levels_of_the_day(admin, ward, desk):
    path = reverse("agencies:establish")
    tree = reverse("agencies:agencies")
    assert [offered(desk.get(f"{path}{on}").content.decode()) for on in ("", "?on=2025-06-30", "?on=2025-07-01")] == [
        TWO, THREE, TWO,
    ]  # fmt: skip
    assert f'href="{path}?on=2025-06-30"' in desk.get(f"{tree}?on=2025-06-30").content.decode()
    assert f'href="{path}"' in desk.get(tree).content.decode()
    new = {"kind": "office", "name": "Ủy ban nhân dân quận Thử", "parent": "", "level": "district"}
    before = {"since_day": 30, "since_month": 6, "since_year": 2025}
    refused = desk.post(path, {**new, **before, "since_month": 7})
    assert (refused.status_code, GONE in refused.content.decode(), offered(refused.content.decode())) == (
        422,
        True,
        TWO,
    )
    wrong = desk.post(path, {**new, **before, "name": ""})
    assert (wrong.status_code, offered(wrong.content.decode())) == (422, THREE)
    assert Agency.objects.count() == 2
    assert desk.post(path, {**new, **before}).status_code == 302
    assert AgencyState.objects.filter(level="district").values_list("name", flat=True).get() == new["name"]
