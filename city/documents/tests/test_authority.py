"""In whose name one signs follows from post, appointment and delegation, and from nothing that one types."""

import datetime

import pytest
from django.db import transaction

from city.accounts.actions import open_user, register_person
from city.agencies import actions as agencies
from city.agencies.models import Agency, Appointment
from city.agencies.queries import actor_for
from city.agencies.states import Rank
from city.documents import actions, rules
from city.documents.models import Document, Signature
from city.documents.queries.authority import Paper, authorities
from city.documents.states import Authority
from city.documents.tests.conftest import SINCE, drafted
from city.documents.tests.test_issuing import UNPRINTABLE
from kernel import clock
from kernel.actors import SYSTEM, Actor
from kernel.errors import Refused
from kernel.journal import deliver_all

pytestmark = pytest.mark.django_db
PAPER = Paper("QD")
BODY, BASIS = "Ủy ban nhân dân", "QĐ 15/QĐ-UBND ngày 02/03/2026"
NOT_SO = "Chức vụ của bạn chỉ ký khi người đứng đầu cơ quan giao ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.)."
CHAIR, DEPUTY, CHIEF, UNDER, CLERK = (
    ("Chủ tịch", Rank.HEAD, "office"), ("Phó Chủ tịch", Rank.DEPUTY, "office"), ("Trưởng phòng", Rank.HEAD, "unit"),
    ("Phó Trưởng phòng", Rank.DEPUTY, "unit"), ("Công chức", Rank.OTHER, "unit"),
)  # fmt: skip
KT, TM_KT = ["KT. Chủ tịch", "Phó Chủ tịch"], ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]

# who, the body that leads the agency, how he holds his post ("acting"; "own": with the power to sign), what the chair lends
# him (None: nothing; a word, or "" for a plain substitution) -> word: lines; any other word is refused
ROWS = [
    (CHAIR, "", "own", None, {"own": ["Chủ tịch"]}),
    (CHAIR, "", "own acting", None, {"Q": ["Q. Chủ tịch"]}),
    (CHAIR, BODY, "own", None, {"TM": ["TM. Ủy ban nhân dân", "Chủ tịch"], "own": ["Chủ tịch"]}),
    (CHAIR, BODY, "own acting", None, {"TM": ["TM. Ủy ban nhân dân", "Q. Chủ tịch"], "Q": ["Q. Chủ tịch"]}),
    (DEPUTY, "", "own", None, {"KT": KT}),
    (DEPUTY, BODY, "own", None, {"TM": TM_KT, "KT": KT}),
    (DEPUTY, "", "", "", {"KT": KT}),
    (DEPUTY, BODY, "", "", {"TM": TM_KT, "KT": KT}),
    (CHIEF, "", "own", None, {}),
    (CHIEF, BODY, "own", None, {}),
    (CHIEF, "", "", "TL", {"TL": ["TL. Chủ tịch", "Trưởng phòng"]}),
    (CHIEF, BODY, "", "TUQ", {"TUQ": ["TUQ. Chủ tịch", "Trưởng phòng"]}),
    (CHIEF, BODY, "own acting", "TL", {"TL": ["TL. Chủ tịch", "Q. Trưởng phòng"]}),
    (UNDER, "", "own", None, {}),
    (CLERK, "", "own", None, {"own": ["Công chức"]}),
    (CLERK, BODY, "own", None, {"own": ["Công chức"]}),
    (CLERK, BODY, "", "TUQ", {"TUQ": ["TUQ. Chủ tịch", "Công chức"]}),
    (CLERK, BODY, "own", "TL", {"TL": ["TL. Chủ tịch", "Công chức"], "own": ["Công chức"]}),
]  # fmt: skip


def seat(agency: Agency, who: tuple[str, str, str], powers: list[str], *, acting: bool = False) -> Appointment:
    """A post and somebody who holds it, both for good."""
    title, rank, _place = who
    post = agencies.create_post(agency=agency, title=title, rank=rank, powers=powers, since=SINCE, by=SYSTEM)
    user = open_user(username=title.replace(" ", "."), person=register_person(name=title, by=SYSTEM), by=SYSTEM)
    return agencies.appoint(user=user, post=post, since=SINCE, acting=acting, by=SYSTEM)


def lend(lender: Appointment, holder: Appointment, authority: str, **content: list[str]) -> None:
    today = clock.today()
    content = content or ({"kinds": ["QD"]} if authority else {})
    agencies.delegate(
        lender=lender, holder=holder, powers=[rules.SIGN], authority=authority, since=today,
        until=today + datetime.timedelta(days=3), basis=BASIS, **content, by=SYSTEM,
    )  # fmt: skip


