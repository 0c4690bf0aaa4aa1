"""One acts in another's place: he sees the other's work and may do it, for the time lent, and the journal keeps both posts."""

import datetime
import re

import pytest
from django.urls import reverse

from city.accounts.models import User
from city.agencies import actions
from city.agencies.models import Appointment, Delegation
from city.agencies.queries import actor_for
from city.services.models import Dossier
from city.work.models import Item
from kernel import clock
from kernel.errors import NotAllowed, Refused
from kernel.journal import entries_about
from kernel.journal.models import JournalEntry

LENDER, HOLDER = "ninhkieu.hotich", "ninhkieu.vanthu"


def _held(username: str) -> Appointment:
    return Appointment.objects.select_related("post__agency", "user__person").get(user__username=username)


def _actor(username: str):  # type: ignore[no-untyped-def]
    return actor_for(User.objects.get(username=username))


def _lent(powers=("dossiers.examine",), *, days=(0, 3), lender=LENDER, holder=HOLDER, by=None) -> Delegation:  # type: ignore[no-untyped-def]
    today = clock.today()
    since, until = (today + datetime.timedelta(days=n) for n in days)
    return actions.delegate(
        lender=_held(lender), holder=_held(holder), powers=[*powers], since=since, until=until,
        basis="QĐ 15/QĐ-UBND ngày 02/03/2026", by=by or _actor(lender),
    )  # fmt: skip


def _work(city) -> Dossier:  # type: ignore[no-untyped-def]
    """A dossier that lies with the lender, at the step of examining."""
    item = Item.objects.filter(holder__in=_actor(LENDER).principals, closed_at=None, code="examine").first()
    assert item is not None
    return Dossier.objects.get(pk=item.about_id)


def test_the_substitute_sees_the_work_and_does_it(city):
    dossier, substitute = _work(city), city.sign_in(HOLDER)
    row = f'href="{reverse("services:desk_dossier", args=[dossier.submission])}"'
    assert row not in substitute.get("/desk/").content.decode()
    _lent()
    assert row in substitute.get("/desk/").content.decode()
    values = {"revision": str(dossier.revision), "outcome": "granted", "comment": "Đủ điều kiện."}
    answer = substitute.post(reverse("services:desk_propose", args=[dossier.submission]), values)
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.step == "approve"
    done = entries_about(dossier).filter(verb="services.result_proposed").first()
    lent = JournalEntry.objects.filter(verb="agencies.powers_delegated").latest("id")
    assert (done.post_id, lent.post_id) == (_held(HOLDER).post_id, _held(LENDER).post_id)


@pytest.mark.parametrize("end", ["time", "hand"])
def test_afterwards_he_neither_sees_nor_does(end, city):
    dossier, lent = _work(city), _lent()
    later = clock.now() + datetime.timedelta(days=3 if end == "time" else 0)
    if end == "hand":
        answer = city.sign_in(LENDER).post(reverse("agencies:end_delegation", args=[lent.pk]))
        assert answer.status_code == 302
    with clock.at(later):
        assert _actor(HOLDER).has("dossiers.examine") is False
        substitute = city.sign_in(HOLDER)
        path = reverse("services:desk_propose", args=[dossier.submission])
        answer = substitute.post(path, {"revision": str(dossier.revision), "outcome": "granted", "comment": "x"})
        assert answer.status_code in (403, 404)
        assert dossier.submission not in substitute.get("/desk/").content.decode()
    dossier.refresh_from_db()
    assert dossier.step == "examine"


def test_before_the_first_day_nothing_is_lent(city):
    _lent(days=(1, 3))
    assert _actor(HOLDER).has("dossiers.examine") is False
    with clock.at(clock.now() + datetime.timedelta(days=1)):
        assert _actor(HOLDER).has("dossiers.examine") is True


def test_what_is_lent_ends_with_the_lenders_own(city):
    _lent()
    admin = _actor("quantri")
    actions.change_powers(post=_held(LENDER).post, powers=[], since=clock.today(), by=admin)
    assert _actor(HOLDER).has("dossiers.examine") is False
    actions.end_appointment(appointment=_held(LENDER), on=clock.today(), by=admin)
    assert _held(LENDER).post.principal not in _actor(HOLDER).principals


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"powers": ("documents.sign",)}, "powers"),
        ({"powers": ()}, "powers"),
        ({"holder": "cairang.motcua"}, "holder"),
        ({"holder": LENDER}, "holder"),
        ({"days": (-1, 3)}, "since"),
        ({"days": (2, 2)}, "until"),
    ],
)
def test_what_cannot_be_lent(wrong, field, city):
    with pytest.raises(Refused) as refused:
        _lent(**wrong)
    assert refused.value.field == field
    assert Delegation.objects.count() == 0


def test_nobody_lends_on_or_for_another_or_beyond_his_time(city):
    _lent()
    with pytest.raises(Refused) as refused:
        _lent(lender=HOLDER, holder="ninhkieu.motcua")
    assert refused.value.field == "powers"
    with pytest.raises(NotAllowed):
        _lent(by=_actor(HOLDER), days=(5, 6))
    actions.end_appointment(
        appointment=_held(LENDER), on=clock.today() + datetime.timedelta(days=6), by=_actor("quantri")
    )
    with pytest.raises(Refused) as refused:
        _lent(days=(5, 9))
    assert refused.value.field == "until"
    with pytest.raises(Refused, match="đã ủy quyền cho người này"):
        _lent(days=(1, 2))


def test_by_the_page(city):
    lender, today = city.sign_in(LENDER), clock.today()
    last = today + datetime.timedelta(days=2)
    page = lender.get(reverse("agencies:lend")).content.decode()
    assert re.findall(r'name="powers" value="([^"]+)"', page) == ["dossiers.examine"]
    values = {
        "holder": _held(HOLDER).pk, "powers": ["dossiers.examine"], "basis": "QĐ 15/QĐ-UBND",
        "since_day": today.day, "since_month": today.month, "since_year": today.year,
        "last_day": last.day, "last_month": last.month, "last_year": last.year,
    }  # fmt: skip
    assert lender.post(reverse("agencies:lend"), values).status_code == 302
    made = Delegation.objects.get()
    assert (made.valid.lower, made.valid.upper) == (today, last + datetime.timedelta(days=1))
    assert "Phan Thị Bé Năm" in lender.get(reverse("agencies:substitution")).content.decode()
    assert "Trần Thị Thu Hà" in city.sign_in(HOLDER).get(reverse("agencies:substitution")).content.decode()
    assert lender.post(reverse("agencies:lend"), {**values, "holder": "1", "last_year": "x"}).status_code == 422


def test_only_the_lender_ends_it_by_the_page(city):
    path = reverse("agencies:end_delegation", args=[_lent().pk])
    for username, status in (
        (HOLDER, 404),
        ("cairang.motcua", 404),
        ("le.van.phuoc", 404),
        (LENDER, 302),
        (LENDER, 409),
    ):
        assert city.sign_in(username).post(path).status_code == status, username
