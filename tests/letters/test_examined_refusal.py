"""A dossier refused after examination: a notice of its own, signed by the leader and sealed, with what the person may do."""

import datetime
import io

import pypdfium2

from city.documents import queries
from city.documents.models import Document
from city.services.engine import results
from kernel import files
from kernel.journal import entries_about
from kernel.refs import ref
from tests.city import City
from tests.desk.test_moves import post

REFUSED = ("huynh.cong.danh", "1.004873")


def text_of(document: Document) -> str:
    """The words on the paper, spaces made one."""
    blob = queries.file_of(document)
    assert blob is not None
    with files.open_blob(blob) as stored, pypdfium2.PdfDocument(io.BytesIO(stored.read())) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return " ".join("\n".join(pages).replace("\ufffe", "").split())


def test_the_notice_is_its_own_kind_signed_and_sealed(city: City) -> None:
    dossier = city.dossier(*REFUSED)
    document = queries.document_for(dossier, "result")
    assert document is not None
    year = document.entry.dated_on.year
    roles = list(document.last.signatures.order_by("role").values_list("role", "state"))
    assert (document.kind.code, document.symbol, document.entry.book, document.entry.year) == (
        "TBKGQ", "TB-UBND", "hanh-chinh", year,
    )  # fmt: skip
    assert roles == [("person", "done"), ("seal", "done")]
    assert queries.check_token(document.token).whole


def test_it_says_why_on_what_ground_and_what_one_may_do(city: City) -> None:
    dossier = city.dossier(*REFUSED)
    document = queries.document_for(dossier, "result")
    assert document is not None
    text = text_of(document)
    for words in (
        "THÔNG BÁO Về việc không giải quyết hồ sơ thủ tục hành chính",
        "Kính gửi: Huỳnh Công Danh",
        f"mã số {dossier.code}",
        "Nghị định số 118/2025/NĐ-CP",
        "- Không thuộc thẩm quyền của cơ quan này. Cụ thể:",
        "1. Người yêu cầu thường trú tại phường Cái Răng.",
        "khiếu nại đến người ký thông báo này trong 90 ngày",
        "Tòa án trong 1 năm",
        "Lưu: VT, hồ sơ.",
    ):
        assert words in text
    assert [number for number in dossier.version.legal[: results.BASES] if number not in text] == []
    assert "TỪ CHỐI TIẾP NHẬN" not in text


def test_everybody_who_checks_it_reads_what_it_is(city: City) -> None:
    document = queries.document_for(city.dossier(*REFUSED), "result")
    assert document is not None
    shown = city.sign_in("").get(f"/verify/{document.token}/").content.decode()
    assert ("Thông báo về việc không giải quyết hồ sơ" in shown, "Huỳnh" in shown) == (True, False)
    assert document.origin == ref(city.dossier(*REFUSED))


def test_the_decree_is_the_one_of_the_day() -> None:
    days = [datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)]
    assert [results.decree(day) for day in days] == [
        "Nghị định số 61/2018/NĐ-CP, Điều 19 khoản 8", "Nghị định số 118/2025/NĐ-CP",
    ]  # fmt: skip


def test_the_examiners_own_numbers_give_way() -> None:
    assert results.numbered("1. Thiếu giấy\n\n- Sai mẫu\n2) Quá hạn 30 ngày\n30 ngày đã qua") == [
        "Thiếu giấy", "Sai mẫu", "Quá hạn 30 ngày", "30 ngày đã qua",
    ]  # fmt: skip
    assert [results.cited(n) for n in ("123/2015/NĐ-CP", "60/2014/QH13", "10/CT-TTg")] == [
        "Nghị định số 123/2015/NĐ-CP", "Luật số 60/2014/QH13", "Văn bản số 10/CT-TTg",
    ]  # fmt: skip


def test_coded_reasons_stand_on_the_decision(city: City) -> None:
    decision = city.dossier(*REFUSED).decisions.get()
    assert (decision.outcome, decision.reasons) == ("refused", ["not_competent"])
    granted = city.dossier("tran.quoc.bao", "1.009994").decisions.get()
    assert (granted.outcome, granted.reasons) == ("granted", [])


def test_a_refusal_names_a_coded_reason_and_what_was_typed_stays(city: City) -> None:
    dossier, officer = city.dossier("pham.ngoc.bich", "1.009994"), city.sign_in("ninhkieu.hotich")
    given = {"outcome": "refused", "comment": "Xây vượt chỉ giới."}
    answer = post(officer, dossier, "proposal", **given)
    html = answer.content.decode()
    assert (answer.status_code, "chọn ít nhất một lý do" in html, given["comment"] in html) == (422, True, True)
    assert (
        post(officer, dossier, "proposal", **given, reasons=["unreadable"]).status_code == 422
    )  # of a file, not of the matter
    assert post(officer, dossier, "proposal", **given, reasons=["not_eligible", "mismatch"]).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.proposal, dossier.refusal_reasons) == ("refused", ["not_eligible", "mismatch"])
    journal = entries_about(dossier).filter(verb="services.result_proposed").latest("pk")
    assert journal.fact["reasons"] == ["not_eligible", "mismatch"]


def test_a_grant_keeps_no_reasons(city: City) -> None:
    dossier, officer = city.dossier("pham.ngoc.bich", "1.009994"), city.sign_in("ninhkieu.hotich")
    post(officer, dossier, "proposal", outcome="granted", comment="Đủ.", reasons=["not_eligible"])
    dossier.refresh_from_db()
    assert (dossier.proposal, dossier.refusal_reasons) == ("granted", [])
