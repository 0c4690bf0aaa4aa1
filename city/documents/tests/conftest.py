import datetime

import pytest

from city.accounts.models import Person
from city.agencies import actions as agencies
from city.agencies.models import Agency
from city.agencies.states import Rank
from city.documents import actions, rules
from city.documents.models import Document
from kernel import clock
from kernel.actors import SYSTEM, Actor, principal
from kernel.journal import deliver_all, unguarded
from kernel.refs import Ref
from kernel.signing import Role, certificate_for
from kernel.worktime.models import Calendar

MOMENT = datetime.datetime(2026, 11, 4, 9, 30, tzinfo=clock.ZONE)
SINCE = datetime.date(2025, 7, 1)
FACTS = {
    "issuer": "Chủ tịch Ủy ban nhân dân phường Ninh Kiều",
    "bases": ["Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư"],
    "articles": ["Cấp biển số nhà cho ông Lê Văn Phước.", "Quyết định này có hiệu lực kể từ ngày ký./."],
    "recipients": ["Như Điều 2", "Lưu: VT"],
}


@pytest.fixture(scope="session")
def keys_of_the_session(tmp_path_factory):
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def ground(settings, tmp_path, keys_of_the_session):
    settings.KEYS_ROOT, settings.FILES_ROOT = keys_of_the_session, tmp_path
    settings.PUBLIC_ADDRESS = "https://motcua.example.vn"
    with clock.at(MOMENT):
        yield


@pytest.fixture
def ward(db):
    with unguarded("a calendar for the test"):
        calendar = Calendar.objects.create(code="test", name="Lịch thử") if _columns() else Calendar.objects.create()
    city = agencies.establish(
        calendar=calendar,
        name="Ủy ban nhân dân thành phố Cần Thơ",
        level="city",
        since=SINCE,
        short_name="UBND",
        by=SYSTEM,
    )
    return agencies.establish(
        calendar=calendar, name="Ủy ban nhân dân phường Ninh Kiều", since=SINCE, short_name="UBND", place="Ninh Kiều",
        parent=city, by=SYSTEM,
    )  # fmt: skip


@pytest.fixture
def unit(ward) -> Agency:
    return agencies.establish(calendar=ward.calendar, name="Phòng Kinh tế", kind="division", parent=ward, since=SINCE, by=SYSTEM)  # fmt: skip


def _columns():
    return {f.name for f in Calendar._meta.get_fields()} >= {"code", "name"}


def official(agency: Agency, title: str, *powers: str, rank: str = Rank.OTHER) -> Actor:
    post = agencies.create_post(agency=agency, title=title, rank=rank, powers=list(powers), since=SINCE, by=SYSTEM)
    return Actor(
        kind="official", name="Nguyễn Hữu Lợi", post_id=post.pk, unit_id=agency.pk, agency_id=agency.pk, title=title,
        powers=frozenset(powers), principals=(post.principal, agency.principal),
    )  # fmt: skip


@pytest.fixture
def leader(ward):
    """A deputy; nobody holds the chair's post."""
    official(ward, "Chủ tịch", rank=Rank.HEAD)
    return official(ward, "Phó Chủ tịch", rules.SIGN, rank=Rank.DEPUTY)


@pytest.fixture
def clerk(ward):
    return official(ward, "Văn thư", rules.REGISTER)


def drafted(
    ward, by, *, origin=7, subject="Về việc cấp biển số nhà", purpose="result", kind="QD", facts=FACTS
) -> Document:
    return actions.draft(
        agency=ward, kind=kind, subject=subject, facts=facts, origin=Ref("services.dossier", origin), purpose=purpose,
        holder="Lê Văn Phước", by=by,
    )  # fmt: skip


@pytest.fixture
def draft(ward, clerk):
    return drafted(ward, clerk)


def issue(document: Document, leader: Actor) -> Document:
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    document.refresh_from_db()
    assert document.state == "issued"
    return document


@pytest.fixture
def issued(draft, leader):
    return issue(draft, leader)


@pytest.fixture
def resident(db):
    with unguarded("a resident for the test"):
        person = Person.objects.create(name="Lê Văn Phước")
    return Actor(kind="resident", person_id=person.pk, principals=(principal("person", person.pk),))


@pytest.fixture
def root(db):
    """The installation's own root stands already; a key made under a secret that is lost would stay for the other tests."""
    certificate_for(
        owner=Ref("agencies.agency", 10**9), role=Role.SEAL, subject="Thử", organisation="Thử", at=clock.now()
    )
