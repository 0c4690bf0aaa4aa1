"""The rest of a large city, in bulk: communes and departments built like those of the demo, and residents."""

import datetime
import random
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from city.accounts.models import Person, User
from city.accounts.states import Assurance, PersonKind
from city.agencies.models import Agency, AgencyCode, AgencyState, Appointment, Post, PostPowers
from city.agencies.states import AgencyKind, Level
from kernel.journal import unguarded
from stories.bench import places
from stories.city import OFFICES, SINCE

COMMUNES, DEPARTMENTS = 103, 13
SIGNED_IN = 300  # residents who have a sign-in: more than are asked
_FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Phan Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thạch Sơn Lâm Mai Trương Đinh"
_MIDDLE = "Văn Thị Hữu Ngọc Minh Thanh Quốc Kim Hoàng Đức Mỹ Xuân Công Bích Gia Thùy Anh Phước Hồng Tuấn"
_GIVEN = "An Bình Châu Dung Giang Hà Hạnh Hiếu Khánh Lan Liên Linh Long Mai Nam Nga Phúc Phương Quân Sang Sơn Tâm Thảo Trang Tú Vy Yến Đạt Khôi Ngân"


def offices(communes: int = COMMUNES, departments: int = DEPARTMENTS) -> None:
    """As many of each as wanted, counting those that stand there; they take the procedures that their models take."""
    there = {office.code: office for office in places.offices().values()}
    for key, many in (("ninhkieu", communes), ("sxd", departments)):
        model = there[OFFICES[key][4]]
        alike = [
            o for o in there.values() if o.level == model.level and len(o.officials) > 1
        ]  # with a staff of its own
        with unguarded("a throw-away city is filled"):
            made = [_office(model, model.level, no) for no in range(len(alike) + 1, many + 1)]
            if model.level == Level.COMMUNE and made:
                _offers(model.pk, made)


def _office(model: places.Office, level: str, no: int) -> int:
    """One more office with the units and posts of `model`, each held by somebody."""
    of = Agency.objects.get(pk=model.pk)
    name = f"Ủy ban nhân dân phường Thử nghiệm {no:03d}" if level == Level.COMMUNE else f"Sở Thử nghiệm {no:02d}"
    made = {"": _agency(of, of.pk, name, no, None)}
    for (kind, unit, _title), pk in sorted(model.places.items()):
        if kind == "agency" and unit:
            made[unit] = _agency(Agency.objects.get(pk=pk), pk, unit, no, made[""])
    _posts(model, made, f"{level}{no:03d}", no)
    code = f"H13.{100 + no}" if level == Level.COMMUNE else f"H13.{300 + no}"
    AgencyCode.objects.create(agency=made[""], scheme="QD20", value=code, valid=DateRange(SINCE, None))
    return made[""].pk


def _agency(of: Agency, pk: int, name: str, no: int, parent: Agency | None) -> Agency:
    state = AgencyState.objects.on().get(agency=pk)
    made = Agency.objects.create(kind=of.kind, calendar_id=of.calendar_id)
    place = f"Thử nghiệm {no}" if of.kind == AgencyKind.OFFICE else state.place
    AgencyState.objects.create(
        agency=made, name=name, short_name=state.short_name, place=place, collective=state.collective, level=state.level,
        parent=parent or state.parent, valid=DateRange(SINCE, None),
    )  # fmt: skip
    return made


def _posts(model: places.Office, made: dict[str, Agency], prefix: str, no: int) -> None:
    dice = random.Random(f"{prefix}")
    for order, ((kind, unit, title), pk) in enumerate(sorted(model.places.items())):
        if kind != "post":
            continue
        valid = DateRange(SINCE, None)
        like = Post.objects.get(pk=pk)
        post = Post.objects.create(agency=made[unit], title=title, rank=like.rank, valid=valid)
        PostPowers.objects.create(post=post, powers=like.powers_on(), valid=valid)
        person = Person.objects.create(name=_name(dice))
        user = User.objects.create(username=f"bench.{prefix}.{order}", password="!", person=person)
        Appointment.objects.create(user=user, post=post, valid=valid)


def _offers(model: int, made: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO services_offer (procedure_id, agency_id, level, reason, provenance, valid) "
            "SELECT o.procedure_id, a.pk, o.level, o.reason, o.provenance, o.valid FROM services_offer o, unnest(%s::bigint[]) AS a(pk) "
            "WHERE o.agency_id = %s",
            [list(made), model],
        )


def residents(many: int, *, seed: int = 3) -> list[Person]:
    """The first is a firm that files for its clients. Some have sign-ins, spread over all."""
    dice = random.Random(seed)
    firm = Person(kind=PersonKind.LEGAL, name="Công ty TNHH Dịch vụ Hồ sơ Sông Hậu", address="1 Hai Bà Trưng, phường Ninh Kiều, Cần Thơ",
                  phone="0292000111", email="ho.so@example.org", assurance=Assurance.TWO)  # fmt: skip
    firm.number = "1800999001"
    people = [firm, *(_resident(dice, no) for no in range(1, many))]
    with unguarded("a throw-away city is filled"):
        made = Person.objects.bulk_create(people, batch_size=5000)
        users = [User(username=f"resident.{p.pk}", password="!", person=p) for p in _spread(made, SIGNED_IN)]
        User.objects.bulk_create(users)
    return made


def _resident(dice: random.Random, no: int) -> Person:
    name = _name(dice)
    person = Person(
        name=name, birth_on=datetime.date(1950, 1, 1) + datetime.timedelta(days=dice.randrange(20_000)),
        address=f"{dice.randrange(1, 400)} đường số {dice.randrange(1, 60)}, phường Thử nghiệm {dice.randrange(1, 104)}, Cần Thơ",
        phone=f"09{dice.randrange(10**7, 10**8)}", email=f"resident.{no}@example.org" if no % 2 else "", assurance=Assurance.TWO,
    )  # fmt: skip
    person.number = f"093{no:09d}"
    return person


def _name(dice: random.Random) -> str:
    return " ".join(dice.choice(words.split()) for words in (_FAMILY, _MIDDLE, _GIVEN))


def _spread(people: Sequence[Person], many: int) -> Iterable[Person]:
    step = max(1, len(people) // many)
    return people[::step]
