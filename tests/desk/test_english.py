"""The desk in English: steps by their English names, nouns where days stand, and headings written for officials."""

import re

from django.test import Client

from city.agencies.models import Post
from city.services.engine.process import load
from city.services.engine.processes import COMMUNE_ONE_STEP, GENERIC, TWO_AGENCIES
from tests.city import City
from tests.desk.test_moves import LATE, page

CLERK, OFFICER = "ninhkieu.motcua", "ninhkieu.hotich"


def english(city: City, who: str) -> Client:
    client = city.sign_in(who)
    client.cookies["language"] = "en"
    return client


def test_steps_bear_their_english_names(city: City) -> None:
    client = english(city, OFFICER)
    html = client.get("/desk/").content.decode()
    assert '<html lang="en"' in html
    assert re.findall(r'data-label="Step">([^<]*)<', html).count("Examination") > 0
    assert not re.search(r'data-label="Step">Thẩm', html)
    assert ">Examination</option>" in html
    assert "Thẩm định" not in page(client, city.dossier(*LATE))


def test_days_bear_nouns(city: City) -> None:
    html = page(english(city, CLERK), city.dossier(*LATE))
    assert ["<dt>Submitted</dt>" in html, "<dt>Accepted</dt>" in html] == [True, True]


def test_buttons_are_verbs_headings_are_plural_and_what_was_done_is_past(city: City) -> None:
    chair, admin = english(city, "ninhkieu.chutich"), english(city, "quantri")
    assert re.search(
        r'btn-main" type="submit">Lend these powers ', chair.get("/desk/substitution/new/").content.decode()
    )
    post = Post.objects.get(title="Chủ tịch", agency__states__name="Ủy ban nhân dân phường Ninh Kiều")
    page_of_post = admin.get(f"/desk/agencies/posts/{post.pk}/").content.decode()
    assert (">Appointed<" in page_of_post, ">Post created<" in page_of_post) == (True, True)
    assert ">Hand out results<" in admin.get(f"/desk/agencies/posts/{post.pk}/powers/").content.decode()
    html = admin.get(f"/desk/agencies/{post.agency_id}/").content.decode()
    assert ('<h2 id="posts">Posts</h2>' in html, '">Agencies</a>' in html) == (True, True)
    assert "<title>Dossier H" in page(english(city, CLERK), city.dossier(*LATE))
    assert ">January</caption>" in english(city, "cantho.cntt").get("/desk/calendars/1/").content.decode()


def test_officials_read_the_applicants_data_and_not_their_own(city: City) -> None:
    html = page(city.sign_in(OFFICER), city.dossier(*LATE))
    assert ("Thông tin người nộp" in html, "Thông tin của bạn" in html) == (True, False)
    mine = city.sign_in("pham.ngoc.bich").get(f"/my/dossiers/{city.dossier(*LATE).submission}/").content.decode()
    assert ("Thông tin người nộp" in mine, "Thông tin của bạn" in mine) == (False, True)


def test_the_ordinary_step_is_offered_first(city: City) -> None:
    html = page(city.sign_in(OFFICER), city.dossier(*LATE))
    assert re.findall(r'<h2 id="m1">([^<]*)', html) == ["Trình lãnh đạo"]
    assert "Lấy ý kiến cơ quan khác</summary>" in html
    first = {body["code"]: [step.moves[0].verb for step in load(body).steps] for body in GENERIC.values()}
    assert not {"hand_over", "ask_supplement", "ask_payment", "send_back", "refuse_reception"} & {
        v for vs in first.values() for v in vs
    }


def test_a_process_that_says_nothing_of_writing_lets_papers_checkers_mend() -> None:
    silent = {
        code: {**body, "steps": [{k: v for k, v in step.items() if k != "writes"} for step in body["steps"]]}
        for code, body in (("one", COMMUNE_ONE_STEP), ("two", TWO_AGENCIES))
    }
    writes = {code: {step.id: step.writes for step in load(body).steps} for code, body in silent.items()}
    assert writes["one"] == {"receive": ("*",), "examine": ("*",), "approve": (), "return": ()}
    assert (writes["two"]["opinion"], writes["two"]["conclude"]) == ((), ("*",))
