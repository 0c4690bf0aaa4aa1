"""Filing on a phone: several photos at once, what each paper is for, and going back after it was handed in."""

import datetime
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from city.accounts.models import Person
from city.services.actions import examination
from city.services.models import Dossier
from city.services.queries.residents import wanted_papers
from city.services.states.dossiers import Phase
from kernel import clock
from kernel.journal import unguarded
from stories.cast import agency_named
from stories.plays import CHILD, WARD
from tests.players import Player
from tests.posting import forms_on

WHO, CODE = "pham.ngoc.bich", "1.001193"
OFFICER, MENDED = "ninhkieu.hotich", ("pham.ngoc.bich", "1.009994")


def photo(name: str) -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


@pytest.fixture
def draft(city) -> Dossier:  # type: ignore[no-untyped-def]
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    return Player(WHO).drafts(CODE, agency_named(WARD), {**CHILD, "birth_on": born, "applicant_phone": "0919887766"})


def _send(city, draft: Dossier, *files: SimpleUploadedFile) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    paper = draft.version.papers.order_by("no", "pk").first()
    values = {"paper": f"{paper.pk}", f"paper-{paper.pk}-file": list(files)}
    answer = city.sign_in(WHO).post(f"/drafts/{draft.submission}/papers/", values)
    return answer.status_code, answer.content.decode()


def test_several_photos_of_one_paper_at_once(city, draft):
    assert _send(city, draft, photo("a.jpg"), photo("b.jpg"))[0] == 302
    rows = draft.papers.order_by("pk")
    assert list(rows.values_list("name", flat=True)) == ["a.jpg", "b.jpg"]
    assert len(set(rows.values_list("paper", flat=True))) == 1


def test_a_long_name_keeps_its_ending(city, draft):
    """The browser's own limit is 255 bytes; the middle goes."""
    name = f"Giay_chung_sinh_{'x' * 210}_trang_2.jpg"
    assert _send(city, draft, photo(name))[0] == 302
    kept = draft.papers.get().name
    assert (len(kept), kept[:16], kept[-12:], "…" in kept) == (200, "Giay_chung_sinh_", "_trang_2.jpg", True)


def test_the_promise_can_be_taken_back(city, draft):
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/form/promise/"
    page = client.get(where).content.decode()
    assert re.findall(r'type="(\w+)"[^>]* name="promise_true"', page) == ["checkbox"]
    answer = client.post(where, {})
    assert (answer.status_code, "Đánh dấu ô này để nộp hồ sơ" in answer.content.decode()) == (422, True)
    assert client.post(where, {"promise_true": "yes"}).status_code == 302


def test_a_year_of_two_figures_is_asked_for_whole(city, draft):
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/form/mother/"
    values = {"mother_name": "Trần Thị B", "mother_birth_year": "96", "mother_address": "Ninh Kiều"}
    page = client.post(where, values).content.decode()
    assert "Năm sinh: năm phải đủ bốn chữ số, ví dụ 2026" in page
    page = client.post(where, {**values, "mother_birth_year": "1905"}).content.decode()
    assert "phải từ 1930 trở lên" in page


def test_one_bad_file_keeps_no_other_back(city, draft):
    bad, empty = SimpleUploadedFile("virus.exe", b"MZ\0\0"), SimpleUploadedFile("trong.pdf", b"")
    status, page = _send(city, draft, bad, photo("b.jpg"), empty)
    assert status == 422
    assert "virus.exe" in page
    assert list(draft.papers.values_list("name", flat=True)) == ["b.jpg"]


