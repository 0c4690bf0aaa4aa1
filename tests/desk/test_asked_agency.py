"""Asking another agency: only one in which somebody can do it, taken back while nobody there has begun, asked again afterwards."""

import pytest
from django.test import Client

from city.agencies import actions as agencies
from city.agencies.models import Agency, Appointment, Post
from city.agencies.queries import holders_of
from city.services.actions import examination
from city.services.models import Dossier, Party
from city.services.queries import desk
from city.services.queries.desk_steps import colleagues
from city.services.queries.opinions import other_agencies
from city.work.actions import claim, hand_over
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import entries_about, unguarded
from kernel.refs import ref
from stories.cast import agency_named
from tests.city import City
from tests.desk.test_inbox import post_of
from tests.desk.test_moves import offered, page, phase, post
from tests.desk.test_several import colleague
from tests.players import Player

HOUSE = ("pham.ngoc.bich", "1.009994")
OFFICER, WORKS, BUILDING = "ninhkieu.hotich", "sxd.chuyenvien", "Sở Xây dựng"


def leave(*held: Appointment) -> None:
    for one in held:
        agencies.end_appointment(appointment=one, on=clock.today(), by=SYSTEM)


def examiners_elsewhere(dossier: Dossier) -> list[Appointment]:
    rows = Appointment.objects.on().filter(post__grants__powers__contains=["dossiers.examine"])
    return list(rows.exclude(user__username=OFFICER).distinct())


def handed_over(city: City) -> tuple[Dossier, Client]:
    dossier, officer = city.dossier(*HOUSE), city.sign_in(OFFICER)
    given = {"agency": agency_named(BUILDING).pk, "comment": "Cho ý kiến về chỉ giới."}
    assert post(officer, dossier, "handing-over", **given).status_code == 302
    assert phase(dossier) == ("processing", "opinion")
    return dossier, officer


def test_only_agencies_in_which_somebody_can_do_it_are_offered(city: City) -> None:
    dossier, building = city.dossier(*HOUSE), agency_named(BUILDING)
    before = dict(other_agencies(dossier))
    able = {pk for pk in before if holders_of(Agency.objects.get(pk=pk), "dossiers.examine")}
    assert (able, before[building.pk], dossier.agency_id in before) == (set(before), BUILDING, False)
    leave(Player(WORKS).user.appointments.get())
    assert dict(other_agencies(dossier)) == {pk: name for pk, name in before.items() if pk != building.pk}
    answer = post(city.sign_in(OFFICER), dossier, "handing-over", agency=building.pk, comment="Cho ý kiến.")
    assert (answer.status_code, phase(dossier)[1]) == (422, "examine")


def test_where_there_is_none_the_page_says_so(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    leave(*examiners_elsewhere(dossier))
    html = page(city.sign_in(OFFICER), dossier)
    assert ("chuyển đi thì không ai nhận" in html, "handing-over" in offered(html)) == (True, False)


def test_taken_back_while_nobody_there_has_begun(city: City) -> None:
    dossier, officer = handed_over(city)
    assert "recall" in offered(page(officer, dossier))
    assert post(officer, dossier, "recall", comment=" ").status_code == 422
    assert post(officer, dossier, "recall", comment="Gửi nhầm cơ quan.").status_code == 302
    assert phase(dossier) == ("processing", "examine")
    item = open_items(ref(dossier)).get()
    assert (item.holder, dossier.other_agency) == (Player(OFFICER).user.appointments.get().post.principal, None)
    assert entries_about(dossier)[0].verb == "services.dossier_recalled"
    run = dossier.runs.get(step="opinion")
    assert (run.outcome, run.comment) == ("recall", "Gửi nhầm cơ quan.")
    assert "recall" not in offered(page(officer, dossier))


def test_not_once_somebody_there_has_it(city: City) -> None:
    dossier, officer = handed_over(city)
    claim(item=open_items(ref(dossier)).get(), by=Player(WORKS).actor)
    assert "recall" not in offered(page(officer, dossier))
    assert post(officer, dossier, "recall", comment="Gửi nhầm.").status_code == 422
    assert phase(dossier) == ("processing", "opinion")


def test_also_where_the_asked_agency_has_hired_since(city: City) -> None:
    dossier, officer = handed_over(city)
    twin, item = colleague(post_of(WORKS).agency, "hai", ["dossiers.examine"]), open_items(ref(dossier)).get()
    assert "recall" in offered(page(officer, dossier))
    hand_over(item=item, to=twin.principal, by=Player(WORKS).actor)  # one there gave it to another: somebody has it
    assert "recall" not in offered(page(officer, dossier))


def test_nor_by_anybody_else(city: City) -> None:
    dossier, _officer = handed_over(city)
    assert [post(city.sign_in(u), dossier, "recall", comment="Cho tôi.").status_code for u in (WORKS, "ninhkieu.chutich")] == [403, 403]  # fmt: skip


def test_after_the_opinion_another_may_be_asked_and_more_from_the_applicant(city: City) -> None:
    dossier, _officer = handed_over(city)
    Player(WORKS).forwards(dossier, "Phù hợp quy hoạch.")
    jobs.run_due()
    verbs = {move.verb for move in desk.moves_for(Player(OFFICER).actor, dossier)}
    assert (phase(dossier)[1], verbs) == ("conclude", {"propose", "hand_over", "ask_supplement", "ask_payment"})
    Player(OFFICER).hands_over(dossier, "Ủy ban nhân dân phường Cái Răng", "Cho ý kiến thêm.")
    assert phase(dossier) == ("processing", "opinion")


@pytest.mark.parametrize(("role", "named"), [("authorised", False), ("submitter", False), ("receiver", True)])
def test_the_way_on_is_not_offered_to_a_party(role: str, named: bool, city: City) -> None:
    """Back from the asked agency to a unit of three, one of whom acts for the owner; who only fetched a result is none."""
    unit = post_of(OFFICER).agency
    posts = {name: colleague(unit, name, ["dossiers.examine"]).pk for name in ("hai", "ba")}
    dossier, _officer = handed_over(city)
    with unguarded("the colleague is a party"):
        Party.objects.update_or_create(dossier=dossier, role=role, defaults={"person": Player("hai").user.person})
    found = [pk for pk, _name in colleagues(Dossier.objects.get(pk=dossier.pk))]
    assert (posts["hai"] in found, posts["ba"] in found) == (named, True)
    if not named:
        with pytest.raises(Refused, match="Người này không làm được bước sau"):
            examination.forward(
                dossier=dossier,
                comment="Đã có ý kiến.",
                holder=Post.objects.get(pk=posts["hai"]),
                by=Player(WORKS).actor,
            )
    answer = post(city.sign_in(WORKS), dossier, "forwarding", comment="Đã có ý kiến.", holder=posts["hai"])
    assert answer.status_code == (302 if named else 422)