def placed(ward: Agency, unit: Agency, who: tuple[str, str, str], body: str, how: str, lent: str | None) -> Actor:
    if body:
        agencies.rename(agency=ward, name=ward.name, collective=body, since=clock.today(), by=SYSTEM)
    own = [rules.SIGN] if "own" in how else []
    held = seat(ward if who[2] == "office" else unit, who, own, acting="acting" in how)
    if who != CHAIR:
        chair = seat(ward, CHAIR, [rules.SIGN])
        if lent is not None:
            lend(chair, held, lent)
    return actor_for(held.user)


def signed(document: Document, word: str, by: Actor) -> list[str] | None:
    """The lines of the signature that is asked for; None where it is refused."""
    try:
        with transaction.atomic():
            actions.ask_signature(document=document, authority=word, by=by)
    except Refused:
        return None
    return Signature.objects.get(version=document.last, role="person").lines


@pytest.mark.parametrize(("who", "body", "how", "lent", "allowed"), ROWS)
def test_each_word_for_each_kind_of_post(who, body, how, lent, allowed, ward, unit, clerk):
    by = placed(ward, unit, who, body, how, lent)
    assert {one.authority: list(one.lines) for one in authorities(by, PAPER)} == allowed
    made = {word: signed(drafted(ward, clerk, origin=no), word, by) for no, word in enumerate(Authority.values)}
    assert made == dict.fromkeys(Authority.values) | allowed
    usual = signed(drafted(ward, clerk, origin=99), "", by)
    assert usual == next(iter(allowed.values()), None)


def test_a_refusal_says_what_to_do(ward, unit, draft):
    chief = actor_for(seat(unit, CHIEF, [rules.SIGN]).user)
    with pytest.raises(Refused) as refused:
        actions.ask_signature(document=draft, by=chief)
    assert str(refused.value) == f"{NOT_SO} Người đứng đầu ghi việc đó ở trang “Ủy quyền”."
    deputy = actor_for(seat(ward, DEPUTY, [rules.SIGN]).user)
    with pytest.raises(Refused, match="Chưa chức vụ nào được ghi là người đứng đầu cơ quan"):
        actions.ask_signature(document=draft, by=deputy)
    seat(ward, CHAIR, [])
    assert signed(draft, "KT", deputy) == KT


def test_the_signer_reads_why_he_may(ward, unit):
    chair, deputy = seat(ward, CHAIR, [rules.SIGN], acting=True), seat(ward, DEPUTY, [])
    chief = seat(unit, CHIEF, [])
    lend(chair, deputy, "")
    lend(chair, chief, "TUQ")
    given = f"Chủ tịch giao theo {BASIS}, đến hết ngày 06/11/2026."
    assert [[one.basis for one in authorities(actor_for(held.user), PAPER)] for held in (chair, deputy, chief)] == [
        ["Bạn được giao quyền người đứng đầu từ ngày 01/07/2025."],
        [f"Bạn là cấp phó, ký thay người đứng đầu. {given}"],
        [given],
    ]


def test_what_is_lent_ends_with_its_time_and_with_the_lenders_post(ward, unit):
    chair, clerk = seat(ward, CHAIR, [rules.SIGN]), seat(unit, CLERK, [])
    lend(chair, clerk, "TUQ")
    with clock.at(clock.now() + datetime.timedelta(days=3)):
        assert authorities(actor_for(clerk.user), PAPER) == []
    agencies.change_rank(post=chair.post, rank=Rank.OTHER, by=SYSTEM)
    assert [one.authority for one in authorities(actor_for(clerk.user), PAPER)] == ["own"]
    agencies.end_appointment(appointment=chair, on=clock.today(), by=SYSTEM)
    assert authorities(actor_for(clerk.user), PAPER) == []


def test_a_clerk_stands_in_for_a_clerk(ward, unit):
    first = seat(unit, CLERK, [rules.SIGN])
    second = seat(unit, ("Chuyên viên", Rank.OTHER, "unit"), [])
    lend(first, second, "")
    assert [one.lines for one in authorities(actor_for(second.user), PAPER)] == [("Chuyên viên",)]


def test_signing_again_needs_the_same_right(ward, clerk):
    """Printing failed; meanwhile the acting head was appointed: "Q." is no longer his."""
    acting = seat(ward, CHAIR, [rules.SIGN], acting=True)
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=actor_for(acting.user))
    deliver_all()
    document.refresh_from_db()
    today = clock.today()
    agencies.end_appointment(appointment=acting, on=today, by=SYSTEM)
    agencies.appoint(user=acting.user, post=acting.post, since=today, by=SYSTEM)
    with pytest.raises(Refused, match="không còn ký như lần trước"):
        actions.retry(document=document, by=actor_for(acting.user))
    document.refresh_from_db()
    assert (document.state, document.attempt) == ("failed", 1)
    actions.void(document=document, reason="Ký lại với chức vụ mới", by=actor_for(acting.user))
