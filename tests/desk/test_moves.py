"""Every move of a dossier through the HTTP client, from the post that holds it; and what is told to a page that is stale."""

import re

import pytest
from django.test import Client

from city.services.models import Dossier
from city.services.queries.definitions import definition_of
from city.work.queries import open_items
from kernel import jobs
from kernel.journal import entries_about
from kernel.refs import ref
from tests.city import City
from tests.players import Player

FRESH, LATE, READY = ("tran.quoc.bao", "1.001193"), ("pham.ngoc.bich", "1.009994"), ("le.van.phuoc", "1.004873")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"


def post(client: Client, dossier: Dossier, noun: str, **values):  # type: ignore[no-untyped-def]
    dossier.refresh_from_db()
    given = {"revision": dossier.revision, **values}
    return client.post(f"/desk/dossiers/{dossier.submission}/{noun}/", given)


def phase(dossier: Dossier) -> tuple[str, str]:
    dossier.refresh_from_db()
    return dossier.phase, dossier.step


def page(client: Client, dossier: Dossier) -> str:
    answer = client.get(f"/desk/dossiers/{dossier.submission}/")
    assert answer.status_code == 200
    return answer.content.decode()


def offered(html: str) -> set[str]:
    return set(re.findall(r'action="/desk/dossiers/[^/]+/([a-z-]+)/"', html))


