"""What the browser gets: exact where it matters to people who hear or key their way through."""

import re

import html5lib
import pytest
from django.http import QueryDict
from django.template import Context, Engine
from django.test import RequestFactory
from django.utils.translation import override

from kernel.forms import answers
from kernel.forms.tests.sample import ANSWERS, ON, sample
from kernel.forms.visiting import visit
from kernel.forms.walk import Draft
from tests.layout import tight


class Undefined(str):
    """A variable that is not there fails the test."""

    def __contains__(self, key):
        return key == "%s"

    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")


ENGINE = Engine(
    app_dirs=True, string_if_invalid=Undefined("undefined"), libraries={
        "i18n": "django.templatetags.i18n", "lucide": "lucide.templatetags.lucide", "kernel_forms": "kernel.forms.templatetags.kernel_forms",
    },
)  # fmt: skip
DONE = Draft(dict(ANSWERS), ("who", "house", "begin", "more", "owners"))


def render(name, **context) -> str:
    with override("vi"):
        return tight(
            ENGINE.get_template(f"kernel/forms/{name}.html").render(Context({"csrf_token": "token", **context}))
        )


def page(page_id, post=None, draft=DONE, query=None) -> str:
    with override("vi"):
        seen = visit(sample(), draft, page_id, on=ON, query=query or {}, post=None if post is None else QueryDict(post))
        return render("group" if seen.form is None else "page", visit=seen, about="Giấy phép", later_url="/sau/")


def one(html, pattern) -> str:
    (found,) = re.findall(pattern, html, re.DOTALL)
    return re.sub(r">\s+<", "><", re.sub(r"<svg.*?</svg>", "<svg/>", found, flags=re.DOTALL))


def test_a_box_with_an_error_is_described_by_hint_and_error():
    html = page("house", "area=<b>tám</b>&floors=1&cellar=no")
    assert one(html, r'(<div class="field field-bad">.*?</div>)') == (
        '<div class="field field-bad"><label class="label" for="q-area">Diện tích</label>'
        '<span class="hint" id="q-area-hint">Theo mép ngoài tường</span><p class="error" id="q-area-error"><svg/><span><span class="sr">'
        "Lỗi: </span>Diện tích phải là số, ví dụ 85,5</span></p>"
        '<span class="unit"><input class="input w-10" type="text" id="q-area" name="area" value="&lt;b&gt;tám&lt;/b&gt;" '
        'inputmode="decimal" autocomplete="off" aria-invalid="true" aria-describedby="q-area-hint q-area-error"><span>m²</span></span></div>'
    )


def test_a_choice_is_described_once_on_its_fieldset():
    html = page("house", "area=85&cellar=no")
    assert one(html, r'(<fieldset class="field field-bad".*?</fieldset>)') == (
        '<fieldset class="field field-bad" aria-describedby="q-floors-error"><legend>Nhà có mấy tầng?</legend>'
        '<p class="error" id="q-floors-error"><svg/><span><span class="sr">Lỗi: </span>Chọn số tầng</span></p>'
        '<div class="choices choices-fill"><label class="choice"><input type="radio" id="q-floors-1" name="floors" value="1"><span>1 tầng'
        '</span></label><label class="choice"><input type="radio" id="q-floors-2" name="floors" value="2"><span>2 đến 6 tầng'
        '<span class="hint hint-line">Cần bản vẽ</span></span></label></div></fieldset>'
    )


def test_the_summary_leads_to_the_first_box_or_the_one_at_fault():
    html = page("house", "area=x")
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a></li>', html) == [
        ("#q-area", "Diện tích phải là số, ví dụ 85,5"), ("#q-floors-1", "Chọn số tầng"), ("#q-cellar-1", "Chọn có hoặc không: tầng hầm"),
    ]  # fmt: skip
    assert '<h2 id="form-errors">Có 3 chỗ cần sửa</h2>' in html
    html = page("begin", "begins-day=1&begins-month=13&begins-year=2027")
    assert re.findall(r'<li><a href="(.*?)">', html) == ["#q-begins-month"]
    assert re.findall(r'id="(q-begins-\w+)"[^>]*aria-invalid', html) == ["q-begins-month"]


def test_a_lone_question_is_the_heading():
    html = page("begin")
    assert one(html, r"(<legend>.*?</legend>)") == "<legend><h1>Khi nào khởi công?</h1></legend>"
    assert re.findall(r'name="begins-\w+" value="(\d+)"', html) == ["1", "3", "2027"]


