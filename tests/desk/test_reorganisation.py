"""After a reorganisation: a dossier taken in by an agency that is no more is finished by the one that took over, and by no other."""

import pytest
from django.urls import reverse

from city.accounts.actions import open_user, register_person
from city.agencies import actions as agencies
from city.agencies.models import Agency, AgencyState, Appointment
from city.agencies.queries import names, standing
from city.desk.actions import give_back_leftovers
from city.documents.models import Document
from city.payments import rules as payments
from city.payments.models import Charge, Receipt
from city.payments.queries import charge_of
from city.services.actions import examination
from city.services.models import Dossier
from city.services.queries import desk
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.actors import SYSTEM, principal
from kernel.errors import NotAllowed
from kernel.refs import ref
from stories.cast import agency_named
from stories.city import CLERK, LEADER, SPECIALIST
from stories.plays import COPIES
from tests.city import City
from tests.desk.test_moves import page, phase
from tests.players import Player

WARD, OTHER, HEIR = (
    "Ủy ban nhân dân phường Cái Răng",
    "Ủy ban nhân dân phường Ninh Kiều",
    "Ủy ban nhân dân phường Cái Răng Mới",
)
POWERS = {"moi.motcua": [*CLERK], "moi.chuyenvien": SPECIALIST, "moi.chutich": LEADER}


def taken_in() -> Dossier:
    """At the ward's counter, accepted, its fee not paid."""
    clerk = Player("cairang.motcua")
    dossier = clerk.drafts("2.000815", agency_named(WARD), {**COPIES, "applicant_phone": "0912000111"},
                           owner="thach.thi.sa.ry", channel="counter")  # fmt: skip
    clerk.shows_papers(dossier)
    clerk.submits(dossier)
    return clerk.accepts(dossier)


def heir_of(old: Agency) -> Agency:
    """A new agency with officials of its own, today."""
    today, state = clock.today(), old.state()
    assert state is not None
    new = agencies.establish(calendar=old.calendar, name=HEIR, short_name="UBND", place="Cái Răng", level=state.level,
                             parent=state.parent, since=today, by=SYSTEM)  # fmt: skip
    for username, powers in POWERS.items():
        post = agencies.create_post(agency=new, title=f"Chức vụ {username}", powers=powers, since=today, by=SYSTEM)
        user = open_user(username=username, person=register_person(name=f"Người {username}", by=SYSTEM),
                         password="mot-cua-2026", by=SYSTEM)  # fmt: skip
        agencies.appoint(user=user, post=post, since=today, by=SYSTEM)
    return new


def dissolve(old: Agency) -> None:
    today = clock.today()
    for unit in AgencyState.objects.on().filter(parent=old).select_related("agency"):
        agencies.dissolve(agency=unit.agency, on=today, by=SYSTEM)
    agencies.dissolve(agency=old, on=today, by=SYSTEM)


@pytest.fixture
def merged(city: City) -> Dossier:
    """Accepted by Cái Răng, which is merged into its heir the same day."""
    dossier, old = taken_in(), agency_named(WARD)
    new = heir_of(old)
    dissolve(old)
    agencies.succeed(old=old, new=new, on=clock.today(), by=SYSTEM)
    jobs.run_due()
    give_back_leftovers(by=SYSTEM)
    dossier.refresh_from_db()
    return dossier


def test_the_heir_collects_examines_approves_signs_and_hands_out(merged: Dossier, city: City) -> None:
    clerk, officer, chair = Player("moi.motcua"), Player("moi.chuyenvien"), Player("moi.chutich")
    heir = agency_named(HEIR)
    assert open_items(ref(merged)).get().holder == principal("post", officer.actor.post_id or 0)
    assert "Đã thu tiền mặt" in page(city.sign_in("moi.motcua"), merged)
    clerk.takes_cash(merged, "Thạch Thị Sa Ry")
    receipt = Receipt.objects.get(charge=charge_of(ref(merged)))
    assert (receipt.book, receipt.number) == (f"BL-{heir.pk}-{clock.today().year}", 1)
    answer = city.sign_in("moi.motcua").get(reverse("payments:receipt", args=[receipt.charge_id]))
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
    officer.proposes(merged, "granted", "Bản sao khớp bản chính.")
    chair.signs(merged)
    assert phase(merged) == ("decided", "return")
    result = Document.objects.get(origin_kind="services.dossier", origin_id=merged.pk, purpose="result")
    assert (result.agency, result.state, result.entry.number) == (heir, "issued", 1)
    clerk.hands_out(merged, "counter")
    assert phase(merged) == ("returned", "")


