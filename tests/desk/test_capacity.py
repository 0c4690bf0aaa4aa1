"""One person, several posts: acts in one at a time, and changes by a button."""

import pytest

from stories.departments import STAFF

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_with_three_posts_changes_between_them(city):
    username, _name, keys = STAFF[0]
    browser = city.sign_in(username)
    assert "Sở Nội vụ" in browser.get("/desk/").content.decode()
    page = browser.get("/desk/capacity/")
    held = page.context["held"]
    assert ([c.agency for c in held], [c.here for c in held]) == (
        ["Sở Nội vụ", "Sở Tư pháp", "Sở Dân tộc và Tôn giáo"],
        [True, False, False],
    )
    assert len(held) == len(keys)
    assert browser.post("/desk/capacity/", {"post": held[1].post_id})["Location"] == "/desk/"
    assert browser.get("/desk/").wsgi_request.actor.agency_name == "Sở Tư pháp"


def test_nobody_takes_a_post_that_is_not_his(city):
    theirs = city.sign_in(STAFF[1][0]).get("/desk/capacity/").context["held"][0].post_id
    browser = city.sign_in(STAFF[0][0])
    assert browser.post("/desk/capacity/", {"post": theirs}).status_code == 404
    assert browser.get("/desk/").wsgi_request.actor.agency_name == "Sở Nội vụ"
    assert city.sign_in("ninhkieu.motcua").get("/desk/capacity/").context["held"] == []
    assert city.sign_in("le.van.phuoc").get("/desk/capacity/").status_code in (302, 403, 404)
