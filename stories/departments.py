"""The departments of the city, and who sits there: one post each, all tasks in one hand, so that whatever a newcomer files is received
and can be decided. Four invented officials hold three posts each and change between them (desk:capacity). Sở Xây dựng, with a full
staff, is in stories/city.py. The agencies of 2020 come from facts and have nobody any more."""

from city.accounts.actions import open_user, register_person
from city.agencies import actions as agencies
from city.agencies.models import Agency
from city.agencies.states import Level
from city.services.queries.demo_catalogue import AgencyFacts, demo_agencies
from kernel.actors import SYSTEM
from kernel.worktime.models import Calendar

TITLE = "Phụ trách một cửa (bản thử: giữ mọi việc)"
STAFF = (
    ("so.noivu", "Danh Thị Ngọc Hân", ("snv", "stp", "sdttg")),
    ("so.taichinh", "Đặng Hữu Nghĩa", ("stc", "sct", "skhcn")),
    ("so.nongnghiep", "Cao Thị Mỹ Xuyên", ("snnmt", "syt", "tthcc")),
    ("so.vanhoa", "Ngô Thành Nhân", ("svhttdl", "sgddt", "sngv")),
)


def found_departments(calendar: Calendar, city: Agency, powers: list[str], password: str) -> dict[str, Agency]:
    """Departments of today that are not there yet, by key, each with its post and official."""
    here = [facts for facts in demo_agencies() if facts.until is None and facts.key != "sxd"]
    made, since = {f.key: _establish(calendar, city, f) for f in here}, {f.key: f.since for f in here}
    for username, name, keys in STAFF:
        user = open_user(username=username, person=register_person(name=name, by=SYSTEM), password=password, by=SYSTEM)
        for key in keys:
            post = agencies.create_post(agency=made[key], title=TITLE, powers=powers, since=since[key], by=SYSTEM)
            agencies.appoint(user=user, post=post, since=since[key], by=SYSTEM)
    return made


def found_past(calendar: Calendar, successors: dict[str, Agency]) -> dict[str, Agency]:
    """The agencies of 2018 to mid 2025, by key: they end on 1/7/2025, and those of today take over."""
    made = {}
    for facts in demo_agencies():
        if facts.until is not None:
            made[facts.key] = _establish(calendar, None, facts)
            agencies.dissolve(agency=made[facts.key], on=facts.until, by=SYSTEM)
            if facts.successor in successors:
                agencies.succeed(old=made[facts.key], new=successors[facts.successor], on=facts.until, by=SYSTEM)
    return made


def _establish(calendar: Calendar, city: Agency | None, facts: AgencyFacts) -> Agency:
    agency = agencies.establish(
        calendar=calendar, name=facts.name, short_name=facts.short, place="Cần Thơ", level=Level.CITY, parent=city,
        since=facts.since, by=SYSTEM,
    )  # fmt: skip
    if facts.code:
        agencies.give_code(agency=agency, scheme="QD20", value=facts.code, since=facts.since, by=SYSTEM)
    return agency
