"""A draft that would reach nobody: its agency is no more, its offer ended, its procedure was published anew. It is refused with what
to do, and led on; nothing that was typed is lost."""

import copy
import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from city.agencies import actions as agencies
from city.agencies.models import AgencyState
from city.services.actions import drafts
from city.services.models import Definition, Dossier
from city.services.models.catalogue import Case, Offer, Paper, ProcedureVersion
from city.services.models.definitions import digest
from city.services.queries.definitions import definition_of
from city.services.queries.obstacles import obstacle_of
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import unguarded
from stories.cast import agency_named
from stories.plays import CHILD, WARD
from tests.city import City
from tests.players import Player

WHO, CODE, OTHER = "pham.ngoc.bich", "1.001193", "Ủy ban nhân dân phường Cái Răng"


@pytest.fixture
def draft(city: City) -> Dossier:
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    player = Player(WHO)
    made = player.drafts(CODE, agency_named(WARD), {**CHILD, "birth_on": born, "applicant_phone": "0919887766"})
    return player.attaches(made)


@pytest.fixture
def client(city: City) -> Client:
    return city.sign_in(WHO)


def address(name: str, draft: Dossier) -> str:
    return reverse(f"services:{name}", args=[draft.submission])


def hand_in(client: Client, draft: Dossier) -> str:
    """Where it leads."""
    draft.refresh_from_db()
    return str(client.post(address("submission", draft), {"token": draft.idempotency}).headers.get("Location", ""))


def dissolve(heir: str = "") -> None:
    today, old = clock.today(), agency_named(WARD)
    for unit in AgencyState.objects.on().filter(parent=old).select_related("agency"):
        agencies.dissolve(agency=unit.agency, on=today, by=SYSTEM)
    agencies.dissolve(agency=old, on=today, by=SYSTEM)
    if heir:
        agencies.succeed(old=old, new=agency_named(heir), on=today, by=SYSTEM)


def end_offer(draft: Dossier) -> None:
    today = clock.today()
    with unguarded("an offer that ended"):
        for one in Offer.objects.filter(procedure=draft.version.procedure, agency=draft.agency, valid__contains=today):
            one.valid = DateRange(one.valid.lower, today)
            one.save(update_fields=["valid"])


def publish_anew(draft: Dossier) -> ProcedureVersion:
    """The next sheet: one of the papers sent is asked for no more, and a form in which the birth place is a number, else the same."""
    old, today, body = draft.version, clock.today(), copy.deepcopy(draft.form.body)
    asked = [f for page in body["pages"] for f in page.get("fields", ()) if f["id"] == "birth_place"]
    asked[0].clear()
    asked[0].update({"id": "birth_place", "kind": "number", "label": {"vi": "Mã cơ sở y tế", "en": "Number"}})
    with unguarded("another sheet is published"):
        form = Definition.objects.create(sha256=digest(body), kind="form", code="birth-registration", body=body, installed_at=clock.now())  # fmt: skip
        papers, sent = list(old.papers.order_by("no", "pk")), draft.papers.exclude(paper=None)[0].paper
        assert sent is not None
        old.state, old.valid = "retired", DateRange(old.valid.lower, today)
        old.save(update_fields=["state", "valid"])
        new = ProcedureVersion.objects.get(pk=old.pk)
        new.pk, new._state.adding, new.no, new.state, new.valid, new.form = None, True, old.no + 1, "published", DateRange(today, None), form  # fmt: skip
        new.save(force_insert=True)
        cases = {c.pk: Case.objects.create(version=new, no=c.no, name=c.name) for c in Case.objects.filter(version=old)}
        for paper in (p for p in papers if p.pk != sent.pk):
            Paper.objects.create(version=new, no=paper.no, name=paper.name, case=cases.get(paper.case_id or 0))
    return new


