"""Papers on the desk: pictures in the page, a verdict with a coded reason, the next one that nobody has seen."""

import itertools
import re

from django.http import HttpResponse

from tests.city import City

FRESH, CLERK = ("tran.quoc.bao", "1.001193"), "ninhkieu.motcua"


def test_one_after_the_other(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    papers = list(dossier.papers.order_by("pk"))
    where = f"/desk/dossiers/{dossier.submission}/papers/"
    html = clerk.get(f"{where}{papers[0].pk}/").content.decode()
    assert (f"/papers/{papers[0].pk}/pages/1/1000/" in html, f"{where}{papers[1].pk}/" in html) == (True, True)
    picture = clerk.get(f"/dossiers/{dossier.submission}/papers/{papers[0].pk}/pages/1/1000/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    valid = {"revision": dossier.revision, "verdict": "valid"}
    for number, (paper, following) in enumerate(itertools.pairwise(papers)):
        seen = {**valid, "revision": dossier.revision + number}
        assert clerk.post(f"{where}{paper.pk}/verdict/", seen)["Location"] == f"{where}{following.pk}/"
    dossier.refresh_from_db()
    last = {**valid, "revision": dossier.revision}
    assert clerk.post(f"{where}{papers[-1].pk}/verdict/", last)["Location"] == f"/desk/dossiers/{dossier.submission}/"
    assert set(dossier.papers.values_list("verdict", flat=True)) == {"valid"}


def test_a_picture_is_asked_for_again_and_refused_after_signing_out(city: City) -> None:
    """On a machine that several people use, nothing is shown from its memory alone."""
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    path = f"/dossiers/{dossier.submission}/papers/{dossier.papers.earliest('pk').pk}/pages/1/88/"
    first = clerk.get(path)
    assert (first.status_code, first["Cache-Control"]) == (200, "private, no-cache")
    again = clerk.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    clerk.logout()
    assert clerk.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 302


def test_nothing_is_found_beforehand(city: City) -> None:
    """An officer says himself what he found: a form sent without a choice asks for it, and keeps what was typed."""
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    paper = dossier.papers.earliest("pk")
    where = f"/desk/dossiers/{dossier.submission}/papers/{paper.pk}/"
    assert chosen(clerk.get(where)) == []
    typed = {"revision": dossier.revision, "reason": "expired", "note": "Hết hạn từ tháng Sáu"}
    answer = clerk.post(f"{where}verdict/", typed)
    form = answer.context["form"]
    said = ["Chọn kết quả kiểm tra giấy này: hợp lệ, cần bổ sung hay xem bản giấy"]
    assert (answer.status_code, form.errors) == (422, {"verdict": said})
    assert (chosen(answer), form["reason"].value(), form["note"].value()) == ([], "expired", "Hết hạn từ tháng Sáu")
    paper.refresh_from_db()
    assert paper.verdict == "unseen"
    clerk.post(f"{where}verdict/", {**typed, "verdict": "wrong"})
    assert chosen(clerk.get(where)) == ["wrong"]  # what was found before stands there when it is looked at again


def chosen(answer: HttpResponse) -> list[str]:
    """Values of the radio buttons that stand chosen in the page."""
    radios = re.findall(r'<input[^>]*name="verdict"[^>]*>', answer.content.decode())
    assert len(radios) == 3
    return [re.findall(r'value="(\w+)"', radio)[0] for radio in radios if " checked" in radio]


def test_wrong_has_a_reason_that_can_be_counted(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    paper = dossier.papers.earliest("pk")
    url = f"/desk/dossiers/{dossier.submission}/papers/{paper.pk}/verdict/"
    typed = {"revision": dossier.revision, "verdict": "wrong", "note": "Thiếu trang cuối"}
    answer = clerk.post(url, typed)
    paper.refresh_from_db()
    assert (answer.status_code, "Thiếu trang cuối" in answer.content.decode(), paper.verdict) == (422, True, "unseen")
    clerk.post(url, {**typed, "reason": "unreadable"})
    paper.refresh_from_db()
    assert (paper.verdict, paper.reason, paper.note) == ("wrong", "unreadable", "Thiếu trang cuối")
    html = clerk.get(f"/desk/dossiers/{dossier.submission}/").content.decode()
    assert f'value="paper-{paper.pk}" checked' in html  # the supplement asks for it without a second look


def test_a_second_verdict_from_a_page_opened_before_the_first_is_told_so(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    paper = dossier.papers.earliest("pk")
    url, opened = f"/desk/dossiers/{dossier.submission}/papers/{paper.pk}/verdict/", {"revision": dossier.revision}
    assert clerk.post(url, {**opened, "verdict": "valid"}).status_code == 302
    second = clerk.post(url, {**opened, "verdict": "wrong", "reason": "expired"})
    assert (second.status_code, "Hồ sơ đã thay đổi" in second.content.decode()) == (409, True)
    paper.refresh_from_db()
    assert (paper.verdict, paper.reason) == ("valid", "")


def test_a_verdict_from_a_stale_page_or_on_another_dossier_is_none(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    paper, strange = dossier.papers.earliest("pk"), city.dossier("pham.ngoc.bich", "1.009994").papers.earliest("pk")
    where = f"/desk/dossiers/{dossier.submission}/papers/"
    assert (
        clerk.post(f"{where}{paper.pk}/verdict/", {"revision": dossier.revision + 1, "verdict": "valid"}).status_code
        == 409
    )
    assert (
        clerk.post(f"{where}{strange.pk}/verdict/", {"revision": dossier.revision, "verdict": "valid"}).status_code
        == 404
    )
    paper.refresh_from_db()
    assert paper.verdict == "unseen"