def test_from_acceptance_to_the_result_in_hand(city: City) -> None:
    dossier, clerk, officer, chair = city.dossier(*FRESH), *map(city.sign_in, (CLERK, OFFICER, CHAIR))
    assert offered(page(clerk, dossier)) == {"acceptance", "supplement", "refusal"}
    assert post(clerk, dossier, "acceptance").status_code == 302
    assert phase(dossier) == ("accepted", "examine")
    assert offered(page(clerk, dossier)) == set()  # the work has gone on
    assert offered(page(officer, dossier)) == {"proposal", "supplement"}
    assert post(officer, dossier, "proposal", outcome="granted", comment="Nội dung khai khớp.").status_code == 302
    assert phase(dossier) == ("processing", "approve")
    html = page(chair, dossier)
    assert (offered(html), "Trích lục khai sinh" in html, "Nội dung khai khớp." in html) == (
        {"approval", "sending-back"},
        True,
        True,
    )
    assert post(chair, dossier, "sending-back", comment="Xem lại ngày sinh.").status_code == 302
    assert phase(dossier) == ("processing", "examine")
    assert "Xem lại ngày sinh." in page(officer, dossier)
    post(officer, dossier, "proposal", outcome="granted", comment="Đã xem lại.")
    assert post(chair, dossier, "approval", authority="own").status_code == 302
    assert phase(dossier)[0] == "signing"
    signing = f"/desk/dossiers/{dossier.submission}/signing/"
    assert signing in page(chair, dossier)
    assert chair.get(signing, headers={"HX-Request": "true"}).status_code == 200
    jobs.run_due()
    assert chair.get(signing, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert chair.get(signing)["Location"] == f"/desk/dossiers/{dossier.submission}/"
    assert phase(dossier)[0] == "decided"
    assert post(clerk, dossier, "return", way="pigeon").status_code == 422
    assert post(clerk, dossier, "return", way="counter").status_code == 422  # to whom?
    owner = dossier.parties.get(role="owner").person_id
    assert post(clerk, dossier, "return", way="counter", receiver=owner).status_code == 302
    assert phase(dossier) == ("returned", "")
    assert open_items(ref(dossier)).count() == 0


def test_refusal_needs_reasons_and_keeps_what_was_typed(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    answer = post(clerk, dossier, "refusal", note="Nộp tại phường Cái Răng.")
    assert (answer.status_code, "Nộp tại phường Cái Răng." in answer.content.decode()) == (422, True)
    assert phase(dossier)[0] == "submitted"
    assert (
        post(clerk, dossier, "refusal", reasons=["not_competent"], note="Nộp tại phường Cái Răng.").status_code == 302
    )
    assert phase(dossier) == ("not_accepted", "")


def test_one_supplement_names_papers_and_answers(city: City) -> None:
    dossier, officer = city.dossier(*LATE), city.sign_in(OFFICER)
    first = dossier.papers.earliest("pk")
    key, field = f"paper-{first.pk}", "field-designer_name"
    typed = {"lack_form": "1", "lack": [key, field], f"note-{key}": "Mờ trang 2", "reason-" + field: "incomplete"}
    answer = post(officer, dossier, "supplement", **typed)
    html = answer.content.decode()
    assert (answer.status_code, "Mờ trang 2" in html) == (422, True)
    assert set(re.findall(r'value="([^"]+)" checked', html)) & {key, field} == {key, field}
    assert post(officer, dossier, "supplement", **typed, **{f"reason-{key}": "unreadable"}).status_code == 302
    lines = dossier.supplements.get().lines.values_list("paper", "field", "reason", "note")
    assert set(lines) == {(first.pk, "", "unreadable", "Mờ trang 2"), (None, "designer_name", "incomplete", "")}
    assert phase(dossier) == ("supplement", "examine")


def test_a_second_agency_is_asked_and_answers(city: City) -> None:
    dossier, officer = city.dossier(*LATE), city.sign_in(OFFICER)
    works = Player("sxd.chuyenvien").actor
    assert post(officer, dossier, "handing-over", agency=dossier.agency_id, comment="Cho ý kiến").status_code == 422
    assert post(officer, dossier, "handing-over", agency=works.agency_id, comment="Cho ý kiến").status_code == 302
    assert phase(dossier) == ("processing", "opinion")
    other = city.sign_in("sxd.chuyenvien")
    assert post(other, dossier, "forwarding", comment="").status_code == 422
    assert post(other, dossier, "forwarding", comment="Phù hợp quy hoạch.").status_code == 302
    assert phase(dossier) == ("processing", "conclude")


def test_a_stale_page_is_told_so_and_a_second_click_does_nothing(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    url, opened = f"/desk/dossiers/{dossier.submission}/acceptance/", {"revision": dossier.revision}
    assert clerk.post(url, opened).status_code == 302
    dossier.refresh_from_db()
    code, acts = dossier.code, entries_about(dossier).count()
    again = clerk.post(url, opened)
    assert (again.status_code, "Hồ sơ đã thay đổi" in again.content.decode()) == (409, True)
    dossier.refresh_from_db()
    assert (dossier.code, entries_about(dossier).count()) == (code, acts)


def test_who_does_not_hold_it_may_look_but_not_act(city: City) -> None:
    dossier, chair = city.dossier(*FRESH), city.sign_in(CHAIR)
    assert offered(page(chair, dossier)) == set()
    assert post(chair, dossier, "acceptance").status_code == 403
    assert phase(dossier)[0] == "submitted"


@pytest.mark.parametrize("username", ["cairang.motcua", "tran.quoc.bao"])
def test_of_another_agency_or_no_official_there_is_nothing(username: str, city: City) -> None:
    dossier, client = city.dossier(*FRESH), city.sign_in(username)
    before = phase(dossier)
    for noun in ("", "slip/", "correction/", "signing/", f"papers/{dossier.papers.earliest('pk').pk}/"):
        assert client.get(f"/desk/dossiers/{dossier.submission}/{noun}").status_code == 404, noun
    nouns = (
        "acceptance",
        "refusal",
        "supplement",
        "forwarding",
        "sending-back",
        "handing-over",
        "proposal",
        "approval",
        "return",
    )
    for noun in (*nouns, "correction", f"papers/{dossier.papers.earliest('pk').pk}/verdict"):
        assert post(client, dossier, noun).status_code == 404, noun
    assert phase(dossier) == before


def test_a_mistake_is_mended_with_its_reason(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    url = f"/desk/dossiers/{dossier.submission}/correction/"
    assert "?page=" in clerk.get(url).content.decode()
    old, where = dossier.answers["birth_place"], _page_of(dossier, "birth_place")
    shown = clerk.get(url, {"page": where})
    assert old in shown.content.decode()
    typed = {
        **_values(shown.content.decode()),
        "birth_place": "Bệnh viện Phụ sản Cần Thơ",
        "revision": dossier.revision,
    }
    without = clerk.post(f"{url}?page={where}", typed)
    assert (without.status_code, "Bệnh viện Phụ sản Cần Thơ" in without.content.decode()) == (422, True)
    assert clerk.post(f"{url}?page={where}", {**typed, "reason": "Gõ thừa chữ"}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.answers["birth_place"], dossier.corrections[0]["old"]) == (
        "Bệnh viện Phụ sản Cần Thơ",
        {"birth_place": old},
    )
    assert "Gõ thừa chữ" in page(clerk, dossier)
    assert clerk.post(f"{url}?page={where}", {**typed, "reason": "Gõ thừa chữ"}).status_code == 409


def _page_of(dossier: Dossier, field: str) -> str:
    return next(p.id for p, spec in definition_of(dossier).fields() if spec.id == field)


def _values(html: str) -> dict[str, str]:
    """What the main form of a page would send as it stands (texts and checked choices)."""
    form = re.search(r"<form[^>]*data-main.*?</form>", html, re.DOTALL)
    assert form
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if (
            name
            and name[1] != "csrfmiddlewaretoken"
            and (("radio" not in tag and "checkbox" not in tag) or "checked" in tag)
        ):
            found[name[1]] = value[1] if value else ""
    return found


def test_the_slip_is_a_pdf(city: City) -> None:
    dossier, clerk = city.dossier(*READY), city.sign_in(CLERK)
    answer = clerk.get(f"/desk/dossiers/{dossier.submission}/slip/")
    assert (answer["Content-Type"], answer.getvalue()[:5]) == ("application/pdf", b"%PDF-")