def test_an_agency_that_is_no_more(client: Client, draft: Dossier) -> None:
    dissolve(heir=OTHER)
    assert hand_in(client, draft) == address("apply_check", draft)
    assert Dossier.objects.get(pk=draft.pk).phase == "draft"
    page = client.get(address("apply_check", draft)).content.decode()
    said = f"“{WARD}” không còn từ ngày"
    assert (said in page, f"“{OTHER}” tiếp nhận việc" in page, address("submission", draft) in page) == (
        True,
        True,
        False,
    )
    assert said in client.get(reverse("services:my_dossiers")).content.decode()
    place = client.get(address("apply_place", draft))
    assert place.context["form"].initial["agency"] == agency_named(OTHER).pk
    kept = draft.draft
    assert client.post(address("apply_place", draft), {"agency": agency_named(OTHER).pk, "case": 0}).status_code == 302
    draft = Dossier.objects.get(pk=draft.pk)
    assert (draft.agency, draft.draft, obstacle_of(draft)) == (agency_named(OTHER), kept, None)
    assert hand_in(client, draft) == address("submitted", draft)


def test_an_agency_that_nobody_took_over_from(draft: Dossier, client: Client) -> None:
    dissolve()
    with pytest.raises(Refused, match=r"không còn từ ngày .* Chọn lại nơi nhận"):
        drafts.submit(dossier=draft, token=draft.idempotency, by=Player(WHO).actor)


def test_an_offer_that_ended(draft: Dossier, client: Client) -> None:
    end_offer(draft)
    with pytest.raises(Refused, match="không còn nhận thủ tục này"):
        drafts.submit(dossier=draft, token=draft.idempotency, by=Player(WHO).actor)
    assert f"<b>{OTHER}</b>" in client.get(address("apply_place", draft)).content.decode()  # the only one left
    assert client.post(address("apply_place", draft), {"agency": agency_named(OTHER).pk, "case": 0}).status_code == 302
    assert hand_in(client, draft) == address("submitted", draft)


def test_an_agency_may_be_changed_while_it_is_a_draft_to_one_that_takes_it(draft: Dossier, client: Client) -> None:
    assert client.post(address("apply_place", draft), {"agency": agency_named(OTHER).pk, "case": 0}).status_code == 302
    assert Dossier.objects.get(pk=draft.pk).agency == agency_named(OTHER)
    with pytest.raises(Refused, match=r"Sở Xây dựng.* không còn nhận"):
        drafts.choose(dossier=draft, agency=agency_named("Sở Xây dựng"), case=None, by=Player(WHO).actor)
    assert Dossier.objects.get(pk=draft.pk).agency == agency_named(OTHER)


def test_a_procedure_that_was_published_anew(draft: Dossier, client: Client) -> None:
    new = publish_anew(draft)
    before, papers = draft.draft["values"], draft.papers.count()
    assert hand_in(client, draft) == address("apply_check", draft)
    page = client.get(address("apply_check", draft)).content.decode()
    assert (address("renewal", draft) in page, address("submission", draft) in page) == (True, False)
    assert client.post(address("renewal", draft)).status_code == 302
    draft = Dossier.objects.get(pk=draft.pk)
    assert (draft.version, draft.papers.count(), draft.papers.filter(paper=None).count()) == (new, papers, 1)
    assert {p.paper.version_id for p in draft.papers.exclude(paper=None).select_related("paper") if p.paper} == {new.pk}
    lost = {"birth_place"}
    assert draft.draft["values"] == {key: value for key, value in before.items() if key not in lost}
    asked = next(page.id for page, field in definition_of(draft).fields() if field.id == "birth_place")
    assert client.get(address("draft", draft))["Location"] == reverse("services:apply_page", args=[draft.submission, asked])  # fmt: skip
    assert client.post(address("renewal", draft)).status_code == 302  # again: nothing changes
    assert Dossier.objects.get(pk=draft.pk).draft == draft.draft


def test_a_procedure_that_is_published_no_more(draft: Dossier, client: Client) -> None:
    with unguarded("a procedure that was given up"):
        draft.version.state, draft.version.valid = "retired", DateRange(draft.version.valid.lower, clock.today())
        draft.version.save(update_fields=["state", "valid"])
    assert hand_in(client, draft) == address("apply_check", draft)
    page = client.get(address("apply_check", draft)).content.decode()
    assert ("không còn được công bố" in page, address("renewal", draft) in page) == (True, False)


def test_the_place_of_another_persons_draft_is_not_found(draft: Dossier, city: City) -> None:
    assert city.sign_in("le.van.phuoc").get(address("apply_place", draft)).status_code == 404
