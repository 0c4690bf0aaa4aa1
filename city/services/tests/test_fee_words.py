"""Fees in words: each currency for itself, a doubtful one as published and marked."""

import warnings
from decimal import Decimal

import pytest

from city.payments.actions import Asked
from city.services.actions.catalogue import take_in
from city.services.actions.fees import fees_of
from city.services.models import Dossier
from city.services.models.catalogue import Fee, ProcedureVersion
from city.services.tests.test_catalogue_pages import AT, row
from city.services.views import sheet_words
from kernel import clock
from kernel.actors import SYSTEM


def fee(amount: str | None, currency: str = "VND", **more: str) -> Fee:
    return Fee(amount=None if amount is None else Decimal(amount), currency=currency, **more)


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        ([], ""),
        ([fee("0")], "Miễn phí"),
        ([fee("5000", raw="5.000 đồng/trang")], "5.000\xa0₫ một trang"),
        ([fee("5000", raw="5.000 đồng/trang"), fee("5000", raw="5.000 đồng/bản")], "5.000\xa0₫"),
        ([fee("0"), fee("75000")], "Miễn phí hoặc 75.000\xa0₫"),
        ([fee("2000.00"), fee("10.00", "USD")], "2.000\xa0₫; 10\xa0USD"),
        ([fee("1.5", "USD"), fee("5", "USD"), fee("3", "USD")], "1,5\xa0USD đến 5\xa0USD"),
        ([fee(None, raw="Theo quy định")], "Có thu, xem chi tiết"),
    ],
)
def test_range_of_each_currency(fees, said):
    assert sheet_words.fee_words(fees) == said


def test_a_doubtful_fee_shows_what_was_published():
    odd = sheet_words.fee_row(fee(None, raw="135 VNĐ", doubt="odd"))
    assert (odd.words, odd.published, odd.doubt != "") == ("Chưa rõ mức thu", "135 VNĐ", True)
    mended = sheet_words.fee_row(fee("135000", raw="135 VNĐ", doubt="mended"))
    assert (mended.words, mended.published) == ("135.000\xa0₫", "135 VNĐ")
    assert sheet_words.fee_row(fee("135000", raw="135.000 VNĐ")).published == ""


def test_half_an_hour_is_counted_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sheet_words.amount_words(Decimal("0.50"), "hour") == "0,5 giờ làm việc"
        assert sheet_words.amount_words(Decimal("3.00"), "working_day") == "3 ngày làm việc"


@pytest.mark.django_db
def test_dollars_are_never_charged_as_dong(client):
    ways = [
        {
            "kenh": "Trực tiếp",
            "so": 1,
            "don_vi": "Ngày",
            "phi": [{"muc": "2,000 VNĐ"}, {"muc": "10 USD"}, {"muc": "135 VNĐ"}],
        }
    ]
    with clock.at(AT):
        take_in(rows=[row("1.100009", "Chứng thực bản sao", cach_thuc=ways)], source_sha="", by=SYSTEM)
    dossier = Dossier(version=ProcedureVersion.objects.get(), channel="counter")
    assert fees_of(dossier) == [Asked("2,000 VNĐ", 2000)]
    page = client.get("/procedures/1.100009/").content.decode()
    assert "2.000\xa0₫; 10\xa0USD" in page
    assert "“135 VNĐ”" in page