def test_going_on_takes_the_chosen_files_along(city, draft):
    """Whoever chose photos and did not press "send" has them all the same; what cannot be kept is said, at its paper and above."""
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/papers/"
    first, second = draft.version.papers.order_by("no", "pk")[:2]
    boxes = {f"paper-{first.pk}-file": [photo("a.jpg"), photo("b.jpg")], f"paper-{second.pk}-file": [photo("c.jpg")]}
    answer = client.post(where, {"onward": "1", "title": "Giấy khác", "file": photo("d.jpg"), **boxes})
    assert answer["Location"] == f"/drafts/{draft.submission}/check/"
    kept = list(draft.papers.order_by("pk").values_list("paper", "title", "name"))
    assert [(paper, name) for paper, _title, name in kept] == [(first.pk, "a.jpg"), (first.pk, "b.jpg"), (second.pk, "c.jpg"), (None, "d.jpg")]  # fmt: skip
    assert kept[-1][1] == "Giấy khác"
    bad = {f"paper-{second.pk}-file": [SimpleUploadedFile("virus.exe", b"MZ\0\0")], "file": photo("e.jpg")}
    answer = client.post(where, {"onward": "1", **bad})
    page = answer.content.decode()
    assert (answer.status_code, draft.papers.latest("pk").name) == (422, "e.jpg")
    assert (f'<a href="#f{second.pk}">' in page, "virus.exe" in page) == (True, True)
    assert client.post(where, {"onward": "1"})["Location"] == f"/drafts/{draft.submission}/check/"
    assert client.post(where, {"paper": first.pk}).status_code == 422
    assert client.post(where, {"paper-0-file": photo("f.jpg")}).status_code == 404


def test_the_check_page_names_what_is_missing_and_leads_there(city, draft):
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/"
    missing = [row for row in wanted_papers(draft) if row.lacks]
    page = client.get(f"{where}check/").content.decode()
    assert [page.count(f'href="{where}papers/#f{row.paper.pk}"') for row in missing] == [1] * len(missing)
    assert len(missing) == 1
    assert f'id="f{missing[0].paper.pk}"' in client.get(f"{where}papers/").content.decode()


def test_each_paper_says_whether_it_must_be_sent(city, draft):
    page = city.sign_in(WHO).get(f"/drafts/{draft.submission}/papers/").content.decode()
    tags = [page.count(words) for words in ("Phải nộp", "Mang theo để đối chiếu", "Chỉ khi thuộc trường hợp nêu ở đây")]
    catalogue = city.sign_in("").get(f"/procedures/{CODE}/").content.decode()
    assert all(tags)
    assert all(words in catalogue for words in ("Phải nộp", "Mang theo để đối chiếu"))
    assert 'href="/drafts/' + draft.submission + "/form/promise/" in page  # the way back to the answers


def test_going_back_after_it_was_handed_in_leads_to_the_dossier(city, draft):
    client, home = city.sign_in(WHO), f"/my/dossiers/{draft.submission}/"
    page = client.get(f"/drafts/{draft.submission}/check/").content.decode()
    assert "Xem lại trước khi nộp" in page
    values = {"token": draft.idempotency}
    assert client.post(f"/drafts/{draft.submission}/submission/", values)["Location"] == f"{home}submitted/"
    assert client.post(f"/drafts/{draft.submission}/submission/", values)["Location"] == f"{home}submitted/"
    for path in ("", "papers/", "check/", "form/child/"):
        assert client.get(f"/drafts/{draft.submission}/{path}")["Location"] == home
    assert client.post(f"/drafts/{draft.submission}/discard/")["Location"] == home
    assert Dossier.objects.get(pk=draft.pk).phase == Phase.SUBMITTED
    assert "Hồ sơ này đã nộp" in client.get(home).content.decode()
    assert city.sign_in("le.van.phuoc").get(f"/drafts/{draft.submission}/check/").status_code == 404


