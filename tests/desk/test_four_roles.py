"""Owner, submitter, authorised, receiver: recorded online, at the counter, and when the result goes out."""

from city.accounts.actions import give_mandate
from city.accounts.models import Person, User
from city.documents import actions as documents
from city.documents.models import Document
from city.services.actions import drafts, receivers, results
from city.services.models import Dossier
from city.services.queries import desk_acts
from city.services.queries.definitions import definition_of
from kernel import jobs
from kernel.forms import walk
from kernel.forms.settling import visible_pages
from kernel.notifications import inbox_of
from stories.cast import agency_named
from stories.plays import SINGLE
from tests.city import City
from tests.desk.test_counter import PERSON
from tests.desk.test_moves import page, phase, post
from tests.players import Player

CHAIR, CLERK, OFFICER = "ninhkieu.chutich", "ninhkieu.motcua", "ninhkieu.hotich"
REGISTRAR = "ninhkieu.vanthu"
OTHER = {"name": "Trần Thị Chín", "number": "092190004321"}


def person(username: str) -> Person:
    found = User.objects.select_related("person").get(username=username).person
    assert found is not None
    return found


def roles(dossier: Dossier) -> dict[str, str]:
    return dict(dossier.parties.values_list("role", "person__name"))


def test_online_the_owner_hands_in_himself(city: City) -> None:
    assert roles(city.dossier("pham.ngoc.bich", "1.009994")) == {"owner": "Phạm Ngọc Bích", "submitter": "Phạm Ngọc Bích"}  # fmt: skip


def test_online_by_mandate_the_proxy_is_authorised_and_submits(city: City) -> None:
    owner, proxy = person("thach.thi.sa.ry"), Player("huynh.cong.danh")
    give_mandate(principal=owner, agent=person("huynh.cong.danh"), until=None, by=Player("thach.thi.sa.ry").actor)
    office = agency_named("Ủy ban nhân dân phường Ninh Kiều")
    dossier = proxy.drafts("1.004873", office, {**SINGLE, "applicant_phone": "0912000111"}, owner="thach.thi.sa.ry")
    proxy.attaches(dossier)
    proxy.submits(dossier)
    assert roles(dossier) == {"owner": "Thạch Thị Sa Ry", "authorised": "Huỳnh Công Danh", "submitter": "Huỳnh Công Danh"}  # fmt: skip
    html = page(city.sign_in(CLERK), dossier)
    assert "Người nộp, người được ủy quyền" in html


def test_at_the_counter_the_owner_or_who_stands_there_for_him(city: City) -> None:
    clerk, filed = city.sign_in("cairang.motcua"), {}
    for key, proxy in {"himself": {}, "proxy": {"proxy-name": OTHER["name"], "proxy-number": OTHER["number"]}}.items():
        assert clerk.post("/desk/counter/", {**PERSON, "code": "1.004873", "case": "0", **proxy}).status_code == 302
        draft = Dossier.objects.latest("pk")
        _fill(draft)
        filed[key] = roles(draft)
    assert filed == {
        "himself": {"owner": "Trần Văn Tám", "submitter": "Trần Văn Tám"},
        "proxy": {"owner": "Trần Văn Tám", "authorised": "Trần Thị Chín", "submitter": "Trần Thị Chín"},
    }
    half = clerk.post("/desk/counter/", {**PERSON, "code": "1.004873", "case": "0", "proxy-name": "Trần Thị Chín"})
    wrong = clerk.post("/desk/counter/", {**PERSON, "code": "1.004873", "case": "0", "proxy-name": "Ai Đó", "proxy-number": OTHER["number"]})  # fmt: skip
    assert (half.status_code, wrong.status_code) == (422, 422)  # a number alone, and a number under another name


