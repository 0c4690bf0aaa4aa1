"""The pages of văn thư and leaders, and who gets the file."""

import pytest

from city.accounts.models import User
from city.agencies import middleware
from city.documents import actions
from city.documents.tests.conftest import drafted
from city.documents.tests.test_issuing import UNPRINTABLE, stored
from kernel.actors import STRANGER, SYSTEM
from kernel.journal import deliver_all, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client, monkeypatch):
    """A signed-in browser of that actor (who an actor is in a request is tested in agencies)."""
    with unguarded("somebody signed in"):
        user = User.objects.create(username="somebody")
        client.force_login(user)

    def as_(actor):
        monkeypatch.setattr(middleware, "actor_for", lambda *_: actor)
        return client

    return as_


def test_the_file_goes_to_its_readers_byte_for_byte(issued, clerk, resident, browse):
    address = f"/documents/{issued.token}/file/"
    response = browse(clerk).get(address)
    assert b"".join(response.streaming_content) == stored(issued)
    assert response["Content-Type"] == "application/pdf"
    assert browse(resident).get(address).status_code == 404
    actions.share(document=issued, principals=resident.principals, by=clerk)
    assert browse(resident).get(address).status_code == 200


def test_a_stranger_is_asked_to_sign_in(issued, client):
    assert client.get(f"/documents/{issued.token}/file/").status_code == 302


def test_a_draft_has_no_file(draft, clerk, browse):
    assert browse(clerk).get(f"/documents/{draft.token}/file/").status_code == 404


def test_the_register_shows_every_number(issued, clerk, leader, ward, browse):
    failed = drafted(ward, clerk, origin=8, facts=UNPRINTABLE)
    actions.ask_signature(document=failed, by=leader)
    deliver_all()
    page = browse(clerk).get("/desk/documents/").content.decode()
    assert page.index("02/QĐ-UBND") < page.index("01/QĐ-UBND")
    assert "Ký chưa được" in page


def test_the_register_is_for_those_who_keep_it(ward, resident, browse):
    assert browse(resident).get("/desk/documents/").status_code in (403, 404)
    assert browse(STRANGER).get("/desk/documents/").status_code in (403, 404)


def test_voiding_from_the_page(clerk, leader, ward, browse):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    client, address = browse(clerk), f"/desk/documents/{document.token}/"
    assert "Không in được văn bản từ mẫu" in client.get(address).content.decode()
    assert client.post(f"{address}voiding/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}voiding/", {"reason": "Soạn lại"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Soạn lại" in page
    assert "voiding" not in page


def test_the_page_tells_the_way_out_where_signing_again_cannot_help(clerk, leader, ward, browse):
    document = drafted(ward, clerk, facts=UNPRINTABLE)
    actions.ask_signature(document=document, by=leader)
    deliver_all()
    address = f"/desk/documents/{document.token}/"
    page = browse(leader).get(address).content.decode()
    assert [w in page for w in ("<b>𝄞</b>", "Ký lại không giúp được", "trả lại cho cán bộ đã trình", "voiding", f"{address}signing/")] == [
        True, True, True, True, False,
    ]  # fmt: skip


def test_retrying_and_withdrawing_from_the_page(draft, clerk, leader, browse):
    actions.ask_signature(document=draft, by=leader)
    actions.fail(document=draft, version=draft.last, cause="signing", by=SYSTEM)
    client, address = browse(leader), f"/desk/documents/{draft.token}/"
    page = client.get(address).content.decode()
    assert (f"{address}signing/" in page, "Ký lại không giúp được" in page) == (True, False)
    assert client.post(f"{address}signing/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "signing"
    deliver_all()
    assert client.post(f"{address}withdrawal/", {"reason": "Nhầm"}).status_code == 302
    assert "Nhầm" in client.get(address).content.decode()
