"""One definition with every kind of field, a conditional page, a conditional field, two groups, and answers held against each
other: on one page, across pages, inside an item."""

import copy
import datetime
from typing import Any

from kernel.forms import codes, loading
from kernel.forms.codes import Code
from kernel.forms.definition import FormDefinition
from kernel.forms.text import Text

ON = datetime.date(2026, 11, 24)
WARDS = (
    Code("31117", Text("Phường Ninh Kiều", "Ninh Kieu ward")),
    Code("31120", Text("Phường Cái Khế", "Cai Khe ward")),
)


def t(vi: str, en: str = "English") -> dict[str, str]:
    return {"vi": vi, "en": en}


def field(id: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "label": t(label, f"{label} (en)"), **more}


def check(must: dict[str, Any], at: str, error: str) -> dict[str, Any]:
    return {"if_not": must, "at": at, "error": t(error, f"{error} (en)")}


BODY: dict[str, Any] = {
    "form": "sample-1.2",
    "engine": 1,
    "title": t("Mẫu thử", "Sample"),
    "lists": {
        "wards": {"source": "test_wards"},
        "floors": {
            "codes": [
                {"code": "1", "text": t("1 tầng", "1 storey")},
                {"code": "2", "text": t("2 đến 6 tầng", "2 to 6 storeys"), "hint": t("Cần bản vẽ")},
                {"code": "old", "text": t("Nhà sàn"), "valid_to": "2025-07-01"},
            ]
        },
        "needs": {"codes": [{"code": c, "text": t(f"Nhu cầu {c}")} for c in ("a", "b", "c")]},
    },
    "pages": [
        {
            "id": "who",
            "title": t("Bạn là ai?"),
            "section": t("Người nộp"),
            "fields": [
                field("name", "text", "Họ và tên", prefill="person.name", fixed=True, max_length=60),
                field("number", "identity_number", "Số định danh", prefill="person.identity_number"),
                field("phone", "phone", "Điện thoại", prefill="person.phone"),
                field("email", "email", "Thư điện tử", required=False),
                field("tax", "tax_code", "Mã số thuế", required=False),
            ],
        },
        {
            "id": "house",
            "title": t("Ngôi nhà rộng và cao bao nhiêu?"),
            "hint": t("Ghi theo bản vẽ."),
            "why": t("Để đối chiếu với quy hoạch."),
            "fields": [
                field(
                    "area", "number", "Diện tích", decimals=1, min=1, max=10000, unit=t("m²", "m²"), hint=t("Theo mép ngoài tường")
                ),
                field("floors", "choice", "Nhà có mấy tầng?", name=t("Số tầng", "Storeys"), list="floors"),
                field("built", "year", "Năm xây", min=1900, max=2030, required=False),
                field("cost", "money", "Giá trị", required=False),
                field("cellar", "yes_no", "Có tầng hầm không?", name=t("Tầng hầm", "Basement")),
                field("depth", "number", "Độ sâu hầm", min=1, max=50, when={"==": [{"var": "cellar"}, True]}),
                field("yard", "number", "Diện tích sân", decimals=1, min=0, max=10000, unit=t("m²", "m²"), required=False),
            ],
            "checks": [check({"<=": [{"var": "yard"}, {"var": "area"}]}, "yard", "Sân không thể rộng hơn nhà")],
        },
        {
            "id": "design",
            "title": t("Ai thiết kế?"),
            "when": {"or": [{"==": [{"var": "floors"}, "2"]}, {">": [{"var": "depth"}, 3]}]},
            "fields": [
                field("firm", "text", "Đơn vị thiết kế", max_length=100),
                field(
                    "licence", "text", "Số chứng chỉ", pattern="[A-Z]{2}-[0-9]{4}", max_length=20, errors={"invalid": t("Ghi như AB-1234")}
                ),
            ],
        },
        {"id": "begin", "title": t("Khi nào khởi công?"), "fields": [{"id": "begins", "kind": "date", "min": "today", "max": "today+2y"}],
         "checks": [check({">=": [{"var": "begins"}, {"var": "built"}]}, "begins", "Khởi công không thể trước năm xây")]},
        {
            "id": "more",
            "title": t("Thêm"),
            "fields": [
                field("intro", "note", "Phần này giúp cán bộ hiểu rõ hơn."),
                field("born", "month", "Tháng sinh", required=False),
                field("needs", "choices", "Nhu cầu", list="needs", required=False),
                field("address", "address", "Nơi ở", list="wards"),
                field("story", "long_text", "Mô tả", required=False, max_length=500),
                field("plan", "paper", "Bản vẽ", paper="drawings", max_files=3, required=False),
            ],
        },
        {
            "id": "owners",
            "title": t("Ai cùng sở hữu?"),
            "group": {
                "id": "owner",
                "noun": t("Người cùng sở hữu", "Co-owner"),
                "summary": t("{owner_name}, {owner_born}", "{owner_name}, {owner_born}"),
                "max": 3,
                "fields": [
                    field("owner_name", "text", "Họ tên"),
                    field("owner_born", "date", "Ngày sinh", max="today", required=False),
                    field("owner_abroad", "yes_no", "Ở nước ngoài?"),
                    field("owner_land", "text", "Nước", when={"==": [{"var": "owner_abroad"}, True]}),
                    field("owner_since", "month", "Sở hữu từ", required=False),
                ],
                "checks": [check({"<": [{"var": "owner_born"}, {"var": "owner_since"}]}, "owner_since", "Sở hữu phải sau khi sinh")],
            },
        },
        {
            "id": "signs",
            "title": t("Ai ký thay?"),
            "when": {">": [{"count": "owner"}, 1]},
            "group": {
                "id": "signer", "noun": t("Người ký", "Signer"), "summary": t("{signer_name}"), "min": 1, "max": 2,
                "fields": [field("signer_name", "text", "Tên người ký")],
            },
        },
    ],
}  # fmt: skip

ANSWERS: dict[str, Any] = {
    "name": "Lê Văn Phước", "number": "092085000214", "phone": "0903000118",
    "area": 85.5, "floors": "1", "cellar": False, "begins": "2027-03-01",
    "address": {"street": "27 Nguyễn Trãi", "ward": "31117"},
}  # fmt: skip


def body() -> dict[str, Any]:
    """A copy to spoil."""
    return copy.deepcopy(BODY)


def sample() -> FormDefinition:
    codes.register("test_wards", lambda on: WARDS)
    return loading.load(BODY)