def _fill(draft: Dossier) -> None:
    """Answered and handed in by the clerk, as the pages would."""
    clerk = Player("cairang.motcua")
    values = {"applicant_name": "Trần Văn Tám", "applicant_number": PERSON["number"], "applicant_address": PERSON["address"],
              "applicant_phone": "0912000111", **SINGLE, "promise_true": "yes"}  # fmt: skip
    pages = tuple(one.id for one in visible_pages(definition_of(draft), values))
    drafts.save(dossier=draft, draft=walk.Draft(values, pages), by=clerk.actor)
    clerk.shows_papers(draft)
    clerk.submits(draft)


def _decided(city: City) -> Dossier:
    dossier = city.dossier("le.van.phuoc", "1.004873")
    Player(CHAIR).signs(dossier)
    assert phase(dossier) == ("decided", "return")
    return dossier


def test_the_owner_takes_it(city: City) -> None:
    dossier, clerk = _decided(city), city.sign_in(CLERK)
    owner = dossier.parties.get(role="owner").person
    assert f"{owner.name}, chủ hồ sơ" in page(clerk, dossier)
    assert post(clerk, dossier, "return", way="counter", receiver=owner.pk).status_code == 302
    assert roles(dossier)["receiver"] == "Lê Văn Phước"
    assert "Chủ hồ sơ, người nộp, người nhận kết quả" in page(clerk, dossier)


def test_another_takes_it_by_card_and_name_and_is_told_nothing(city: City) -> None:
    dossier, clerk = _decided(city), city.sign_in(CLERK)
    for missing in ({}, {"name": OTHER["name"]}, {"number": "12", "name": OTHER["name"]}):
        assert post(clerk, dossier, "return", way="counter", receiver="other", **missing).status_code == 422
    assert post(clerk, dossier, "return", way="counter", receiver="999999").status_code == 422  # nobody of this dossier
    assert post(clerk, dossier, "return", way="counter", receiver="other", **OTHER).status_code == 302
    party = dossier.parties.select_related("person").get(role="receiver")
    assert (party.person.name, party.person.number, party.snapshot) == (*OTHER.values(), {"name": OTHER["name"]})
    jobs.run_due()
    assert list(inbox_of([party.person_id])) == []
    assert phase(dossier) == ("returned", "")


def test_who_took_a_result_that_was_withdrawn_stays_written_down(city: City) -> None:
    dossier, clerk = _decided(city), Player(CLERK).actor
    first, second = person("tran.quoc.bao"), person("pham.ngoc.bich")
    receivers.hand_out_to(dossier=dossier, way="counter", receiver=first, by=clerk)
    _issued_anew(dossier)
    receivers.hand_out_to(dossier=dossier, way="counter", receiver=second, by=clerk)
    party = dossier.parties.get(role="receiver")
    assert (party.person, party.snapshot) == (second, {"name": second.name, "earlier": [{"person": first.pk, "name": first.name}]})  # fmt: skip
    shown = {one.person: one.roles for one in desk_acts.people_of(dossier)}
    assert (shown[first], shown[second]) == ("Người đã nhận kết quả bị thu hồi", "Người nhận kết quả")
    _issued_anew(dossier)
    receivers.hand_out_to(dossier=dossier, way="counter", receiver=first, by=clerk)
    party.refresh_from_db()
    assert [one["person"] for one in party.snapshot["earlier"]] == [first.pk, second.pk]
    assert "Người nhận kết quả, người đã nhận kết quả bị thu hồi" in page(city.sign_in(CLERK), dossier)


def _issued_anew(dossier: Dossier) -> None:
    document = Document.objects.get(
        origin_kind="services.dossier", origin_id=dossier.pk, purpose="result", state="issued"
    )
    documents.withdraw(document=document, reason="Ghi sai.", by=Player(REGISTRAR).actor)
    results.reopen(dossier=dossier, comment="Ghi sai.", by=Player(CHAIR).actor)
    Player(CHAIR).signs(dossier)
    assert phase(dossier) == ("decided", "return")
