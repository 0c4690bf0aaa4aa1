"""Cần Thơ in small: two wards, the departments, some fifteen officials, six residents."""

import datetime
from dataclasses import dataclass, field

from city.accounts.actions import open_user, register_person
from city.accounts.models import Person, User
from city.accounts.states import Assurance
from city.agencies import actions as agencies
from city.agencies.events import AgencyEstablished
from city.agencies.models import Agency, Post
from city.agencies.states import AgencyKind, Level, Rank
from kernel import worktime
from kernel.actors import SYSTEM
from kernel.journal import action, record
from stories.departments import found_departments, found_past

SINCE = datetime.date(2025, 7, 1)  # the two-tier city
PASSWORD = "mot-cua-2026"  # of every demo official; bin/run prints it, production has no demo

CLERK = ["dossiers.accept", "dossiers.return", "payments.collect", "see_agency"]
SPECIALIST = ["dossiers.examine"]
HEAD = ["dossiers.assign", "dossiers.review", "work.assign", "see_agency"]
LEADER = ["dossiers.approve", "documents.sign", "see_agency", "work.assign"]
REGISTRAR = ["documents.register", "see_agency"]
KEEPER = ["calendar.manage", "operations.manage"]  # the IT team: keeps the calendar, sees that everything runs
ADMINISTRATOR = ["agencies.manage", "accounts.manage", "catalogue.manage", "see_agency"]
ALL_TASKS = sorted({*CLERK, *SPECIALIST, *HEAD, *LEADER, *REGISTRAR})


@dataclass(frozen=True)
class Official:
    username: str
    name: str
    title: str
    powers: list[str]
    unit: str = ""
    rank: str = Rank.OTHER


@dataclass
class Office:
    """An agency of the demo with its divisions, by key."""

    agency: Agency
    units: dict[str, Agency] = field(default_factory=dict)


WARD_OFFICIALS = (
    Official("ninhkieu.motcua", "Nguyễn Minh Anh", "Công chức tiếp nhận và trả kết quả", CLERK, "onestop"),
    Official("ninhkieu.hotich", "Trần Thị Thu Hà", "Công chức Tư pháp - Hộ tịch", SPECIALIST, "justice"),
    Official("ninhkieu.vanthu", "Phan Thị Bé Năm", "Văn thư", REGISTRAR, "office"),
    Official("ninhkieu.chutich", "Võ Hoàng Long", "Chủ tịch", LEADER, rank=Rank.HEAD),
)
SECOND_WARD = (
    Official("cairang.motcua", "Lý Ngọc Trâm", "Công chức tiếp nhận và trả kết quả", CLERK, "onestop"),
    Official("cairang.chuyenvien", "Đỗ Quốc Huy", "Công chức Tư pháp - Hộ tịch", SPECIALIST, "justice"),
    Official("cairang.chutich", "Bùi Thanh Tùng", "Chủ tịch", LEADER, rank=Rank.HEAD),
)
BUILDING = (
    Official("sxd.motcua", "Mai Thị Cẩm Tú", "Chuyên viên tiếp nhận", CLERK, "onestop"),
    Official("sxd.truongphong", "Hồ Văn Lợi", "Trưởng phòng Quản lý xây dựng", HEAD, "works", Rank.HEAD),
    Official("sxd.chuyenvien", "Lâm Thị Kiều", "Chuyên viên", SPECIALIST, "works"),
    Official("sxd.giamdoc", "Trương Công Đức", "Giám đốc", LEADER, rank=Rank.HEAD),
)
IT = Official("cantho.cntt", "Ngô Thanh Tâm", "Chuyên viên công nghệ thông tin", KEEPER)
COMMITTEE = "Ủy ban nhân dân"  # what its leaders sign on behalf of ("TM."); a department works under one head
CITY_OFFICIALS = (Official("quantri", "Ngô Thị Mỹ Dung", "Quản trị hệ thống", ADMINISTRATOR), IT)
UNITS = {
    "onestop": "Bộ phận Tiếp nhận và Trả kết quả", "justice": "Bộ phận Tư pháp - Hộ tịch", "office": "Văn phòng",
    "works": "Phòng Quản lý xây dựng",
}  # fmt: skip
OFFICES = {
    "ninhkieu": ("Ủy ban nhân dân phường Ninh Kiều", "UBND", "Ninh Kiều", Level.COMMUNE, "H13.101", WARD_OFFICIALS),
    "cairang": ("Ủy ban nhân dân phường Cái Răng", "UBND", "Cái Răng", Level.COMMUNE, "H13.102", SECOND_WARD),
    "sxd": ("Sở Xây dựng", "SXD", "Cần Thơ", Level.CITY, "H13.12", BUILDING),
}
RESIDENTS = (
    (
        "le.van.phuoc",
        "Lê Văn Phước",
        "092090001214",
        datetime.date(1990, 3, 14),
        "27 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ",
        "0912345678",
    ),
    (
        "nguyen.thi.lan",
        "Nguyễn Thị Lan",
        "092196002345",
        datetime.date(1996, 8, 2),
        "12/5 Mậu Thân, phường Ninh Kiều, Cần Thơ",
        "0933112233",
    ),
    (
        "tran.quoc.bao",
        "Trần Quốc Bảo",
        "092085003456",
        datetime.date(1985, 1, 25),
        "208 Ba Tháng Hai, phường Ninh Kiều, Cần Thơ",
        "0907556677",
    ),
    (
        "thach.thi.sa.ry",
        "Thạch Thị Sa Ry",
        "094188004567",
        datetime.date(1988, 11, 9),
        "Khu vực 3, phường Cái Răng, Cần Thơ",
        "",
    ),
    (
        "huynh.cong.danh",
        "Huỳnh Công Danh",
        "092078005678",
        datetime.date(1978, 5, 30),
        "45 Trần Hưng Đạo, phường Cái Răng, Cần Thơ",
        "0988776655",
    ),
    (
        "pham.ngoc.bich",
        "Phạm Ngọc Bích",
        "092199006789",
        datetime.date(1999, 12, 17),
        "9 Võ Văn Tần, phường Ninh Kiều, Cần Thơ",
        "0919887766",
    ),
)