@pytest.mark.parametrize("other", ["an answer", "a paper"])
def test_what_is_handed_in_is_what_was_read(city, draft, other):
    """The check page stands open, and the draft is changed in another window."""
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/"
    read = token_of(client, where)
    if other == "an answer":
        form = next(f for f in forms_on(client.get(f"{where}form/child/").content, f"{where}form/child/") if f.names)
        assert client.post(form.action, {**dict(form.values), "child_name": "Lê Minh Khang"}).status_code == 302
    else:
        assert _send(city, draft, photo("a.jpg"))[0] == 302
    answer = client.post(f"{where}submission/", {"token": read}, follow=True)
    assert answer.redirect_chain == [(f"{where}check/", 302)]
    shown = answer.content.decode()
    assert ("Bản nháp đã thay đổi" in shown, ("Lê Minh Khang" if other == "an answer" else "a.jpg") in shown) == (
        True,
        True,
    )
    assert Dossier.objects.get(pk=draft.pk).phase == Phase.DRAFT
    assert client.post(f"{where}submission/", {"token": token_of(client, where)}).status_code == 302
    assert Dossier.objects.get(pk=draft.pk).phase == Phase.SUBMITTED


def test_looking_at_a_page_again_does_not_make_the_check_page_old(city, draft):
    client, where = city.sign_in(WHO), f"/drafts/{draft.submission}/"
    read = token_of(client, where)
    form = next(f for f in forms_on(client.get(f"{where}form/child/").content, f"{where}form/child/") if f.names)
    assert client.post(form.action, dict(form.values)).status_code == 302
    assert token_of(client, where) == read


def token_of(client, where: str) -> str:  # type: ignore[no-untyped-def]
    page = client.get(f"{where}check/")
    return next(dict(f.values)["token"] for f in forms_on(page.content, where) if "token" in dict(f.values))


def test_what_is_known_of_a_person_is_that_of_the_day_of_submission(city, draft):
    """The draft is some weeks old, and the owner has moved meanwhile."""
    owner = draft.parties.get(role="owner").person
    with unguarded("he has moved"):
        Person.objects.filter(pk=owner.pk).update(address="9 Nguyễn Trãi, phường Ninh Kiều")
    Player(WHO).submits(draft)
    kept = dict(draft.parties.values_list("role", "snapshot__address"))
    assert kept == {"owner": "9 Nguyễn Trãi, phường Ninh Kiều", "submitter": "9 Nguyễn Trãi, phường Ninh Kiều"}


def test_handed_in_is_not_called_a_verdict(city):
    dossier = city.dossier("tran.quoc.bao", CODE)
    page = city.sign_in("tran.quoc.bao").get(f"/my/dossiers/{dossier.submission}/submitted/").content.decode()
    assert "Cơ quan đã nhận được" in page
    assert "Hợp lệ" not in page


def test_what_an_official_mended_stands_on_the_page_with_what_stood_there(city):
    dossier = city.dossier(*MENDED)
    before, after = dossier.answers["plot_number"], "58"
    answers = {**dossier.answers, "plot_number": after}
    examination.correct(dossier=dossier, answers=answers, reason="Gõ thiếu số", by=Player(OFFICER).actor)
    page = city.sign_in(MENDED[0]).get(f"/my/dossiers/{dossier.submission}/").content.decode()
    assert "Nội dung đã sửa sau khi nộp" in page
    assert "Gõ thiếu số" in page
    assert f": “{before}” sửa thành “{after}”" in page


def test_the_day_of_birth_comes_from_the_account_and_may_be_left_out(city):
    born = Person.objects.get(users__username=WHO).birth_on
    one = Player(WHO).drafts("1.004873", agency_named(WARD), {"request_text": "Xác nhận tình trạng"})
    path, client = f"/drafts/{one.submission}/form/applicant/", city.sign_in(WHO)
    shown = next(form for form in forms_on(client.get(path).content, path) if "applicant_name" in form.names)
    typed = dict(shown.values)
    assert [typed[f"applicant_birth_on-{part}"] for part in ("day", "month", "year")] == [str(born.day), str(born.month), str(born.year)]  # fmt: skip
    page = client.get(path).content.decode()
    assert [f'autocomplete="bday-{part}"' in page for part in ("day", "month", "year")] == [True] * 3
    blank = {f"applicant_birth_on-{part}": "" for part in ("day", "month", "year")}
    assert client.post(path, {**typed, **blank}).status_code == 302
    one.refresh_from_db()
    assert "applicant_birth_on" not in one.draft["values"]
