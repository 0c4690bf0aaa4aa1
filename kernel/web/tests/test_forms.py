"""Questions: a day in three boxes, numbers with a comma, words that help, and descriptions in the right place."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation

from kernel.errors import Refused
from kernel.web.forms import DateBoxes, DateField, MoneyField, MotcuaForm, NumberField, UploadField
from tests.layout import tight


class Paper(MotcuaForm):
    born_on = DateField(label="Ngày sinh", help_text="Ví dụ 27/03/1990", last=dt.date(2026, 11, 24))
    area = NumberField(label="Diện tích", unit="m²", min_value=1, max_value=5000)
    fee = MoneyField(label="Lệ phí", required=False)
    copy = forms.ChoiceField(
        label="Loại bản",
        widget=forms.RadioSelect,
        choices=[("a", "Bản chính"), ("b", "Bản <sao>")],
        help_text="Như bạn có",
    )
    agreed = forms.BooleanField(label="Tôi đồng ý")


def born(day, month, year) -> dict[str, str]:
    return {"born_on_day": day, "born_on_month": month, "born_on_year": year}


def drawn(source: str, **context) -> str:
    return tight(Template(source).render(Context(context)))


GOOD = born("27", "3", "1990") | {"area": "85,5", "fee": "1.250.000 ₫", "copy": "a", "agreed": "on"}


def test_good_answers_are_read():
    form = Paper(GOOD)
    assert form.errors == {}
    assert form.cleaned_data == {
        "born_on": dt.date(1990, 3, 27),
        "area": Decimal("85.5"),
        "fee": Decimal(1_250_000),
        "copy": "a",
        "agreed": True,
    }


def test_missing_answers_are_named():
    assert {name: list(words) for name, words in Paper({}).errors.items()} == {
        "born_on": ["Cần điền: Ngày sinh"],
        "area": ["Cần điền: Diện tích"],
        "copy": ["Cần chọn: Loại bản"],
        "agreed": ["Cần đánh dấu: Tôi đồng ý"],
    }


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (born("31", "2", "1990"), "Không có ngày này trong lịch"),
        (born("x", "2", "1990"), "Không có ngày này trong lịch"),
        (born("٣", "2", "1990"), "Không có ngày này trong lịch"),
        (born("27", "", "1990"), "Ngày phải có đủ ngày, tháng và năm"),
        (born("27", "3", "90"), "Năm phải viết đủ bốn chữ số, ví dụ 1990"),
        (born("25", "11", "2026"), "Ngày phải từ 24/11/2026 trở về trước"),
    ],
)
def test_wrong_days_are_explained(boxes, words):
    form = Paper(GOOD | boxes)
    assert form.errors == {"born_on": [words]}
    assert form["born_on"].value() == list(boxes.values())


@pytest.mark.parametrize("pasted", ["27/03/1990", "27-3-1990", "27.3.1990"])
def test_a_pasted_day_is_understood(pasted):
    assert Paper(GOOD | born(pasted, "", "")).is_valid()


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("tám lăm", "Nhập một số, ví dụ 85,5"),
        ("0,5", "Số phải từ 1 trở lên"),
        ("5.001", "Số không được quá 5000"),
    ],
)
def test_wrong_numbers_are_explained(area, words):
    assert Paper(GOOD | {"area": area}).errors == {"area": [words]}


def test_a_stored_value_comes_back_as_people_write_it():
    form = Paper(initial={"area": Decimal("1234.50"), "fee": 75000, "born_on": dt.date(1990, 3, 27)})
    assert (form["area"].value(), form["fee"].value()) == ("1.234,5", "75.000")
    with translation.override("en"):
        assert form["area"].field.prepare_value(Decimal("1234.50")) == "1,234.5"
    assert DateBoxes().decompress(dt.date(1990, 3, 7)) == ["07", "03", "1990"]


def test_a_refusal_stands_at_its_answer():
    form = Paper(GOOD)
    form.refuse(Refused("Diện tích lớn hơn thửa đất", field="area"))
    form.refuse(Refused("Hồ sơ đã đóng"))
    assert form.errors == {"area": ["Diện tích lớn hơn thửa đất"], "__all__": ["Hồ sơ đã đóng"]}
    assert drawn("{% errors form %}", form=form) == (
        '<div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1">'
        '<h2 id="errors-title">Có 2 chỗ cần sửa</h2><ul><li>Hồ sơ đã đóng</li>'
        '<li><a href="#area">Diện tích lớn hơn thửa đất</a></li></ul></div>'
    )


def test_errors_lead_to_the_first_box():
    html = drawn("{% errors form %}", form=Paper({}))
    assert [part.split('"')[0] for part in html.split('href="#')[1:]] == ["born_on_day", "area", "copy_0", "agreed"]


def test_no_errors_draw_nothing():
    assert drawn("{% errors form %}", form=Paper(GOOD)).strip() == ""


def test_number_with_unit_hint_and_error():
    html = drawn("{% field form.area size='10' hint='Theo bản vẽ' %}", form=Paper(GOOD | {"area": "x"}))
    icon = drawn("{% icon 'circle-alert' %}")
    assert html.strip() == (
        '<div class="field field-bad"><label class="label" for="area">Diện tích</label>'
        '<span class="hint" id="area-hint">Theo bản vẽ</span>'
        f'<p class="error" id="area-error">{icon}<span><span class="sr">Lỗi: </span>Nhập một số, ví dụ 85,5</span></p>'
        '<span class="unit"><input type="text" name="area" value="x" inputmode="decimal" autocomplete="off" '
        'aria-describedby="area-hint area-error" class="input w-10" aria-invalid="true" id="area"><span>m²</span></span></div>'
    )


def test_choices_are_described_once_at_the_group():
    html = drawn("{% field form.copy %}", form=Paper(GOOD | {"copy": "z"}))
    assert html.count("aria-describedby") == 1
    assert html.strip().startswith(
        '<fieldset class="field field-bad" aria-describedby="copy-hint copy-error"><legend>Loại bản</legend>'
    )
    assert "aria-invalid" not in html
    assert (
        html.count(
            '<label class="choice"><input type="radio" name="copy" value="b" id="copy_1"><span>Bản &lt;sao&gt;</span></label>'
        )
        == 1
    )


def test_day_boxes_are_labelled_one_by_one():
    html = drawn("{% field form.born_on %}", form=Paper(GOOD))
    assert html.count('<label for="born_on_month">Tháng</label>') == 1
    assert html.count('id="born_on_month" name="born_on_month" value="3" inputmode="numeric"') == 1


def test_any_form_of_django_can_be_drawn():
    class Plain(forms.Form):
        name = forms.CharField(required=False)
        kind = forms.ChoiceField(choices=[("a", "A")])
        token = forms.CharField(widget=forms.HiddenInput)

    html = drawn("{% fields form %}", form=Plain(initial={"token": "t"}))
    assert (
        html.count('<label class="label" for="id_name">Name <span class="optional">(không bắt buộc)</span></label>')
        == 1
    )
    assert html.count('<select name="kind" class="input" id="id_kind">') == 1
    assert html.count('<input type="hidden" name="token" value="t" id="id_token">') == 1


def test_upload_says_its_limit():
    class Upload(MotcuaForm):
        drawing = UploadField(label="Bản vẽ", accept="application/pdf", max_bytes=2048)

    file = SimpleUploadedFile("ban-ve.pdf", b"x" * 3000)
    assert Upload({}, {"drawing": file}).errors == {"drawing": ["Tệp “ban-ve.pdf” nặng 3\u00a0KB, quá mức 2\u00a0KB"]}
    assert Upload({}, {}).errors == {"drawing": ["Cần chọn: Bản vẽ"]}
    assert Upload({}, {"drawing": SimpleUploadedFile("a.pdf", b"")}).errors == {
        "drawing": ["Tệp này trống. Hãy chọn tệp khác"]
    }
    html = drawn("{% field form.drawing %}", form=Upload())
    assert html.count('accept="application/pdf"') == 1
    assert html.count('data-max-bytes="2048"') == 1
