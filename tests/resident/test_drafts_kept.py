"""Drafts: every one is found again, by a resident and at the counter, and each is kept as long as its list says."""

import datetime
import io
import os

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from city.services import jobs
from city.services.actions import drafts
from city.services.models import Dossier, DossierPaper
from city.services.queries import keeping
from kernel import clock, parameters
from kernel.files import forgetting, keep, store
from kernel.journal.models import JournalEntry
from kernel.parameters.models import Parameter
from stories.cast import agency_named
from stories.papers import paper
from stories.plays import WARD
from tests.city import City
from tests.players import Player

RESIDENT, CLERK = "le.van.phuoc", "ninhkieu.motcua"
ASKED = {"request_text": "Xác nhận"}


def draft(who: str = RESIDENT, **how: str) -> Dossier:
    return Player(who).drafts("1.004873", agency_named(WARD), ASKED, **how)


def later(days: int):  # type: ignore[no-untyped-def]
    return clock.at(clock.now() + datetime.timedelta(days=days))


def test_every_draft_is_found(city: City) -> None:
    made = {draft().submission for _one in range(22)}
    client, page, found = city.sign_in(RESIDENT), reverse("services:my_dossiers"), set[str]()
    place = ""
    for _page in range(3):
        answer = client.get(page, {"drafts": place} if place else {})
        found |= {one.submission for one in answer.context["drafts"]}
        place = answer.context["more_drafts"]
        assert ("Bản nháp cũ hơn" in answer.content.decode()) == bool(place)
        if not place:
            break
    assert made <= found


def test_the_clerk_finds_what_he_began_and_throws_it_away(city: City) -> None:
    begun, own = draft(CLERK, owner="pham.ngoc.bich", channel="counter"), draft()
    client = city.sign_in(CLERK)
    page = client.get("/desk/counter/").content.decode()
    assert ("Bản nháp tại quầy" in page, "Phạm Ngọc Bích" in page) == (True, True)
    assert (f"/drafts/{begun.submission}/" in page, f"/drafts/{own.submission}/" in page) == (True, False)
    assert begun.submission not in city.sign_in("cairang.motcua").get("/desk/counter/").content.decode()
    client.post(f"/drafts/{begun.submission}/discard/")
    assert begun.submission not in client.get("/desk/counter/").content.decode()


def test_the_list_says_until_when_it_is_kept_and_then_it_goes(city: City) -> None:
    one = draft()
    Player(RESIDENT).attaches(one)
    last = keeping.last_day(one, 90)
    page = city.sign_in(RESIDENT).get(reverse("services:my_dossiers")).content.decode()
    assert "giữ đến ngày <time" in page and f">{last:%d/%m/%Y}</time>" in page
    submitted = Dossier.objects.exclude(phase="draft").count()
    with later(90):
        jobs.forget_drafts()
        assert Dossier.objects.filter(pk=one.pk).exists()
    with later(91):
        assert jobs.forget_drafts() >= 1
        assert jobs.forget_drafts() == 0
    assert not Dossier.objects.filter(pk=one.pk).exists()
    assert not DossierPaper.objects.filter(dossier=one.pk).exists()
    assert Dossier.objects.exclude(phase="draft").count() == submitted
    entry = JournalEntry.objects.get(verb="services.draft_forgotten", about_id=one.pk)
    assert entry.fact == {"dossier": one.pk}


def test_the_bytes_go_after_the_draft_and_no_others(city: City) -> None:
    one, by = draft(), Player(RESIDENT).actor
    Player(RESIDENT).attaches(one)  # the same scans as other dossiers have
    blob = keep(io.BytesIO(paper("Chỉ bản nháp này có")), name="rieng.pdf", by=by)
    drafts.attach(dossier=one, blob=blob, name="rieng.pdf", title="Giấy khác", by=by)
    held = named(DossierPaper.objects.all())
    for name in held:
        os.utime(store.place_of(name), (0, 0))
    with later(91):
        look_through_the_store()
        jobs.forget_drafts()
        look_through_the_store()
    assert standing(held) == held
    with later(99):
        look_through_the_store()
    assert standing(held) == named(DossierPaper.objects.all())
    assert (blob.pk in standing(held), len(standing(held)) > 5) == (False, True)


def named(papers: QuerySet[DossierPaper]) -> set[str]:
    return {name for name in papers.values_list("blob", flat=True) if name}


def standing(names: set[str]) -> set[str]:
    return {name for name in names if store.place_of(name).exists()}


def look_through_the_store() -> None:
    for number in range(forgetting.FOLDERS):
        forgetting.forget_in(f"{number:02x}")


def test_a_paper_counts_as_a_change(city: City) -> None:
    one = draft()
    with later(80):
        Player(RESIDENT).attaches(one)
    with later(100):
        jobs.forget_drafts()
    assert Dossier.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("row", [None, "no limit"])
def test_without_a_number_drafts_stay(row: str | None, city: City) -> None:
    one = draft()
    Parameter.objects.filter(code="draft.keep").delete()
    if row:
        Parameter.objects.create(
            code="draft.keep", value=None, unit="day", source="thử", valid=(datetime.date(2018, 1, 1), None)
        )
    assert parameters.find("draft.keep", clock.today()) is None
    with later(1000):
        assert jobs.forget_drafts() == 0
    assert Dossier.objects.filter(pk=one.pk).exists()
    assert "giữ đến ngày" not in city.sign_in(RESIDENT).get(reverse("services:my_dossiers")).content.decode()
