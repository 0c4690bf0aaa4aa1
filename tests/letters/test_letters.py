"""Mẫu 01–03 and the notice that a procedure stops: drawn up after the act, numbered, sealed, for those whom it concerns."""

import hashlib
import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings

from city.documents import actions as documents
from city.documents import queries
from city.documents.models import Document
from city.documents.queries.papers import verification_address
from city.documents.rules import visible_to
from city.services.actions import reception, stops
from city.services.models import Dossier
from city.services.queries import letters, slips
from kernel import clock, files, jobs
from kernel.errors import NotAllowed
from kernel.journal import entries_about, unguarded
from kernel.journal.models import Delivery
from kernel.notifications.models import Message
from kernel.signing import keys
from tests.city import City
from tests.letters.test_examined_refusal import text_of
from tests.players import Player, actor

FRESH, HOUSE = ("tran.quoc.bao", "1.001193"), ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"


def issued(dossier: Dossier, purpose: str) -> Document:
    jobs.run_due()
    document = letters.letter(dossier, purpose)
    assert document is not None
    return document


def bytes_of(document: Document) -> bytes:
    blob = queries.file_of(document)
    assert blob is not None
    with files.open_blob(blob) as stored:
        return stored.read()


def test_acceptance_gives_a_sealed_slip_known_by_the_code(city: City) -> None:
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    slip = issued(dossier, letters.ACCEPTANCE)
    assert (slip.kind.code, slip.entry.book, slip.entry.printed, slip.entry.dated_on) == (
        "GTN", "tiep-nhan", dossier.code, clock.today(),
    )  # fmt: skip
    assert [(s.role, s.state) for s in slip.last.signatures.all()] == [("seal", "done")]
    text = text_of(slip)
    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", f"Mã hồ sơ: {dossier.code}", "Trần Quốc Bảo", "NGƯỜI TIẾP NHẬN HỒ SƠ", actor(CLERK).name,
        "Quét mã để xem hồ sơ đang ở đâu.", "Trực tuyến, trên trang hồ sơ",
    ):  # fmt: skip
        assert words in text
    assert "NGƯỜI NỘP HỒ SƠ" not in text  # online nobody stands at the counter


def test_the_slip_is_pdf_a_and_checks_as_true_by_its_file_alone(city: City) -> None:
    slip = issued(Player(CLERK).accepts(city.dossier(*FRESH)), letters.ACCEPTANCE)
    pdf = bytes_of(slip)
    assert slip.entry.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (queries.check_file(pdf).whole, queries.check_token(slip.token).whole) == (True, True)
    assert queries.check_file(pdf + b"\n").outcome.value == "changed"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.open_metadata().pdfa_status == "2U"
    shown = city.sign_in("").get(f"/verify/{slip.token}/").content.decode()
    assert ("Chữ ký của người ký" in shown, "Con dấu số của cơ quan" in shown, "Trần" in shown) == (False, True, False)


