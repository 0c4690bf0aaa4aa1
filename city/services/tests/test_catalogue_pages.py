"""The public catalogue: found with and without accents, filtered, paged; one procedure and what I need for it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from city.services.actions.catalogue import take_in
from city.services.actions.demo_catalogue import load_demo_catalogue
from city.services.engine.search_text import search_text
from city.services.queries import catalogue
from city.services.queries.catalogue import Question
from city.services.tests.test_catalogue_demo import offices
from kernel import clock
from kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 1, 5, 9, tzinfo=clock.ZONE)


def row(code, name, field="Hộ tịch", level="Cấp xã", who="Công dân Việt Nam", agency="Ủy ban nhân dân", **more):
    return {
        "ma_thu_tuc": code, "ten": name, "bo_nganh": more.pop("ministry", "Bộ Tư pháp"), "bo_nganh_ma": "G15", "linh_vuc": field,
        "cap_thuc_hien": [level], "doi_tuong": [who], "co_quan_thuc_hien": agency,
        "cach_thuc": [
            {"kenh": "Trực tuyến", "so": 3, "don_vi": "Ngày làm việc", "phi": [{"muc": "Miễn phí"}]},
            {"kenh": "Trực tiếp", "so": 5, "don_vi": "Ngày làm việc", "phi": [{"muc": "75,000 VNĐ", "ghi_chu": "một lần"}]},
        ],
        "thanh_phan_ho_so": [
            {"truong_hop": "", "giay_to": [{"ten": "Tờ khai chung", "ban_chinh": 1}]},
            {"truong_hop": "Trường hợp sinh ở nhà", "giay_to": [{"ten": "Văn bản làm chứng", "ban_chinh": 1}]},
            {"truong_hop": "Trường hợp mang thai hộ", "giay_to": [{"ten": "Xác nhận mang thai hộ", "ban_sao": 2}]},
        ],
        "ket_qua": [{"ten": "Giấy khai sinh", "ma": "KQ.G15.000001"}], "can_cu_so_hieu": ["60/2014/QH13"], **more,
    }  # fmt: skip


ROWS = [
    row("1.001193", "Thủ tục đăng ký khai sinh"),
    row("1.004772", "Thủ tục đăng ký lại khai sinh"),
    row("1.000894", "Thủ tục đăng ký kết hôn"),
    row("1.009994", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "Hoạt động xây dựng"),
    row(
        "1.012000",
        "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu",
        "Đất đai",
        level="Cấp tỉnh",
        who="Doanh nghiệp",
    ),
    row("1.005000", "Đăng ký mã số đơn vị", "Ngân sách"),
    row("1.004222", "Đăng ký thường trú", "Cư trú", agency="Công an cấp Xã", ministry="Bộ Công an"),
]


@pytest.fixture
def catalogue_of_seven():
    with clock.at(AT):
        take_in(rows=ROWS, source_sha="", by=SYSTEM)


def codes(text: str = "", **more) -> list[str]:
    return [v.procedure.national_code for v in catalogue.find(Question(text=text, **more)).versions]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("dang ky khai si", "1.001193"),
        ("làm giấy khai sinh", "1.001193"),
        ("Tôi muốn làm giấy khai sinh cho con", "1.001193"),
        ("sổ đỏ", "1.012000"),
        ("so do", "1.012000"),
        ("giấy phép xây dựng", "1.009994"),
        ("xay nha", "1.009994"),
        ("đăng ký kết hôn", "1.000894"),
        ("cuoi", "1.000894"),
        ("nhập hộ khẩu", "1.004222"),
        ("1.009994", "1.009994"),
        ("1.0099", "1.009994"),
    ],
)
def test_found_by_everyday_words(catalogue_of_seven, asked, first):
    assert codes(asked)[0] == first


def test_a_slip_of_the_finger_finds_the_nearest(catalogue_of_seven):
    found = catalogue.find(Question(text="đăng ký khai sinhh"))
    assert (found.nearest, found.versions[0].procedure.national_code) == (True, "1.001193")
    assert catalogue.find(Question(text="zzzzzz")).total == 0


def test_filters_count_what_they_would_leave(catalogue_of_seven):
    found = catalogue.find(Question(levels=frozenset({"commune"})))
    assert found.total == 6
    assert found.counts["levels"] == {"commune": 6, "city": 1}
    assert found.counts["groups"] == {"ours": 5, "mirrored": 1}
    assert codes(groups=frozenset({"mirrored"})) == ["1.004222"]
    assert codes(audience=frozenset({"business"})) == ["1.012000"]
    assert catalogue.find(Question(page=99)).page == 1


def test_a_new_version_is_found_at_once(catalogue_of_seven):
    assert codes("trước bạ") == []
    with clock.at(AT):
        take_in(rows=[row("1.005000", "Khai lệ phí trước bạ")], source_sha="", by=SYSTEM)
    assert codes("trước bạ") == ["1.005000"]


def test_search_text_begins_every_word_with_a_blank():
    assert search_text("1.001193", "Thủ tục đăng ký: khai sinh", "Hộ tịch").startswith(
        " thu tuc dang ky khai sinh 1.001193 "
    )


def test_the_list(client, catalogue_of_seven):
    page = client.get("/procedures/", {"q": "khai sinh", "level": "commune"}).content.decode()
    assert re.findall(r'entry-title"><a href="([^"]+)"', page) == ["/procedures/1.001193/", "/procedures/1.004772/"]
    assert "2 thủ tục phù hợp" in page
    assert 'value="khai sinh"' in page
    assert "3 đến 5 ngày làm việc" in page


def test_live_search_gets_the_results_alone(client, catalogue_of_seven):
    part = client.get("/procedures/", {"q": "ket hon"}, HTTP_HX_REQUEST="true")
    assert "<html" not in part.content.decode()
    assert "hx-swap-oob" in part.content.decode()
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize(
    "query",
    [
        "page=x",
        "page=-1",
        "field=999999999",
        "field=x&level=x&group=x&audience=x",
        "q=%25_'\"<b>",
        "q=" + "a" * 3000,
    ],
)
def test_odd_questions_are_answered(client, catalogue_of_seven, query):
    assert client.get(f"/procedures/?{query}").status_code == 200


def test_as_many_queries_with_one_row_as_with_all(client, catalogue_of_seven):
    client.get("/procedures/")
    with CaptureQueriesContext(
        connection,
    ) as all_rows:
        client.get("/procedures/")
    with CaptureQueriesContext(connection) as one:
        client.get("/procedures/?q=1.009994")
    assert len(one) == len(all_rows)


def test_what_i_need(client, catalogue_of_seven):
    page = client.get("/procedures/1.001193/").content.decode()
    assert "<h1>Thủ tục đăng ký khai sinh</h1>" in page
    assert [
        w in page
        for w in ("Tờ khai chung", "Văn bản làm chứng", "Xác nhận mang thai hộ", "60/2014/QH13", "Giấy khai sinh")
    ] == [True] * 5
    chosen = client.get("/procedures/1.001193/", {"case": "1", "channel": "counter"}).content.decode()
    assert [w in chosen for w in ("Tờ khai chung", "Văn bản làm chứng", "5 ngày làm việc", "75.000\xa0₫")] == [True] * 4
    assert ["<h3>Xác nhận mang thai hộ" in chosen, "3 ngày làm việc" in chosen, "Miễn phí" in chosen] == [False] * 3


def test_not_ours_says_so_and_offers_no_button(client, catalogue_of_seven):
    page = client.get("/procedures/1.004222/").content.decode()
    assert "Thành phố không nhận và không giải quyết hồ sơ này" in page
    assert "btn-main btn-big" not in page


def test_codes_in_the_address(client, catalogue_of_seven):
    assert client.get("/procedures/1.001193.000.00.00.H13/")["Location"] == "/procedures/1.001193/"
    assert client.get("/procedures/9.999999/").status_code == 404


def test_english(client, catalogue_of_seven):
    with translation.override("en"):
        assert client.get("/procedures/", headers={"accept-language": "en"}).status_code == 200


def test_where_to_apply(client):
    with clock.at(AT):
        load_demo_catalogue(**offices(by=SYSTEM), on=AT.date(), by=SYSTEM)
    page = client.get("/procedures/1.009994/").content.decode()
    assert "UBND phường Cái Răng" in page
    assert 'class="btn btn-main btn-big btn-wide" href="/apply/1.009994/"' in page
    counter = client.get("/procedures/2.000815/").content.decode()
    assert "Thủ tục này nộp tại quầy" in counter
    assert "/apply/2.000815/" not in counter
    assert "/apply/1.001193/" in client.get("/procedures/", {"q": "làm giấy khai sinh"}).content.decode()
