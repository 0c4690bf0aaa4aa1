"""What /design/ shows: every part with ordinary, long and empty values. People and cases are invented."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.access import Page
from kernel.web.forms import DateField, MoneyField, MotcuaForm, NumberField, UploadField
from kernel.web.parts import Answer, Chip, Day, LogLine, Need, Sheet, Step, Tab

VN = dt.timezone(dt.timedelta(hours=7))
LONG = "Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do thay đổi diện tích thửa đất"
LONG_PERSON = "Hoàng Phủ Tôn Nữ Thị Ngọc Quỳnh Như Nguyệt Ánh"

COLOURS = [
    "paper",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "ink-soft",
    "main",
    "main-strong",
    "main-soft",
    "deep",
    "accent",
    "ok",
    "ok-soft",
    "warn",
    "warn-soft",
    "bad",
    "bad-soft",
    "idle",
    "idle-soft",
]
SECTIONS = [
    ("colours", _("Màu")),
    ("type", _("Chữ")),
    ("buttons", _("Nút")),
    ("tags", _("Nhãn trạng thái")),
    ("notes", _("Lưu ý")),
    ("panels", _("Khung và dữ kiện")),
    ("figures", _("Số liệu")),
    ("layout", _("Bố cục")),
    ("finding", _("Tìm và lọc")),
    ("lists", _("Danh sách")),
    ("progress", _("Tiến trình và nhật ký")),
    ("deadline", _("Thời hạn")),
    ("questions", _("Câu hỏi")),
    ("errors", _("Lỗi")),
    ("answers", _("Kiểm tra câu trả lời")),
    ("tables", _("Bảng")),
    ("calendar", _("Lịch")),
    ("papers", _("Giấy tờ")),
    ("verdicts", _("Kết luận kiểm tra")),
    ("empty", _("Không có gì")),
    ("long-work", _("Việc lâu và xác nhận")),
]


class House(MotcuaForm):
    """Every kind of question once."""

    owner = forms.CharField(label="Chủ hồ sơ", help_text="Như trên căn cước", initial=LONG_PERSON)
    born_on = DateField(label="Ngày sinh", help_text="Ví dụ 27/03/1990", initial=dt.date(1990, 3, 27))
    area = NumberField(label="Diện tích xây dựng tầng 1", unit="m²", help_text="Tính theo mép ngoài tường", initial=85)
    cost = MoneyField(label="Giá trị công trình", required=False, initial=1_250_000_000)
    floors = forms.ChoiceField(
        label="Nhà có mấy tầng?",
        widget=forms.RadioSelect,
        choices=[("1", "1 tầng"), ("2", "2 đến 6 tầng"), ("7", "Từ 7 tầng trở lên, kể cả tầng lửng và tum")],
        help_text="Không tính tầng hầm và mái che cầu thang",
    )
    receive = forms.MultipleChoiceField(
        label="Nhận kết quả",
        widget=forms.CheckboxSelectMultiple,
        choices=[("e", "Bản điện tử"), ("p", "Bản giấy tại quầy")],
        required=False,
        initial=["e"],
    )
    ward = forms.ChoiceField(label="Phường, xã", choices=[("", "Chọn phường, xã"), ("31135", "Phường Ninh Kiều")])
    notes = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    drawing = UploadField(label="Bản vẽ", accept="application/pdf", help_text="PDF, tối đa 50 MB")
    agreed = forms.BooleanField(
        label="Tôi cam đoan nội dung khai là đúng sự thật", help_text="Khai sai phải chịu trách nhiệm"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["floors"].choice_hints = {"2": "Cần bản vẽ do đơn vị có năng lực thiết kế"}  # type: ignore[attr-defined]


class WrongHouse(House):
    """The same with ids of its own, filled in wrongly."""

    prefix = "wrong"


WRONG = {
    "wrong-owner": "",
    "wrong-born_on_day": "31",
    "wrong-born_on_month": "2",
    "wrong-born_on_year": "1990",
    "wrong-area": "tám mươi lăm",
    "wrong-cost": "-5",
}


def context() -> dict[str, Any]:
    at = dt.datetime(2026, 11, 25, 17, 0, tzinfo=VN)
    return {
        "sections": SECTIONS,
        "colours": COLOURS,
        "long": LONG,
        "long_person": LONG_PERSON,
        "at": at,
        "form": House(auto_id="ask-%s"),
        "wrong": WrongHouse(WRONG),
        "page": Page(rows=[], older="1795593600000000.7", newer="1795593600000000.9"),
        "now": at,
    } | _lists(at)


def _lists(at: dt.datetime) -> dict[str, Any]:
    return {
        "facts": [
            ("Chủ hồ sơ", LONG_PERSON),
            ("Thửa đất", "Thửa 118, tờ 24, phường Ninh Kiều"),
            ("Thủ tục", LONG),
            ("Bỏ trống thì không hiện", ""),
        ],
        "pairs": [("Tiếp nhận", "10/11/2026, 08:42"), ("Lệ phí", "75.000 ₫, đã nộp")],
        "steps": [
            Step("Tiếp nhận", ["Nguyễn Minh Anh", "10/11, 08:42"], "done"),
            Step("Thẩm định", ["Từ 18/11, hạn 30/11"], "now"),
            Step("Ý kiến của cơ quan quản lý quy hoạch", ["Sở Xây dựng", "3 ngày"]),
            Step("Trả kết quả", ["Hẹn 09/12"]),
        ],
        "log": [
            LogLine(at, "Mở bản vẽ bổ sung", "Trần Thị Thu Hà"),
            LogLine(at - dt.timedelta(days=7), f"Bắt đầu: {LONG}", f"{LONG_PERSON}, chuyên viên"),
            LogLine(at - dt.timedelta(days=15), "Tiếp nhận trực tuyến"),
        ],
        "days": [
            Day(dt.date(2026, 11, 18), 1, "Đếm lại từ đầu", "reset"),
            Day(dt.date(2026, 11, 21), None, "Thứ Bảy", "off"),
            Day(dt.date(2026, 11, 25), 5, "Hôm nay", "today"),
            Day(dt.date(2026, 12, 9), 15, "Hẹn trả", "end"),
        ],
        "needs": [
            Need("Giấy chứng nhận quyền sử dụng đất", "Thành phố tự lấy.", "Đã có", "ok", "file-check"),
            Need(LONG, "Một bản, bản chụp hoặc bản điện tử.", "Cần nộp", "warn"),
        ],
        "tabs": [
            Tab("Chờ tôi", "#tables", 1865, here=True),
            Tab("Quá hạn", "#tables", 2, "bad", "triangle-alert"),
            Tab("Hôm nay và mai", "#tables", 0, "warn"),
        ],
        "chips": [Chip("Hộ tịch", "#lists"), Chip("Phường Ninh Kiều", "#lists")],
        "answers": [
            Answer("Số tầng", "3 tầng", "#answers"),
            Answer("Địa chỉ", ["27 Nguyễn Trãi", "Phường Ninh Kiều"], "#answers"),
            Answer("Ghi chú", "", "#answers"),
            Answer("Mã hồ sơ", "H13.12-261110-0042"),
        ],
        "sheets": [Sheet("/static/kernel/img/empty.svg", number, 160, 120) for number in (1, 2)],
        "rows": _rows(at),
    }


def _rows(at: dt.datetime) -> list[dict[str, Any]]:
    return [
        {
            "due": at - dt.timedelta(days=2),
            "days": -2,
            "name": LONG,
            "who": LONG_PERSON,
            "code": "H13.12-261103-0008",
        },
        {
            "due": at,
            "days": 0,
            "name": "Xác nhận số nhà",
            "who": "Công ty TNHH Sông Hậu Xanh",
            "code": "H13.12-261123-0051",
        },
        {
            "due": at + dt.timedelta(days=5),
            "days": 3,
            "name": "Giấy phép xây dựng",
            "who": "Lê Văn Phước",
            "code": "H13.12-261110-0042",
        },
    ]
