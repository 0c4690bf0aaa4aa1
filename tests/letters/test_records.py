"""Mẫu 05, who had the dossier from when to when; Mẫu 06, the book of what was taken in, on the page and as a file."""

import copy
import csv
import datetime
import io
import itertools

import pypdfium2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.documents import actions as documents
from city.documents.models import Document
from city.services.actions import recalls, results, stops
from city.services.actions.definitions import publish_process
from city.services.engine import punctuality
from city.services.engine.cells import harmless
from city.services.engine.processes import GENERIC
from city.services.forms.book import days_of
from city.services.models import Dossier
from city.services.queries import book, slips
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import unguarded
from tests.city import City
from tests.desk.test_asked_agency import handed_over
from tests.desk.test_inbox import post_of
from tests.players import Player, actor

CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
STOP = {"reason": "dispute", "basis": "Điều 93 Luật Xây dựng", "note": "Nộp lại khi tranh chấp được giải quyết."}
BIRTH, HOUSE = ("le.van.phuoc", "1.001193"), ("tran.quoc.bao", "1.009994")


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_every_hand_over_is_told(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    steps = slips.control_slip(dossier, officer="")["steps"]
    runs = list(dossier.runs.order_by("began", "pk"))
    assert len(steps) == len(runs) > 5
    assert [one["at"] for one in steps] == [slips.moment(run.began) for run in runs]
    assert steps[0]["given_by"] == "Người nộp hồ sơ"
    handed_on = [one["given_by"] in before["taken_by"] for before, one in itertools.pairwise(steps)]
    assert (len(handed_on), all(handed_on)) == (len(steps) - 1, True)
    assert any("Sở Xây dựng" in one["taken_by"] for one in steps)
    assert {one["state"].rpartition(", ")[2] for one in steps} <= {
        punctuality.EARLY, punctuality.ON_TIME, punctuality.LATE, punctuality.NO_TERM,
    }  # fmt: skip


def test_the_slip_names_nobody_for_a_step_he_did_not_do(city: City) -> None:
    """Taken back from another agency untouched; stopped by the leader, before and at his own step."""
    asked, _client = handed_over(city)
    recalls.recall(dossier=asked, comment="Gửi nhầm.", by=actor(OFFICER))
    asked.refresh_from_db()
    taken = [one["taken_by"].split("\n")[1:] for one in slips.control_slip(asked, officer="")["steps"]]
    holder = f"{actor(OFFICER).name}, {post_of(OFFICER).title}"
    assert ([who[0] for who in taken[-3:-1]], len(taken[-2])) == ([holder, "Sở Xây dựng"], 1)
    stops.stop(dossier=asked, **STOP, by=actor(CHAIR))
    assert actor(CHAIR).name not in slips.control_slip(asked, officer="")["steps"][-1]["taken_by"]
    ready = city.dossier("le.van.phuoc", "1.004873")
    stops.stop(dossier=ready, **STOP, by=actor(CHAIR))
    assert (ready.runs.latest("pk").step, ready.runs.latest("pk").post) == ("approve", post_of(CHAIR))


def test_who_takes_a_decided_dossier_up_again_has_not_handed_it_out(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.004873")
    Player(CHAIR).signs(dossier)
    document = Document.objects.get(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")
    documents.withdraw(document=document, reason="Ghi sai.", by=actor("ninhkieu.vanthu"))
    dossier.refresh_from_db()
    results.reopen(dossier=dossier, comment="Ghi sai.", by=actor(CHAIR))
    assert [(run.outcome, run.post) for run in dossier.runs.filter(step="return")] == [("reissue", None)]


def test_the_control_slip_is_printed_for_the_desk_alone(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    answer = city.sign_in(OFFICER).get(f"/desk/dossiers/{dossier.submission}/control-slip/")
    text = words_of(answer.content)
    assert ("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text, str(dossier.code) in text) == (True, True)
    assert city.sign_in("tran.quoc.bao").get(f"/desk/dossiers/{dossier.submission}/control-slip/").status_code == 404


def test_early_on_time_and_late() -> None:
    due = datetime.datetime(2026, 11, 4, 17, 0, tzinfo=clock.ZONE)
    ends = [
        due - datetime.timedelta(days=1),
        due - datetime.timedelta(hours=2),
        due,
        due + datetime.timedelta(minutes=1),
    ]
    assert [punctuality.said(end, due, clock.ZONE) for end in ends] == ["trước hạn", "đúng hạn", "đúng hạn", "quá hạn"]
    assert punctuality.said(due, None, clock.ZONE) == "không có thời hạn"


def test_the_book_holds_what_was_taken_in_and_nothing_else(city: City) -> None:
    clerk = actor(CLERK)
    since, until = clock.today() - datetime.timedelta(days=400), clock.today()
    found = list(book.taken_in(clerk, since, until))
    expected = Dossier.objects.filter(received_by=clerk.agency_id, accepted_at__isnull=False)
    assert found == list(expected.order_by("accepted_at", "pk"))
    assert len(found) > 3
    first = found[0].accepted_at.astimezone(clock.ZONE).date()
    assert list(book.taken_in(clerk, first, first)) == [
        d for d in found if d.accepted_at.astimezone(clock.ZONE).date() == first
    ]
    assert list(book.taken_in(actor("cairang.motcua"), since, until).filter(received_by=clerk.agency_id)) == []


def test_page_and_file_say_the_same(city: City) -> None:
    dossier = city.dossier(*BIRTH)
    period = f"{dossier.accepted_at.astimezone(clock.ZONE):%Y-%m}"
    client = city.sign_in(CLERK)
    page = client.get(f"/desk/book/?period={period}")
    file = client.get(f"/desk/book/file/?period={period}")
    text = b"".join(file.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert tuple(rows[0]) == book.COLUMNS
    assert [row[1] for row in rows[1:]] == [str(line.dossier) for line in page.context["rows"]]
    row = next(row for row in rows if row[1] == dossier.code)
    assert (row[4], row[10], row[12]) == ("Lê Văn Phước", "trực tuyến", "Trước hạn")
    assert page.status_code == 200
    assert client.get("/desk/book/?period=x").status_code == 422


def test_address_and_telephone_stand_in_the_book_only_where_its_keeper_reads_them(city: City) -> None:
    dossier, body = city.dossier(*BIRTH), copy.deepcopy(GENERIC["commune-one-step"])
    period, before = f"{dossier.accepted_at.astimezone(clock.ZONE):%Y-%m}", actor(CLERK)
    whole = book.lines(before, [dossier])[0].contact
    assert "27 Nguyễn Trãi" in whole
    body["code"] = "narrow"
    for step in body["steps"]:
        if step["place"] == "reception":
            step["reads"] = ["applicant_name"]
    with unguarded("the same dossier by a process in which the one-stop reads no address"):
        dossier.process = publish_process(body=body, by=SYSTEM)
        dossier.runs.all().delete()
        dossier.save()
    client = city.sign_in(CLERK)
    page = client.get(f"/desk/book/?period={period}")
    file = b"".join(client.get(f"/desk/book/file/?period={period}").streaming_content).decode()
    assert {line.contact for line in page.context["rows"] if line.dossier == dossier} == {""}
    assert (whole in page.content.decode(), whole in file, dossier.code in file) == (False, False, True)


def test_the_book_asks_no_more_for_many_rows(city: City) -> None:
    clerk, counted = actor(CLERK), list[int]()
    found = list(book.taken_in(clerk, clock.today() - datetime.timedelta(days=400), clock.today()))
    for some in (found[:1], found):
        with CaptureQueriesContext(connection) as queries:
            assert len(book.lines(clerk, some)) == len(some)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_only_who_takes_dossiers_in_keeps_the_book(city: City) -> None:
    codes = {who: city.sign_in(who).get("/desk/book/").status_code for who in (CLERK, OFFICER, "le.van.phuoc")}
    assert codes == {CLERK: 200, OFFICER: 404, "le.van.phuoc": 404}


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    assert [harmless(cell) for cell in ("=1+1", " @x", "+84", "-2", "Lê Văn", "12/2026")] == [
        "'=1+1", "' @x", "'+84", "'-2", "Lê Văn", "12/2026",
    ]  # fmt: skip


def test_days_of_a_period() -> None:
    day = datetime.date
    assert [days_of(period) for period in ("2024-02", "2026")] == [
        (day(2024, 2, 1), day(2024, 2, 29)), (day(2026, 1, 1), day(2026, 12, 31)),
    ]  # fmt: skip
