"""What a signature may cover: a deputy's fields, and the kinds of paper and the fields that a delegation names."""

import datetime

import pytest

from city.agencies import actions as agencies
from city.agencies.models import Appointment, Delegation
from city.agencies.queries import actor_for, matters
from city.documents import actions, rules
from city.documents.queries.authority import Paper, authorities
from city.documents.tests.conftest import drafted
from city.documents.tests.test_authority import BASIS, CHAIR, CHIEF, CLERK, DEPUTY, lend, seat, signed
from city.documents.tests.test_issuing import UNPRINTABLE
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import deliver_all, unguarded

pytestmark = pytest.mark.django_db
SOURCE = "QĐ 20/QĐ-UBND ngày 03/11/2026"
HOUSES, BIRTHS = "XD", "HT"
PAPERS = [Paper(kind, field) for kind in ("QD", "GP") for field in (HOUSES, BIRTHS, "")]


@pytest.fixture(autouse=True)
def known_fields(monkeypatch):
    """The room of procedures stands above this one."""
    monkeypatch.setitem(matters._listers, "fields", lambda _office=None: {HOUSES: "Xây dựng", BIRTHS: "Hộ tịch"})


def assign(deputy: Appointment, *fields: str, days: int = 0) -> None:
    since = clock.today() + datetime.timedelta(days=days)
    agencies.assign_fields(post=deputy.post, fields=[*fields], since=since, source=SOURCE, by=SYSTEM)


def may(held: Appointment) -> list[str]:
    """What he may sign at all, as "kind field"."""
    by = actor_for(held.user)
    return [f"{paper.kind} {paper.field}".strip() for paper in PAPERS if authorities(by, paper)]


ALL = ["QD XD", "QD HT", "QD", "GP XD", "GP HT", "GP"]
# fields assigned to a deputy (None: never written down), whether his post signs itself, what the chair lends him (kinds, fields)
DEPUTIES = [
    (None, True, None, ALL),
    ([], True, None, ALL),
    ([HOUSES], True, None, ["QD XD", "GP XD"]),
    ([HOUSES, BIRTHS], True, None, ["QD XD", "QD HT", "GP XD", "GP HT"]),
    ([HOUSES], False, None, []),
    ([HOUSES], True, ([], []), ALL),
    ([HOUSES], True, (["QD"], [BIRTHS]), ["QD XD", "QD HT", "GP XD"]),
    ([HOUSES], False, (["QD"], []), ["QD XD", "QD HT", "QD"]),
    (None, False, ([], [BIRTHS]), ["QD HT", "GP HT"]),
]


@pytest.mark.parametrize(("assigned", "own", "lent", "allowed"), DEPUTIES)
def test_a_deputy_signs_in_his_fields_and_what_the_head_gives_him(assigned, own, lent, allowed, ward):
    chair, deputy = seat(ward, CHAIR, [rules.SIGN]), seat(ward, DEPUTY, [rules.SIGN] if own else [])
    if assigned is not None:
        assign(deputy, *assigned)
    if lent is not None:
        lend(chair, deputy, "", kinds=lent[0], fields=lent[1])
    assert (may(deputy), may(chair)) == (allowed, ALL)


# word, kinds, fields, what he may sign by it
BY_ORDER = [
    ("TL", ["QD"], [], ["QD XD", "QD HT", "QD"]),
    ("TL", ["QD"], [HOUSES], ["QD XD"]),
    ("TUQ", ["QD", "GP"], [BIRTHS], ["QD HT", "GP HT"]),
]


@pytest.mark.parametrize(("word", "kinds", "fields", "allowed"), BY_ORDER)
def test_by_order_or_mandate_one_signs_what_is_named(word, kinds, fields, allowed, ward):
    chair, clerk = seat(ward, CHAIR, [rules.SIGN]), seat(ward, CLERK, [])
    lend(chair, clerk, word, kinds=kinds, fields=fields)
    assert may(clerk) == allowed


def test_one_word_may_be_given_twice_for_different_papers(ward):
    """Each time on its own ground; the line says that of the paper at hand."""
    chair, clerk = seat(ward, CHAIR, [rules.SIGN]), seat(ward, CLERK, [])
    lend(chair, clerk, "TL", kinds=["QD"])
    with clock.at(clock.now() + datetime.timedelta(days=1)):
        agencies.end_delegation(delegation=Delegation.objects.get(), by=SYSTEM)
        lend(chair, clerk, "TL", kinds=["GP"])
        assert may(clerk) == ["GP XD", "GP HT", "GP"]