@pytest.mark.parametrize("post", [None, "", "area=1&needs=a&plan-drop=blob:a"])
@pytest.mark.parametrize("name", ["who", "house", "design", "begin", "more"])
def test_pages_are_valid_html_with_one_heading_and_every_reference_kept(name, post):
    draft = Draft({**ANSWERS, "floors": "2", "plan": [{"ref": "blob:a", "name": "v<e>.pdf", "pages": 9}]}, DONE.done)
    with override("vi"):
        from kernel.forms.compiler import page_class

        form = page_class(sample(), name)(None if post is None else QueryDict(post), {}, values=draft.values, on=ON)
        from kernel.forms.visiting import Visit

        html = render(
            "page", visit=Visit(sample().page(name), draft, form, progress=(1, 2)), about="Giấy phép", later_url=""
        )
    parser = html5lib.HTMLParser(strict=True)
    parser.parseFragment(html)
    ids = re.findall(r'\bid="(.*?)"', html)
    assert len(ids) == len(set(ids))
    wanted = {r for refs in re.findall(r'(?:aria-describedby|aria-labelledby|for)="(.*?)"', html) for r in refs.split()}
    wanted |= set(re.findall(r'href="#(.*?)"', html))
    assert (wanted - set(ids), html.count("<h1>")) == (set(), 1)


def test_own_data_say_what_they_are_to_the_browser():
    html = page("who", draft=Draft())
    assert re.findall(r'name="(\w+)"[^>]*autocomplete="(\w+)"', html) == [
        ("name", "name"), ("number", "off"), ("phone", "tel"), ("email", "off"), ("tax", "off"),
    ]  # fmt: skip


def test_what_was_typed_comes_back_escaped():
    assert "&lt;script&gt;" in page("who", "name=<script>") and "<script>" not in page("who", "name=<script>")


def test_a_group_page_adds_changes_and_removes_with_links_and_buttons():
    draft = Draft({**ANSWERS, "owner": [{"owner_name": "Trần <A>", "owner_abroad": False}]}, DONE.done)
    html = page("owners", draft=draft)
    assert re.findall(r'<a href="(\?item=0)">Sửa<span class="sr"> (.*?)</span></a>', html) == [
        ("?item=0", "Trần &lt;A&gt;")
    ]
    assert 'name="remove" value="0">Bỏ' in html and 'href="?item=new">Thêm người cùng sở hữu</a>' in html
    html5lib.HTMLParser(strict=True).parseFragment(html)
    item = page("owners", draft=draft, query={"item": "0"})
    assert (
        one(item, r'(<p class="soft small">.*?</p>)')
        == '<p class="soft small">Giấy phép · Câu 5 trong 5 · Người cùng sở hữu 1</p>'
    )
    assert 'value="Trần &lt;A&gt;"' in item


def test_a_group_that_lacks_items_says_so_above():
    draft = Draft({**ANSWERS, "owner": [{"owner_name": n, "owner_abroad": False} for n in "AB"]}, DONE.done)
    html = page("signs", "", draft=draft)
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a></li>', html) == [("#q-add", "Thêm ít nhất 1 mục: người ký")]


def acts(html) -> list[tuple[str, str]]:
    """What is pressed to go on, the main act marked."""
    buttons = re.findall(r'<(?:a|button) class="(btn[^"]*)"[^>]*>([^<]+)<', html)
    return [("main" if "btn-main" in looks else "", words) for looks, words in buttons if words != "Bỏ"]


def test_a_list_that_needs_an_item_offers_to_add_one_and_an_optional_one_to_go_on_without():
    later = ("", "Để sau, giữ bản nháp")
    two = [{"owner_name": name, "owner_abroad": False} for name in "AB"]
    needed = Draft({**ANSWERS, "owner": two}, DONE.done)
    assert acts(page("signs", draft=needed)) == [("main", "Thêm người ký"), later]
    assert acts(page("signs", "", draft=needed)) == [("main", "Thêm người ký"), later]
    given = Draft({**needed.values, "signer": [{"signer_name": "C"}]}, DONE.done)
    assert acts(page("signs", draft=given)) == [("", "Thêm người ký"), ("main", "Lưu và tiếp tục"), later]
    none = Draft({key: value for key, value in ANSWERS.items() if key != "owner"}, DONE.done)
    without = [("", "Thêm người cùng sở hữu"), ("main", "Không có người cùng sở hữu nào: tiếp tục"), later]
    assert acts(page("owners", draft=none)) == without


def test_the_check_of_the_answers():
    shown = answers.sections(
        sample(), {**ANSWERS, "owner": [{"owner_name": "A&B", "owner_abroad": False}]}, on=ON, language="vi"
    )
    html = render("answers", sections=shown, page_url="/ho-so/7/PAGE/")
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert (
        "<div><dt>Diện tích</dt><dd>85,5 m²</dd>"
        '<dd class="change"><a href="/ho-so/7/house/?back=check">Sửa<span class="sr"> Diện tích</span></a></dd></div>'
    ) in html
    assert "<dd>A&amp;B</dd>" in html and 'href="/ho-so/7/owners/?back=check&amp;item=0"' in html
    assert "Sửa" not in render("answers", sections=shown, page_url="")


def test_the_token_of_a_request_gets_into_the_form():
    from django.template.loader import render_to_string

    with override("vi"):
        seen = visit(sample(), DONE, "house", on=ON, query={})
    html = tight(
        render_to_string("kernel/forms/page.html", {"visit": seen, "about": ""}, request=RequestFactory().get("/"))
    )
    assert len(re.findall(r'name="csrfmiddlewaretoken" value="\w{64}"', html)) == 1
