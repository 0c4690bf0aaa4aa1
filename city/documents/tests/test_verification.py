"""What anybody is told about a paper."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from city.documents import actions, queries
from city.documents.tests.test_issuing import stored
from kernel import clock

pytestmark = pytest.mark.django_db


def outcome(verdict):
    return verdict.outcome.value


def test_the_code_leads_to_a_whole_paper(issued):
    verdict = queries.check_token(issued.token)
    assert (outcome(verdict), verdict.document, verdict.reasons) == ("whole", issued, ())
    assert outcome(queries.check_token(issued.token_shown.lower())) == "whole"


def test_the_file_alone_is_found_in_the_register(issued):
    assert outcome(queries.check_file(stored(issued))) == "whole"


def test_years_later_it_is_still_whole(issued):
    with clock.at(clock.now().replace(year=2040)):
        assert outcome(queries.check_token(issued.token)) == "whole"


@pytest.mark.parametrize("spoil", [
    lambda pdf: pdf + b"% nothing to see\n",
    lambda pdf: pdf[:-300],
    lambda pdf: pdf[: pdf.index(b"%%EOF") + 6],
    lambda pdf: pdf.replace(b"/DeviceRGB", b"/DeviceRGC", 1),
], ids=["comment at the end", "cut end", "signatures cut off", "a byte"])  # fmt: skip
def test_a_changed_file_is_known_and_called_changed(issued, spoil):
    changed = spoil(stored(issued))
    assert changed != stored(issued)
    verdict = queries.check_file(changed)
    assert (outcome(verdict), verdict.document) == ("changed", issued)
    assert str(verdict.reasons[0]).startswith("Tệp này khác với tệp lưu")


def test_a_file_that_is_not_ours_is_unknown(issued):
    assert outcome(queries.check_file(b"%PDF-1.7 nothing")) == "unknown"


def test_withdrawn_is_said(issued, clerk):
    actions.withdraw(document=issued, reason="Cấp nhầm", by=clerk)
    assert outcome(queries.check_token(issued.token)) == "withdrawn"
    assert outcome(queries.check_file(stored(issued))) == "withdrawn"


def test_wrong_and_never_issued_look_alike(draft, client):
    def page(token):
        response = client.get(f"/verify/{token}/")
        body = response.content.decode().replace(token, "TOKEN")
        return response.status_code, re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", body)

    assert page(draft.token) == page("0" * 26)
    assert page(draft.token)[0] == 404


def test_the_public_page_shows_no_personal_value(issued, client):
    page = client.get(f"/verify/{issued.token}/").content.decode()
    assert "Giấy tờ này là thật" in page
    assert "01/QĐ-UBND" in page
    assert "Nguyễn Hữu Lợi, Phó Chủ tịch" in page
    for personal in ("Phước", issued.subject):
        assert personal not in page


@pytest.mark.parametrize(("name", "told"), [("LÊ VĂN  PHƯỚC", True), ("le van phuoc", True), ("Lê Văn", False)])
def test_the_name_on_the_paper_opens_what_it_is_about(issued, client, name, told):
    page = client.post(f"/verify/{issued.token}/", {"name": name}).content.decode()
    assert (issued.subject in page) == told
    assert ("Tên không khớp" in page) != told


def test_typing_the_code_leads_to_the_address_of_the_qr_code(issued, client):
    response = client.post("/verify/", {"token": issued.token_shown})
    assert (response.status_code, response["Location"]) == (302, f"/verify/{issued.token}/")


@pytest.mark.parametrize("typed", ["abc", "ABCD-" * 6, "x" * 40])
def test_a_code_typed_short_is_no_forgery(client, db, typed):
    """He is told how many signs are missing, and may correct them; no red page, no police."""
    response = client.post("/verify/", {"token": typed})
    page = response.content.decode()
    assert (response.status_code, f'value="{typed}"' in page, "công an" in page) == (422, True, False)
    assert f"bạn gõ {len(typed.replace('-', ''))}" in page


def test_choosing_a_file(issued, client):
    def page(body):
        return client.post("/verify/file/", {"file": SimpleUploadedFile("a.pdf", body)}).content.decode()

    assert "Giấy tờ này là thật" in page(stored(issued))
    assert "Tệp này đã bị sửa sau khi ký" in page(stored(issued) + b"\n%")
    assert "Không có giấy tờ này trong sổ đăng ký" in page(b"not a pdf")


@pytest.mark.parametrize(
    ("address", "said"), [("/verify/", "Gõ mã trên giấy."), ("/verify/file/", "Chọn tệp PDF cần kiểm tra.")]
)
def test_nothing_given_is_said(client, db, address, said):
    response = client.post(address, {})
    assert response.status_code == 422
    assert said in response.content.decode()
