"""What the reader found is told to those who keep the catalogue, and to the public what concerns it."""

import datetime
import pathlib
import re
import time

import pytest
from django.core.management import call_command

from city.services.models.catalogue import ProcedureVersion
from city.services.tests.test_catalogue_import import DAY, sheet, take  # noqa: F401 (a fixture)
from city.services.views import procedure_page
from kernel import clock

pytestmark = pytest.mark.django_db
REAL = pathlib.Path(__file__).parents[4] / "shared/data/procedures/procedures_2026.jsonl"
LACKING = {
    "so_quyet_dinh": "", "can_cu_so_hieu": [], "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
    "cach_thuc": [{"kenh": "Trực tuyến", "thoi_han": "1", "so": None, "don_vi": "", "phi": []}],
    "thanh_phan_ho_so": [{"truong_hop": "Giấy tờ phải nộp", "giay_to": [{"ten": "Đơn", "ban_chinh": 1}, {"ten": "Đơn", "ban_chinh": 1}]}],
}  # fmt: skip


@pytest.fixture
def told(capsys):
    def run(*words: str) -> list[str]:
        with clock.at(DAY + datetime.timedelta(days=20)):
            call_command("catalogue_findings", *words)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def three(take):  # noqa: F811
    """A sheet with many lacks and one with a single lack, a code that is none, a row without a field: the last comes again with one."""
    rows = (sheet("1.100002", **LACKING), sheet(ket_qua=[{"ten": "Giấy", "ma": "KQ.G15.000001"}]))
    take(*rows, sheet("12"), sheet("1.100003", linh_vuc=""))
    take(
        sheet("1.100003", so_quyet_dinh="1/QĐ", ket_qua=[{"ten": "Giấy", "ma": "KQ.G15.000001"}]),
        at=DAY + datetime.timedelta(days=10),
    )


def test_every_finding_and_row_set_aside_is_listed_and_counted(three, told):
    assert told() == [
        "1.100001       no_decision       reported   2026-07-01  Không ghi quyết định công bố",
        "1.100002       no_legal          reported   2026-07-01  Không ghi căn cứ pháp lý",
        "1.100002       no_result         reported   2026-07-01  Không ghi kết quả",
        "1.100002       no_decision       reported   2026-07-01  Không ghi quyết định công bố",
        "1.100002       no_term           reported   2026-07-01  Không ghi thời hạn dùng được",
        "1.100002       no_fee            reported   2026-07-01  Không ghi phí, lệ phí",
        "1.100002       heading_as_case   mended     2026-07-01  Tiêu đề bị ghi thành trường hợp: Giấy tờ phải nộp",
        "1.100002       double_paper      mended     2026-07-01  Giấy tờ ghi hai lần: Đơn",
        "1.100003       no_field          read since 2026-07-01  Không có lĩnh vực",
        "12             bad_code          set aside  2026-07-01  Mã thủ tục không đúng dạng: 12",
        "bad_code set aside: 1",
        "double_paper mended: 1",
        "heading_as_case mended: 1",
        "no_decision reported: 2",
        "no_fee reported: 1",
        "no_field read since: 1",
        "no_legal reported: 1",
        "no_result reported: 1",
        "no_term reported: 1",
        "findings 8 (mended 2, reported 6), set aside 1, read since 1",
    ]


def test_of_one_procedure(three, told):
    assert told("--code", "1.100001") == [
        "1.100001       no_decision       reported   2026-07-01  Không ghi quyết định công bố",
        "no_decision reported: 1",
        "findings 1 (mended 0, reported 1), set aside 0, read since 0",
    ]


def test_as_a_table(take, told):  # noqa: F811
    take(sheet("=1+1"), sheet(so_quyet_dinh="1/QĐ"))
    assert told("--csv") == [
        "\ufeffcode,what,done,since,place,words",
        "1.100001,no_result,reported,2026-07-01,,Không ghi kết quả",
        "'=1+1,bad_code,set aside,2026-07-01,'=1+1,Mã thủ tục không đúng dạng",
    ]


def test_a_row_that_stands_twice_in_the_file_stays_set_aside(take, told):  # noqa: F811
    take(sheet(so_quyet_dinh="1/QĐ"), sheet(so_quyet_dinh="2/QĐ"))
    assert told()[-1] == "findings 1 (mended 0, reported 1), set aside 1, read since 0"


def test_the_page_says_what_the_sheet_lacks(client, three):
    lacks = ["Không ghi thời hạn dùng được", "Không ghi phí, lệ phí", "Không ghi căn cứ pháp lý", "Không ghi kết quả"]
    assert procedure_page.lacks(ProcedureVersion.objects.get(procedure__national_code="1.100002")) == lacks
    with clock.at(DAY):
        page = client.get("/procedures/1.100002/").content.decode()
        whole = client.get("/procedures/1.100001/").content.decode()
    said = page.split("Bản công bố còn thiếu gì")[1].split("</ul>")[0]
    assert re.findall(r"<li>([^<]*)</li>", said) == lacks
    assert "Bản công bố còn thiếu gì" not in whole


@pytest.mark.slow  # half a minute
def test_the_national_file_is_taken_in_under_a_minute_and_then_changes_nothing(capsys):
    if not REAL.exists():
        pytest.skip(f"{REAL} is not there: the national sheets lie beside the checkout")

    def run() -> str:
        call_command("import_procedures", str(REAL))
        return capsys.readouterr().out.splitlines()[-1]

    began = time.process_time()
    first, seconds = run(), time.process_time() - began
    again = run()
    assert (first, again) == (
        "created 2564, changed 0, unchanged 0, quarantined 0",
        "created 0, changed 0, unchanged 2564, quarantined 0",
    )
    assert seconds < 60
