"""A file taken out by mistake: the page says so and puts it back, without script, while it is still kept."""

import datetime
import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from city.services.models import Dossier
from kernel import clock
from kernel.files.models import Blob
from kernel.journal import entries_about, unguarded
from stories.cast import agency_named
from stories.plays import CHILD, WARD
from tests.city import City
from tests.desk.test_supplements import house
from tests.players import Player
from tests.posting import Form, forms_on
from tests.resident.test_filing_pages import photo

WHO, OTHER, CODE = "pham.ngoc.bich", "le.van.phuoc", "1.001193"
CLERK = "ninhkieu.motcua"
GONE, LATE = "tệp không còn được giữ. Hãy gửi lại tệp.", "Đã quá lâu để hoàn tác. Hãy gửi lại tệp."


@pytest.fixture
def draft(city: City) -> Dossier:
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    return Player(WHO).drafts(CODE, agency_named(WARD), {**CHILD, "birth_on": born, "applicant_phone": "0919887766"})


def papers(draft: Dossier, rest: str = "") -> str:
    return f"/drafts/{draft.submission}/papers/{rest}"


def sent_and_removed(client: Client, draft: Dossier, *, wanted: bool = True) -> tuple[str, HttpResponse]:
    """The SHA-256 of a file sent and taken out again, and the page after that."""
    paper = draft.version.papers.order_by("no", "pk").first()
    file = photo("khai-sinh.jpg")
    box = {f"paper-{paper.pk}-file": file} if wanted and paper else {"title": "Đơn viết tay", "file": file}
    assert client.post(papers(draft), box).status_code == 302
    row = draft.papers.get()
    assert client.post(papers(draft, f"{row.pk}/removal/")).status_code == 302
    assert draft.papers.count() == 0
    return str(row.blob_id), client.get(papers(draft))


def undo_on(page: HttpResponse) -> list[Form]:
    return [
        form for form in forms_on(page.content.decode(), "/x/") if form.action.split("#")[0].endswith("restoration/")
    ]


def undone(client: Client, form: Form) -> str:
    return client.post(form.action, dict(form.values), follow=True).content.decode()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_removed_file_is_put_back(city: City, draft: Dossier, wanted: bool) -> None:
    client = city.sign_in(WHO)
    sha256, page = sent_and_removed(client, draft, wanted=wanted)
    (form,) = undo_on(page)
    assert "Đã bỏ “khai-sinh.jpg”" in page.content.decode()
    assert "Đã đặt lại “khai-sinh.jpg”" in undone(client, form)
    row = draft.papers.get()
    title = draft.version.papers.order_by("no", "pk").first().name[:500] if wanted else "Đơn viết tay"
    assert (row.blob_id, row.name, row.title, row.paper_id is not None) == (sha256, "khai-sinh.jpg", title, wanted)
    acts = [entry.verb for entry in entries_about(draft)][:3]
    assert acts == ["services.paper_attached", "services.paper_removed", "services.paper_attached"]


def test_a_double_click_puts_it_back_once_and_the_offer_is_made_once(city: City, draft: Dossier) -> None:
    client = city.sign_in(WHO)
    page = sent_and_removed(client, draft)[1]
    (form,) = undo_on(page)
    assert undo_on(client.get(papers(draft))) == []
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[0]
    for _click in range(2):
        assert client.post(form.action, {**dict(form.values), "csrfmiddlewaretoken": token}).status_code == 302
    assert draft.papers.count() == 1


def test_it_says_so_when_the_file_is_gone_or_was_found_dangerous(city: City, draft: Dossier) -> None:
    client = city.sign_in(WHO)
    sha256, page = sent_and_removed(client, draft)
    (form,) = undo_on(page)
    with unguarded("a scanner that answered late"):
        Blob.objects.filter(pk=sha256).update(state="refused")
    assert GONE in undone(client, form)
    with unguarded("its time is over"):
        Blob.objects.filter(pk=sha256).delete()
    assert GONE in undone(client, form)
    assert draft.papers.count() == 0


def test_nobody_puts_back_what_was_not_removed_from_his_own_draft(city: City, draft: Dossier) -> None:
    client, stranger = city.sign_in(WHO), city.sign_in(OTHER)
    (form,) = undo_on(sent_and_removed(client, draft)[1])
    own = Player(OTHER).drafts(CODE, agency_named(WARD), {})
    assert stranger.post(form.action, dict(form.values)).status_code == 404
    assert GONE in stranger.post(papers(own, "restoration/"), dict(form.values), follow=True).content.decode()
    made_up = signing.dumps({"dossier": own.pk, "blob": dict(form.values)["removed"][:64]}, salt="another")
    for forged in ("", "x", made_up):
        assert LATE in stranger.post(papers(own, "restoration/"), {"removed": forged}, follow=True).content.decode()
    assert (draft.papers.count(), own.papers.count()) == (0, 0)


def test_what_was_handed_in_meanwhile_stays_as_it_is(city: City, draft: Dossier) -> None:
    client = city.sign_in(WHO)
    (form,) = undo_on(sent_and_removed(client, draft)[1])
    client.get(f"/drafts/{draft.submission}/check/")
    draft.refresh_from_db()
    assert client.post(f"/drafts/{draft.submission}/submission/", {"token": draft.idempotency}).status_code == 302
    assert "đã nộp nên không sửa ở đây được nữa" in undone(client, form)
    assert draft.papers.count() == 0


@pytest.mark.parametrize(("who", "place"), [(WHO, "/my/dossiers/{}/supplement/"), (CLERK, "/desk/dossiers/{}/supply/")])
def test_a_file_of_a_supplement_too(city: City, who: str, place: str) -> None:
    dossier, client = house(city), city.sign_in(who)
    line = dossier.supplements.get().lines.get(field="")
    home, file = place.format(dossier.submission), SimpleUploadedFile("ban-ve.jpg", photo("x").read())
    assert client.post(home, {f"line-{line.pk}-file": file}).status_code == 302
    row = line.files.get()
    client.post(f"{home}files/{row.pk}/removal/")
    (form,) = undo_on(client.get(home))
    assert (form.action, line.files.count()) == (f"{home}files/restoration/#l{line.pk}", 0)
    assert "Đã đặt lại “ban-ve.jpg”" in undone(client, form)
    assert (line.files.get().blob_id, line.files.get().name) == (row.blob_id, "ban-ve.jpg")
