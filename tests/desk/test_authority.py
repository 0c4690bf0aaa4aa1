"""The leader approves in one of the ways that his post allows: he sees the very lines, and what is printed are those."""

import datetime
import re

import pytest
from django.urls import reverse

from city.agencies import actions as agencies
from city.agencies.models import Appointment, Delegation
from city.documents.models import Document, Signature
from city.services.models import Dossier
from city.services.models.catalogue import Field
from kernel import clock
from kernel.actors import SYSTEM
from tests.city import City
from tests.desk.test_moves import READY, page, phase, post
from tests.players import Player

CHAIR, OFFICER, CLERK = "ninhkieu.chutich", "ninhkieu.hotich", "ninhkieu.motcua"
BASIS = "QĐ 15/QĐ-UBND ngày 02/03/2026"
POWERS = ["dossiers.approve", "documents.sign"]


def held(username: str) -> Appointment:
    return Appointment.objects.select_related("post__agency", "user__person").get(user__username=username)


def ways(html: str) -> list[tuple[str, str]]:
    """(word, lines) of each way that may be chosen."""
    found = re.findall(r'name="authority" value="(\w+)"[^>]*><span>(.*?)<span class="hint', html)
    return [(word, lines.replace("<br>", " / ")) for word, lines in found]


def signed(dossier: Dossier) -> list[tuple[str, str, list[str]]]:
    rows = Signature.objects.filter(role="person", version__document__origin_id=dossier.pk)
    return list(rows.values_list("authority", "signer", "lines"))


def test_the_chair_chooses_between_committee_and_himself(city: City) -> None:
    dossier, chair = city.dossier(*READY), city.sign_in(CHAIR)
    html = page(chair, dossier)
    assert ways(html) == [("TM", "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"), ("own", "CHỦ TỊCH")]
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["TM"]
    for wrong in ("KT", "TUQ", "", "x"):
        assert post(chair, dossier, "approval", authority=wrong).status_code == 422
    assert signed(dossier) == []
    assert post(chair, dossier, "approval", authority="TM").status_code == 302
    assert signed(dossier) == [("TM", "Võ Hoàng Long", ["TM. Ủy ban nhân dân", "Chủ tịch"])]


def test_the_only_way_is_told_and_not_asked(city: City) -> None:
    dossier, chair = city.dossier(*READY), city.sign_in(CHAIR)
    agencies.rename(agency=dossier.agency, name=dossier.agency.name, collective="", since=clock.today(), by=SYSTEM)
    html = page(chair, dossier)
    assert (ways(html), re.findall(r'type="hidden" name="authority" value="(\w+)"', html)) == ([], ["own"])
    assert "<b>CHỦ TỊCH</b>" in html and "Bạn là người đứng đầu cơ quan." in html
    assert post(chair, dossier, "approval", authority="own").status_code == 302
    assert signed(dossier) == [("own", "Võ Hoàng Long", ["Chủ tịch"])]


def lend_by_the_page(city: City, authority: str, kinds: tuple[str, ...] = ("TL", "GXN")) -> int:
    today = clock.today()
    last = today + datetime.timedelta(days=2)
    values = {
        "holder": held(OFFICER).pk, "powers": POWERS, "basis": BASIS, "authority": authority, "kinds": kinds,
        "since_day": today.day, "since_month": today.month, "since_year": today.year,
        "last_day": last.day, "last_month": last.month, "last_year": last.year,
    }  # fmt: skip
    return city.sign_in(CHAIR).post(reverse("agencies:lend"), values).status_code


def test_an_official_signs_under_mandate_of_the_chair(city: City) -> None:
    dossier, substitute = city.dossier(*READY), city.sign_in(OFFICER)
    assert 'name="authority"' in city.sign_in(CHAIR).get(reverse("agencies:lend")).content.decode()
    assert 'name="authority"' not in substitute.get(reverse("agencies:lend")).content.decode()
    assert (lend_by_the_page(city, ""), Delegation.objects.count()) == (422, 0)
    assert lend_by_the_page(city, "TUQ") == 302
    for username in (CHAIR, OFFICER):
        assert "Thừa ủy quyền (TUQ.)" in city.sign_in(username).get(reverse("agencies:substitution")).content.decode()
    html = page(substitute, dossier)
    assert f"Chủ tịch giao theo {BASIS}" in html
    assert post(substitute, dossier, "approval", authority="TUQ").status_code == 302
    lines = ["TUQ. Chủ tịch", "Công chức Tư pháp - Hộ tịch"]
    assert signed(dossier) == [("TUQ", "Trần Thị Thu Hà", lines)]