@action()
def found(*, today: datetime.date, by: object) -> dict[str, Office]:
    """Agencies, posts, officials and residents, through the same actions a real city uses. Keys: OFFICES, and those of
    engine/demo_catalogue/agencies.tsv."""
    calendar = worktime.set_up(name="Thành phố Cần Thơ", years=range(2018, today.year + 3), today=today)
    city = agencies.establish(
        calendar=calendar,
        name="Ủy ban nhân dân thành phố Cần Thơ",
        short_name="UBND",
        place="Cần Thơ",
        collective=COMMITTEE,
        level=Level.CITY,
        since=SINCE,
        by=SYSTEM,
    )
    agencies.give_code(agency=city, scheme="QD20", value="H13", since=SINCE, by=SYSTEM)
    for one in CITY_OFFICIALS:
        _official(Office(city), one)
    offices = {key: _office(calendar, city, *row) for key, row in OFFICES.items()}
    departments = found_departments(calendar, city, ALL_TASKS, PASSWORD)
    offices |= {key: Office(agency) for key, agency in departments.items()}
    past = found_past(calendar, {key: office.agency for key, office in offices.items()})
    offices |= {key: Office(agency) for key, agency in past.items()}
    for username, name, number, birth, address, phone in RESIDENTS:
        person = register_person(
            name=name,
            number=number,
            birth_on=birth,
            address=address,
            phone=phone,
            email=f"{username}@example.org",
            assurance=Assurance.TWO,
            by=SYSTEM,
        )
        open_user(username=username, person=person, by=SYSTEM)
    record(AgencyEstablished(city.pk, None), about=city, by=SYSTEM)
    return offices


def _office(
    calendar: worktime.models.Calendar,
    city: Agency,
    name: str,
    short: str,
    place: str,
    level: str,
    code: str,
    staff: tuple[Official, ...],
) -> Office:
    agency = agencies.establish(
        calendar=calendar, name=name, short_name=short, place=place, level=level, parent=city, since=SINCE,
        collective=COMMITTEE if name.startswith(COMMITTEE) else "", by=SYSTEM,
    )  # fmt: skip
    agencies.give_code(agency=agency, scheme="QD20", value=code, since=SINCE, by=SYSTEM)
    office = Office(agency)
    for one in staff:
        if one.unit and one.unit not in office.units:
            office.units[one.unit] = agencies.establish(
                calendar=calendar,
                name=UNITS[one.unit],
                kind=AgencyKind.DIVISION,
                level=level,
                parent=agency,
                since=SINCE,
                by=SYSTEM,
            )
        _official(office, one)
    return office


def _official(office: Office, one: Official) -> Post:
    post = agencies.create_post(
        agency=office.units.get(one.unit, office.agency), title=one.title, rank=one.rank, powers=one.powers, since=SINCE,
        by=SYSTEM,
    )  # fmt: skip
    user = open_user(
        username=one.username, person=register_person(name=one.name, by=SYSTEM), password=PASSWORD, by=SYSTEM
    )
    agencies.appoint(user=user, post=post, since=SINCE, by=SYSTEM)
    return post


def person(username: str) -> Person:
    user = User.objects.select_related("person").get(username=username)
    assert user.person is not None
    return user.person
