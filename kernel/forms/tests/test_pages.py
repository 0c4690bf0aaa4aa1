"""Pages filled in: what is kept, what is said, and that nothing bad gets through."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from kernel.forms.compiler import page_class, page_form
from kernel.forms.tests.sample import ANSWERS, ON, sample


def fill(page, typed, *, files=None, values=None, **more):
    post = QueryDict(mutable=True)
    for key, value in typed.items():
        post.setlist(key, value if isinstance(value, list) else [value])
    form = page_form(sample(), page, post, MultiValueDict(files or {}), values=values or {}, on=ON, **more)
    with override("vi"):
        form.is_valid()
        return form


def errors(form) -> dict[str, str]:
    return {question.name: question.error for question in form.wrong}


HOUSE = {"area": "85,5", "floors": "1", "cellar": "no"}


def test_a_page_gives_json_values():
    form = fill("house", {**HOUSE, "built": "1999", "cost": "1.500.000.000 ₫"})
    assert errors(form) == {}
    assert form.outcome == {
        "area": 85.5,
        "floors": "1",
        "built": 1999,
        "cost": 1_500_000_000,
        "cellar": False,
        "depth": None,
        "yard": None,
    }


def test_nothing_typed_says_what_to_do():
    assert errors(fill("house", {})) == {
        "area": "Nhập diện tích",
        "floors": "Chọn số tầng",
        "cellar": "Chọn có hoặc không: tầng hầm",
    }
    assert errors(fill("begin", {})) == {"begins": "Nhập khi nào khởi công, ví dụ 27 3 2026"}


@pytest.mark.parametrize(
    ("page", "typed", "name", "error"),
    [
        ("house", {"area": "tám"}, "area", "Diện tích phải là số, ví dụ 85,5"),
        ("house", {"area": "85,55"}, "area", "Diện tích có quá nhiều chữ số sau dấu phẩy, nhiều nhất 1 chữ số"),
        ("house", {"area": "0"}, "area", "Diện tích phải từ 1 m² trở lên"),
        ("house", {"area": "10.001"}, "area", "Diện tích phải từ 10.000 m² trở xuống"),
        ("house", {"floors": "old"}, "floors", "Chọn một mục trong danh sách: số tầng"),
        ("house", {"cellar": "maybe"}, "cellar", "Chọn có hoặc không: tầng hầm"),
        ("house", {"built": "1899"}, "built", "Năm xây phải từ 1900 trở lên"),
        ("house", {"cost": "-5"}, "cost", "Giá trị phải từ 0 ₫ trở lên"),
        ("house", {"cellar": "yes"}, "depth", "Nhập độ sâu hầm"),
        ("who", {"number": "12345"}, "number", "Số định danh phải có đúng 12 chữ số, như trên thẻ căn cước"),
        ("who", {"phone": "12"}, "phone", "Điện thoại chưa đúng, viết như ví dụ 0903 000 118"),
        ("who", {"email": "a@b"}, "email", "Thư điện tử phải là địa chỉ thư điện tử, ví dụ ten@example.com"),
        ("who", {"tax": "123"}, "tax", "Mã số thuế phải có 10, 12 hoặc 13 chữ số"),
        ("who", {"name": "x" * 61}, "name", "Họ và tên dài quá, viết gọn trong 60 ký tự"),
        ("design", {"licence": "ab-1"}, "licence", "Ghi như AB-1234"),
        ("begin", {"begins-day": "31", "begins-month": "4", "begins-year": "2027"}, "begins", "Khi nào khởi công phải là ngày có trong lịch, ví dụ 27 3 2026"),
        ("begin", {"begins-day": "1", "begins-month": "", "begins-year": "2027"}, "begins", "Khi nào khởi công: tháng phải là số từ 1 đến 12"),
        ("begin", {"begins-day": "23", "begins-month": "11", "begins-year": "2026"}, "begins", "Khi nào khởi công phải từ ngày 24/11/2026 trở đi"),
        ("begin", {"begins-day": "25", "begins-month": "11", "begins-year": "2028"}, "begins", "Khi nào khởi công phải là ngày 24/11/2028 hoặc trước đó"),
        ("more", {"address-street": "27 Nguyễn Trãi", "address-ward": "99999"}, "address", "Nơi ở: chọn phường, xã trong danh sách"),
        ("more", {"address-street": " ", "address-ward": "31117"}, "address", "Nơi ở: nhập số nhà, đường, ấp hoặc khu vực"),
        ("more", {"needs": ["a", "z"]}, "needs", "Chọn các mục trong danh sách: nhu cầu"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_answer(page, typed, name, error):
    assert errors(fill(page, typed))[name] == error


def test_a_code_that_no_longer_holds_is_offered_before_it_ended():
    form = page_form(
        sample(), "house", QueryDict("floors=old&area=50&cellar=no"), values={}, on=datetime.date(2025, 6, 30)
    )
    assert form.is_valid()


def test_choices_are_kept_in_the_order_of_the_list():
    assert fill("more", {"needs": ["c", "a", "a"], "address-street": "1 A", "address-ward": "31120"}).outcome[
        "needs"
    ] == ["a", "c"]


def test_what_is_not_asked_may_be_anything_and_what_is_valid_is_kept():
    assert errors(fill("house", {**HOUSE, "depth": "sâu lắm"})) == {}
    assert fill("house", {**HOUSE, "depth": "3"}).outcome["depth"] == 3
    assert "depth" not in fill("house", {**HOUSE, "depth": "sâu lắm"}).outcome


BAD = [
    "<script>alert(1)</script>", "'; DROP TABLE dossier; --", "x" * 1_000_000, "a\x00b", "\u202e\u202dcb", "\ud83d", "9" * 5_000, "{{7*7}}",
    "%(name)s", "\x1b[31m", "../../etc/passwd", "0" * 39, "\n" * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("page", ["who", "house", "design", "begin", "more"])
def test_bad_input_in_every_box_is_an_error_or_kept_as_plain_text(page, bad):
    form = page_class(sample(), page)
    boxes = [
        f"{name}{part}"
        for name in form.base_fields
        for part in ("", "-day", "-month", "-year", "-ward", "-street", "-drop")
    ]
    filled = fill(page, dict.fromkeys(boxes, bad))
    for name, value in filled.outcome.items():
        if isinstance(value, str):
            assert value.encode().isascii() or value.encode()
            assert len(value) <= max(filled.fields[name].spec.max_length, 200) and not {"\x00", "\u202e"} & set(value)
    assert set(filled.outcome) <= {spec.id for spec in sample().page(page).fields}


@pytest.mark.parametrize("page", ["who", "house", "design", "begin", "more"])
def test_wrong_types_in_a_post_are_errors_not_crashes(page):
    names = page_class(sample(), page).base_fields
    form = page_form(sample(), page, dict.fromkeys(names, 7), {}, values={}, on=ON)
    assert form.is_valid() is False


def test_surplus_fields_are_ignored():
    form = fill("house", {**HOUSE, "is_admin": "1", "name": "Người khác"})
    assert set(form.outcome) == {"area", "floors", "built", "cost", "cellar", "depth", "yard"}


def test_a_closed_field_is_shown_and_cannot_be_posted():
    form = fill("house", {**HOUSE, "area": "999"}, values=ANSWERS, open_ids=frozenset({"floors"}))
    assert ([row.kind for row in form.rows], form.outcome) == (
        ["shown", "question", "shown", "shown", "shown", "shown", "shown"],
        {"floors": "1"},
    )
    assert next(form.rows).value == "85,5 m²"


def test_papers_are_added_dropped_and_counted():
    held = [{"ref": "blob:a", "name": "cu.pdf"}, {"ref": "blob:b", "name": "moi.pdf"}]
    base = {"address-street": "1 A", "address-ward": "31120"}
    new = SimpleUploadedFile("ve.pdf", b"%PDF-1.7")
    form = fill("more", {**base, "plan-drop": "blob:a"}, files={"plan": [new]}, values={"plan": held})
    assert (form.outcome["plan"], form.uploads) == ([held[1]], {"plan": [new]})
    form.keep("plan", [{"ref": "blob:c", "name": "ve.pdf"}])
    assert [ref["ref"] for ref in form.outcome["plan"]] == ["blob:b", "blob:c"]
    full = fill("more", base, files={"plan": [new, new]}, values={"plan": held})
    assert (errors(full), full.uploads) == ({"plan": "Bản vẽ: gửi nhiều nhất 3 tệp"}, {})


def test_forms_of_one_class_do_not_share_the_day():
    early, late = (page_form(sample(), "begin", values={}, on=day) for day in (ON, ON.replace(year=2030)))
    assert (early.fields["begins"].on.year, late.fields["begins"].on.year) == (2026, 2030)


def test_english_is_spoken():
    with override("en"):
        form = page_form(sample(), "house", QueryDict("area=x"), values={}, on=ON)
        assert (form["area"].error, str(form["area"].label)) == (
            "Diện tích (en) must be a number, for example 85.5",
            "Diện tích (en)",
        )