def test_a_word_given_before_kinds_were_asked_for_holds_to_its_end(ward):
    chair, clerk = seat(ward, CHAIR, [rules.SIGN]), seat(ward, CLERK, [])
    lend(chair, clerk, "TL")
    with unguarded("as the migration leaves it"):
        Delegation.objects.update(kinds=[])
    assert may(clerk) == ALL


def test_a_deputy_lends_another_no_more_than_his_own_fields(ward):
    seat(ward, CHAIR, [rules.SIGN])
    first = seat(ward, DEPUTY, [rules.SIGN])
    second = seat(ward, ("Phó Chủ tịch thứ hai", *DEPUTY[1:]), [rules.SIGN])
    assign(first, HOUSES)
    assign(second, BIRTHS)
    lend(first, second, "")
    assert may(second) == ["QD XD", "QD HT", "GP XD", "GP HT"]


def test_a_clerk_does_not_make_a_deputy_sign_for_the_head(ward, unit):
    seat(ward, CHAIR, [rules.SIGN])
    clerk, deputy = seat(unit, CLERK, [rules.SIGN]), seat(ward, DEPUTY, [])
    lend(clerk, deputy, "")
    assert (may(deputy), may(clerk)) == ([], ALL)


def test_fields_hold_from_their_day_on(ward):
    seat(ward, CHAIR, [rules.SIGN])
    deputy = seat(ward, DEPUTY, [rules.SIGN])
    assign(deputy, HOUSES, days=1)
    assign(deputy, BIRTHS, days=2)
    seen = []
    for days in range(3):
        with clock.at(clock.now() + datetime.timedelta(days=days)):
            seen.append(may(deputy))
    assert seen == [ALL, ["QD XD", "GP XD"], ["QD HT", "GP HT"]]


def test_the_refusal_says_who_may(ward, unit, clerk):
    chair, deputy = seat(ward, CHAIR, [rules.SIGN]), seat(ward, DEPUTY, [rules.SIGN])
    other, chief = seat(ward, ("Phó Chủ tịch Hai", *DEPUTY[1:]), [rules.SIGN]), seat(unit, CHIEF, [])
    assign(deputy, HOUSES)
    assign(other, BIRTHS)
    lend(chair, chief, "TL", kinds=["GP"])
    document = drafted(ward, clerk)  # a decision of no field
    for held, words in (
        (deputy, f"Văn bản này không thuộc lĩnh vực được phân công cho bạn theo {SOURCE}."),
        (chief, f"Văn bản này nằm ngoài loại văn bản hoặc lĩnh vực mà bạn được giao ký theo {BASIS}."),
    ):
        with pytest.raises(Refused) as refused:
            actions.ask_signature(document=document, by=actor_for(held.user))
        assert str(refused.value) == f"{words} Người ký được: Chủ tịch Chủ tịch. Chuyển việc này cho người đó."
        assert refused.value.field == "authority"
    agencies.end_appointment(appointment=chair, on=clock.today(), by=SYSTEM)
    with pytest.raises(Refused, match=r"Hiện chưa ai ở cơ quan ký được văn bản này\. Báo người đứng đầu\.$"):
        actions.ask_signature(document=document, by=actor_for(deputy.user))
    permit = actions.draft(
        agency=ward, kind="GP", field=HOUSES, subject="x", facts={}, origin=document, purpose="p", by=clerk
    )
    assert signed(permit, "", actor_for(deputy.user)) == ["KT. Chủ tịch", "Phó Chủ tịch"]


def test_the_signer_reads_the_decision_that_gives_him_the_field(ward):
    chair, deputy = seat(ward, CHAIR, [rules.SIGN]), seat(ward, DEPUTY, [rules.SIGN])
    assign(deputy, HOUSES)
    lend(chair, deputy, "", kinds=["QD"])
    by = actor_for(deputy.user)
    said = "Bạn là cấp phó, ký thay người đứng đầu. "
    assert [one.basis for field in (HOUSES, BIRTHS) for one in authorities(by, Paper("QD", field))] == [
        f"{said}Văn bản thuộc lĩnh vực được phân công theo {SOURCE}, từ ngày 04/11/2026.",
        f"{said}Chủ tịch giao theo {BASIS}, đến hết ngày 06/11/2026.",
    ]


def test_signing_again_is_asked_of_the_field_too(ward, clerk):
    """Printing failed; meanwhile the field became another deputy's."""
    seat(ward, CHAIR, [rules.SIGN])
    deputy = seat(ward, DEPUTY, [rules.SIGN])
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=actor_for(deputy.user))
    deliver_all()
    document.refresh_from_db()
    assign(deputy, BIRTHS)
    with pytest.raises(Refused, match="không còn ký như lần trước"):
        actions.retry(document=document, by=actor_for(deputy.user))