def test_all_that_is_missing_stands_in_one_request(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    paper = dossier.papers.earliest("pk")
    lacks = [
        reception.Lack("unreadable", "Chụp lại trang 2.", paper=paper),
        reception.Lack("mismatch", field="designer_name"),
    ]
    Player(OFFICER).asks(dossier, lacks, "Bổ sung một lần cho đủ.")
    request = issued(dossier, letters.supplement(1))
    text = text_of(request)
    for words in (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", paper.title, "Không đọc được: mờ, thiếu trang hoặc chụp lệch. Chụp lại trang 2.",
        "Nội dung khai:", "Không khớp với nội dung khai", "Bổ sung một lần cho đủ.", "chỉ được yêu cầu bổ sung 1 lần",
        "được tính lại từ đầu", "NGƯỜI HƯỚNG DẪN", actor(OFFICER).name,
    ):  # fmt: skip
        assert words in text
    assert (request.symbol, dossier.supplements.get().document) == ("PBS-UBND", request)


def test_refusal_of_reception_says_coded_reasons_and_what_to_do(city: City) -> None:
    dossier = city.dossier(*FRESH)
    Player(CLERK).refuses(dossier, ["not_competent", "expired"], "Nộp tại phường Cái Răng.")
    slip = issued(dossier, letters.REFUSAL)
    text = text_of(slip)
    for words in (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "- Không thuộc thẩm quyền của cơ quan này.", "- Có giấy tờ đã hết hạn.", "Nộp tại phường Cái Răng.",
    ):  # fmt: skip
        assert words in text
    assert [s.role for s in slip.last.signatures.all()] == ["seal"]


def test_who_stops_the_procedure_gets_it_in_writing(city: City) -> None:
    dossier = city.dossier(*FRESH)
    Player("tran.quoc.bao").withdraws(dossier)
    text = text_of(issued(dossier, letters.STOP))
    assert ("Dừng giải quyết hồ sơ thủ tục hành chính" in text, "Theo đề nghị của Ông/Bà" in text) == (True, True)


def test_who_stops_ex_officio_says_why_and_on_what_ground(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    stops.stop(
        dossier=dossier, reason="dispute", basis="Điều 93 Luật Xây dựng", note="Nộp lại khi tranh chấp đã giải quyết xong.", by=actor(CHAIR),
    )  # fmt: skip
    text = text_of(issued(dossier, letters.STOP))
    for words in (
        "Ủy ban nhân dân phường Ninh Kiều dừng giải quyết hồ sơ này", "Lý do: Có tranh chấp đang được giải quyết.",
        "Căn cứ: Điều 93 Luật Xây dựng.", "Nộp lại khi tranh chấp", "khiếu nại đến cơ quan ra thông báo này trong 90 ngày", actor(CHAIR).name,
    ):  # fmt: skip
        assert words in text


def test_the_slip_says_what_was_declared_for_this_dossier_and_one_line_a_paper(city: City) -> None:
    dossier = city.dossier(*FRESH)
    dossier.answers |= {"applicant_phone": "0900111222", "applicant_address": "9 Nguyễn Trãi"}
    facts = slips.acceptance(dossier, officer="")
    owner = dossier.parties.get(role="owner").person
    assert (facts["phone"], facts["address"], facts["email"]) == ("0900111222", "9 Nguyễn Trãi", owner.email)
    del dossier.answers["applicant_phone"]
    assert slips.acceptance(dossier, officer="")["phone"] == ""
    titles = [one["name"] for one in facts["papers"]]
    assert len(titles) == len(set(titles)) > 0
    with unguarded("two more photos of one paper"):
        for _more in range(2):
            again = dossier.papers.earliest("pk")
            again.pk = None
            again.save()
    again = slips.acceptance(dossier, officer="")["papers"]
    assert [one["name"] for one in again] == titles
    assert [one["files"] for one in again] == ["3", *(one["files"] for one in facts["papers"][1:])]
    with unguarded("none at all"):
        dossier.papers.all().delete()
    assert slips.acceptance(dossier, officer="")["papers"] == [{"name": "Không kèm giấy tờ", "copies": "", "files": ""}]


def test_letters_say_where_the_paper_is(city: City) -> None:
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    slip = issued(dossier, letters.ACCEPTANCE)
    told = Message.objects.filter(subject__endswith="đã được tiếp nhận", about_id=dossier.pk, channel="email").get()
    assert f"/my/dossiers/{dossier.submission}/#letters" in told.body
    assert slip.last.facts["lookup"].endswith(f"/lookup/?code={dossier.code}")
    assert city.sign_in("").get("/lookup/", {"code": dossier.code}).status_code == 200


def test_delivered_again_there_is_still_one(city: City) -> None:
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    slip = issued(dossier, letters.ACCEPTANCE)
    Delivery.objects.filter(entry__in=entries_about(dossier)).update(state="waiting")
    jobs.run_due()
    assert list(letters.letters_of(dossier)) == [slip]
    documents.withdraw(document=slip, reason="In nhầm mẫu", by=actor(CHAIR))
    Delivery.objects.filter(entry__in=entries_about(dossier)).update(state="waiting")
    jobs.run_due()
    assert [one.state for one in letters.letters_of(dossier)] == ["withdrawn"]


def test_a_withdrawn_letter_is_told_once_and_its_page_says_why(city: City) -> None:
    owner, house = HOUSE[0], city.dossier(*HOUSE)
    Player(OFFICER).asks(house, [reception.Lack("unreadable", paper=house.papers.earliest("pk"))], "Chụp lại.")
    request = issued(house, letters.supplement(1))
    documents.withdraw(document=request, reason="Ghi nhầm giấy tờ", by=actor(CHAIR))
    for _time in range(2):
        jobs.run_due()
        Delivery.objects.filter(entry__verb="documents.document_withdrawn").update(state="waiting")
    told = Message.objects.filter(subject=f"Một giấy tờ của hồ sơ {house.code} đã bị thu hồi", about_id=house.pk)
    assert sorted(told.values_list("channel", flat=True)) == ["email", "inbox"]
    for message in told:
        assert [
            words in message.body for words in ("Phiếu yêu cầu bổ sung", request.entry.printed, "Ghi nhầm giấy tờ")
        ] == [True] * 3
    for who, path in ((owner, f"/my/dossiers/{house.submission}/"), (OFFICER, f"/desk/dossiers/{house.submission}/")):
        html = city.sign_in(who).get(path).content.decode()
        assert [words in html for words in ("Thu hồi ngày <time", "Ghi nhầm giấy tờ")] == [True, True], path
        assert f"/letters/{request.pk}/" not in html
    desk = city.sign_in(OFFICER).get(f"/desk/dossiers/{house.submission}/").content.decode()
    assert desk.count("Thu hồi giấy tờ đã gửi; người nộp được báo: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ") == 1
    house.refresh_from_db()
    assert house.phase == "supplement"  # the paper is gone, what was asked is not


def test_a_seal_that_fails_stops_nothing_and_can_be_tried_again(city: City, settings) -> None:  # type: ignore[no-untyped-def]
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    keys._held.clear()
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    jobs.run_due()
    document = letters.letters_of(dossier).get()
    dossier.refresh_from_db()
    assert (dossier.phase, document.state, document.cause) == ("accepted", "failed", "signing")
    settings.SECRET_KEY = ours
    keys._held.clear()
    with pytest.raises(NotAllowed):
        documents.retry(document=document, by=actor(OFFICER))
    documents.retry(document=document, by=actor(CLERK))
    assert issued(dossier, letters.ACCEPTANCE).entry.printed == dossier.code


def test_a_letter_no_font_has_becomes_a_box(city: City) -> None:
    dossier = city.dossier(*FRESH)
    Player(CLERK).refuses(dossier, ["other"], "Gọi cho tôi 😀 nhé.")
    assert "Gọi cho tôi □ nhé." in text_of(issued(dossier, letters.REFUSAL))


def test_owner_and_desk_find_it_and_strangers_do_not(city: City) -> None:
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    slip = issued(dossier, letters.ACCEPTANCE)
    address = f"/dossiers/{dossier.submission}/letters/{slip.pk}/"
    pages = {"tran.quoc.bao": f"/my/dossiers/{dossier.submission}/", CLERK: f"/desk/dossiers/{dossier.submission}/"}
    for who, page in pages.items():
        client = city.sign_in(who)
        assert address in client.get(page).content.decode()
        answer = client.get(address)
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, bytes_of(slip))
    assert city.sign_in("pham.ngoc.bich").get(address).status_code == 404
    assert city.sign_in("cairang.chutich").get(address).status_code == 404
    assert visible_to(actor("tran.quoc.bao")).filter(pk=slip.pk).count() == 1
    printed = city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/slip/")
    assert b"".join(printed.streaming_content) == bytes_of(slip)


def test_the_counter_need_not_wait_for_the_seal(city: City) -> None:
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    answer = city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/slip/")
    assert letters.letter(dossier, letters.ACCEPTANCE) is None
    with pypdfium2.PdfDocument(io.BytesIO(answer.getvalue())) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert (dossier.code in text, actor(CLERK).name in text) == (True, True)


def test_results_and_papers_of_the_way_are_kept_apart(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.001193")
    page = city.sign_in("le.van.phuoc").get(f"/my/dossiers/{dossier.submission}/")
    assert [d.purpose for d in page.context["documents"]] == ["result"]
    assert [d.purpose for d in page.context["letters"]] == ["acceptance"]
    assert [d.entry.dated_on for d in page.context["letters"]] == [dossier.accepted_at.astimezone(clock.ZONE).date()]


def test_the_code_on_the_slip_and_the_one_on_the_result_lead_where_they_say(city: City) -> None:
    """Read back from the printed page, as a telephone does."""
    dossier = Player(CLERK).accepts(city.dossier(*FRESH))
    slip = city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/slip/")
    assert codes_on(slip.getvalue()) == {f"{settings.PUBLIC_ADDRESS}/lookup/?code={dossier.code}"}
    letter = issued(dossier, letters.ACCEPTANCE)
    lookup, check = f"{settings.PUBLIC_ADDRESS}/lookup/?code={dossier.code}", verification_address(letter.token)
    assert codes_on(bytes_of(letter)) == {lookup, check}


def codes_on(pdf: bytes) -> set[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=3).to_pil() for page in document]
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}