def test_the_heirs_book_and_list_hold_what_was_taken_over(merged: Dossier, city: City) -> None:
    clerk = city.sign_in("moi.motcua")
    assert str(merged) in clerk.get(reverse("services:desk_book")).content.decode()
    assert str(merged) in clerk.get(f"{reverse('services:desk_dossiers')}?phase=accepted").content.decode()
    old = standing(merged.agency)
    assert (old, names([merged.agency_id])) == (agency_named(HEIR), {merged.agency_id: WARD})


def test_the_register_of_the_old_agency_is_read_by_its_heir_alone(merged: Dossier, city: City) -> None:
    address = f"{reverse('documents:register')}?agency={merged.agency_id}&book=chung-nhan"
    assert city.sign_in("moi.chutich").get(address).context["agency"].pk == merged.agency_id
    assert city.sign_in("ninhkieu.chutich").get(address).status_code == 403


def test_another_agency_can_do_none_of_it(merged: Dossier, city: City) -> None:
    """Also where its official holds every power."""
    for username in ("ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"):
        by = Player(username).actor
        assert desk.moves_for(by, merged) == []
        assert city.sign_in(username).get(f"/desk/dossiers/{merged.submission}/").status_code == 404
    charge = Charge.objects.get(origin_kind="services.dossier", origin_id=merged.pk)
    stranger = Player("ninhkieu.motcua")
    assert not payments.visible_to(stranger.actor).filter(pk=charge.pk).exists()
    for act in (lambda: stranger.takes_cash(merged, "Ai đó"), lambda: Player("ninhkieu.hotich").proposes(merged, "granted", "Có."),
                lambda: Player("ninhkieu.chutich").signs(merged)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_who_took_a_part_of_a_living_agency_does_not_act_for_it(city: City) -> None:
    dossier, old = taken_in(), agency_named(WARD)
    agencies.succeed(old=old, new=heir_of(old), on=clock.today(), share="part", by=SYSTEM)
    charge = Charge.objects.get(origin_kind="services.dossier", origin_id=dossier.pk)
    clerk = Player("moi.motcua").actor
    assert (clerk.heir_of, payments.can_collect(clerk, charge)) == (frozenset(), False)


def test_of_a_split_agency_every_heir_acts_and_nobody_else(city: City) -> None:
    """Two took over: the work lies with the old agency's name, both read it, and the one who signs issues the result."""
    dossier, old = taken_in(), agency_named(WARD)
    new, second = heir_of(old), agency_named(OTHER)
    dissolve(old)
    for heir in (new, second):
        agencies.succeed(old=old, new=heir, on=clock.today(), share="part", by=SYSTEM)
    jobs.run_due()
    give_back_leftovers(by=SYSTEM)
    assert (standing(old), open_items(ref(dossier)).get().holder) == (old, principal("agency", old.pk))
    chair, officer = city.sign_in("moi.chutich"), Player("moi.chuyenvien")
    item = open_items(ref(dossier)).get()
    assert chair.post(reverse("desk:hand_over", args=[item.pk]), {"post": officer.actor.post_id}).status_code == 302
    jobs.run_due()
    officer.proposes(dossier, "granted", "Bản sao khớp bản chính.")
    Player("moi.chutich").signs(dossier)
    result = Document.objects.get(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")
    assert (result.agency, phase(dossier)[0]) == (new, "decided")


def test_work_sent_back_to_a_post_that_nobody_holds_goes_to_the_queue(merged: Dossier, city: City) -> None:
    officer = Player("moi.chuyenvien")
    officer.proposes(merged, "granted", "Bản sao khớp bản chính.")
    agencies.end_appointment(appointment=Appointment.objects.get(user=officer.user), on=clock.today(), by=SYSTEM)
    examination.send_back(
        dossier=Player("moi.chutich").takes(merged), comment="Xem lại.", by=Player("moi.chutich").actor
    )
    assert open_items(ref(merged)).get().holder == principal("agency", agency_named(HEIR).pk)