def test_what_lies_outside_of_the_mandate_is_not_offered(city: City) -> None:
    """What is to be signed is a confirmation; the chair's order speaks of permits."""
    dossier, substitute = city.dossier(*READY), city.sign_in(OFFICER)
    asked = city.sign_in(CHAIR).get(reverse("agencies:lend")).content.decode()
    kinds = re.findall(r'name="kinds" value="(\w+)"', asked)
    assert (kinds[:5], "GTN" in kinds) == (["TBKGQ", "TL", "GP", "GCN", "GXN"], False)
    assert [lend_by_the_page(city, "TL", kinds=chosen) for chosen in ((), ("GP",))] == [422, 302]
    words = (
        f"nằm ngoài loại văn bản hoặc lĩnh vực mà bạn được giao ký theo {BASIS}. Người ký được: Chủ tịch Võ Hoàng Long."
    )
    html = page(substitute, dossier)
    assert (words in html, '/approval/"' in html) == (True, False)
    refused = post(substitute, dossier, "approval", authority="TL")
    assert (refused.status_code, words in refused.content.decode(), signed(dossier)) == (422, True, [])
    assert [word for word, _lines in ways(page(city.sign_in(CHAIR), dossier))] == ["TM", "own"]


@pytest.mark.parametrize("own", [True, False])
def test_a_deputy_signs_in_his_field(own: bool, city: City) -> None:
    """The chair's own account in a deputy's post beside an empty chair: births are his field, or they are not."""
    dossier, chair = city.dossier(*READY), city.sign_in(CHAIR)
    field = dossier.version.procedure.field
    other = Field.objects.filter(procedures__offers__agency=dossier.agency).exclude(pk=field.pk).first()
    assert other is not None
    deputy = held(CHAIR).post
    agencies.change_rank(post=deputy, rank="deputy", by=SYSTEM)
    agencies.create_post(
        agency=dossier.agency, title="Chủ tịch", rank="head", powers=[], since=clock.today(), by=SYSTEM
    )
    admin = city.sign_in("quantri")
    form = admin.get(reverse("agencies:assign_fields", args=[deputy.pk])).content.decode()
    assert {field.code, other.code} < set(re.findall(r'name="fields" value="([^"]+)"', form))
    chosen = field if own else other
    agencies.assign_fields(post=deputy, fields=[chosen.code], since=clock.today(), source=BASIS, by=SYSTEM)
    html = page(chair, dossier)
    if own:
        assert f"Văn bản thuộc lĩnh vực được phân công theo {BASIS}" in html
        assert post(chair, dossier, "approval", authority="KT").status_code == 302
        assert signed(dossier) == [("KT", "Võ Hoàng Long", ["KT. Chủ tịch", "Chủ tịch"])]
        assert Document.objects.get(origin_id=dossier.pk, purpose="result").field == field.code
    else:
        words = f"Văn bản này không thuộc lĩnh vực được phân công cho bạn theo {BASIS}. Hiện chưa ai ở cơ quan ký được"
        assert (words in html, '/approval/"' in html) == (True, False)
        assert post(chair, dossier, "approval", authority="KT").status_code == 422
        assert signed(dossier) == []


@pytest.mark.parametrize("rank", ["deputy", "head"])
def test_who_has_no_way_to_sign_reads_why_in_place_of_the_button(rank: str, city: City) -> None:
    """A deputy where no post leads; the head of a division without the chair's order."""
    dossier, chair = city.dossier(*READY), city.sign_in(CHAIR)
    agencies.change_rank(post=held(CHAIR).post, rank="deputy", by=SYSTEM)
    words, who = "nên chưa biết bạn ký thay ai", chair
    if rank == "head":
        agencies.change_rank(post=held(CHAIR).post, rank="other", by=SYSTEM)
        lend_by_the_page(city, "")
        agencies.change_rank(post=held(OFFICER).post, rank="head", by=SYSTEM)
        words, who = "chỉ ký khi người đứng đầu cơ quan giao", city.sign_in(OFFICER)
    html = page(who, dossier)
    assert (words in html, '/approval/"' in html) == (True, False)
    assert post(who, dossier, "approval", authority="own").status_code == 422
    assert (phase(dossier), signed(dossier)) == (("processing", "approve"), [])
    assert Player(CLERK).actor.has("documents.sign") is False
