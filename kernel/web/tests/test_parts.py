"""The tricky parts, to the letter."""

import datetime as dt

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from lucide import IconDoesNotExist

from kernel import clock
from kernel.access import Page
from kernel.web import icons
from kernel.web.parts import Answer, Day, Step, Tab
from tests.layout import tight

AT = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)


def drawn(source: str, **context) -> str:
    return tight(Template(source).render(Context(context)))


def test_icon_is_small_silent_and_kept():
    check = '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg>'
    assert drawn('{% icon "check" %}') == check
    assert icons.svg("check") is icons.svg("check")
    with pytest.raises(IconDoesNotExist):
        icons.svg("no-such-icon")


def test_tag_says_its_word_and_escapes_it():
    assert drawn('{% tag "Bản nháp" %}') == '<span class="tag">Bản nháp</span>'
    assert drawn("{% tag words 'ok' '' %}", words="<b>") == '<span class="tag tag-ok">&lt;b&gt;</span>'
    assert (
        drawn('{% tag "Quá hạn" "bad" %}') == f'<span class="tag tag-bad">{icons.svg("triangle-alert")}Quá hạn</span>'
    )


def test_when_is_a_time_element_in_the_citys_time():
    assert drawn("{% when at %}", at=AT) == '<time datetime="2026-11-24T17:00:00+07:00">24/11/2026, 17:00</time>'
    assert drawn("{% when at 'short' %}", at=AT.date()) == '<time datetime="2026-11-24">24/11</time>'
    assert drawn("{% when at %}", at=None) == ""


def test_due_cell():
    with clock.at(AT):
        assert drawn("{% due at 3 %}", at=AT + dt.timedelta(days=5)) == (
            '<span class="due due-ok"><b><time datetime="2026-11-29T17:00:00+07:00">29/11</time></b>'
            f"<small>{icons.svg('circle-check')}Còn 3 ngày</small></span>"
        )
        assert drawn("{% due at words='chờ công dân' state='wait' %}", at=AT.date()) == (
            '<span class="due due-wait"><b><time datetime="2026-11-24">24/11</time></b>'
            f"<small>{icons.svg('circle-pause')}Chờ công dân</small></span>"
        )


def test_steps_say_their_state_in_words():
    steps = [Step("Tiếp nhận", ["A", "B"], "done"), Step("Thẩm định", (), "now"), Step("Trả kết quả")]
    assert drawn("{% steps steps %}", steps=steps) == (
        '<ol class="steps steps-line"><li class="done"><b><span class="sr">Đã xong: </span>Tiếp nhận</b>A<br>B</li>'
        '<li class="now" aria-current="step"><b><span class="sr">Đang làm: </span>Thẩm định</b></li>'
        "<li><b>Trả kết quả</b></li></ol>"
    )


def test_facts_leave_out_what_is_empty_but_not_zero():
    rows = [("Số tầng", 0), ("Ghi chú", ""), ("Người nhận", None), ("Tên", "<i>")]
    assert drawn("{% facts rows %}", rows=rows) == (
        '<dl class="facts"><div><dt>Số tầng</dt><dd>0</dd></div><div><dt>Tên</dt><dd>&lt;i&gt;</dd></div></dl>'
    )


def test_answers_can_be_changed_and_empty_ones_say_so():
    rows = [Answer("Địa chỉ", ["27 Nguyễn Trãi", "Ninh Kiều"], "/sua/"), Answer("Ghi chú", "")]
    assert drawn("{% answers rows %}", rows=rows) == (
        '<dl class="answers"><div><dt>Địa chỉ</dt><dd>27 Nguyễn Trãi<br>Ninh Kiều</dd>'
        '<dd class="change"><a href="/sua/">Sửa<span class="sr">: Địa chỉ</span></a></dd></div>'
        '<div><dt>Ghi chú</dt><dd><span class="soft">Không điền</span></dd></div></dl>'
    )


def test_days_that_do_not_count_have_a_dash():
    days = [Day(dt.date(2026, 11, 28), None, "Thứ Bảy", "off"), Day(dt.date(2026, 11, 30), 3)]
    assert drawn("{% days days %}", days=days) == (
        '<ol class="days"><li class="off"><span>–</span><span><time datetime="2026-11-28">T7 28/11</time></span><span>Thứ Bảy</span></li>'
        '<li><span>3</span><span><time datetime="2026-11-30">T2 30/11</time></span><span></span></li></ol>'
    )


def test_tabs_colour_only_what_is_there():
    tabs = [Tab("Chờ tôi", "?a", 1865, here=True), Tab("Quá hạn", "?b", 0, "bad")]
    assert drawn("{% tabs tabs 'Nhóm việc' %}", tabs=tabs) == (
        '<nav class="tabs" aria-label="Nhóm việc"><a href="?a" aria-current="page">Chờ tôi <span class="count">1.865</span></a>'
        '<a href="?b">Quá hạn <span class="count">0</span></a></nav>'
    )


def test_pages_keep_the_other_conditions():
    page = Page(rows=[], older="20.2", newer="")
    html = drawn("{% pages page %}", page=page, request=RequestFactory().get("/?q=khai+sinh&before=30.3"))
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == ["?q=khai+sinh", "?q=khai+sinh&amp;before=20.2"]
    assert drawn("{% pages page %}", page=Page(rows=[]), request=RequestFactory().get("/")) == ""


def test_deadline_in_words_and_bar():
    html = drawn("{% deadline -2 used=17 allowed=15 %}")
    assert html == (
        '<p class="deadline deadline-late"><b>2</b><span>ngày làm việc quá hạn</span></p>'
        '<progress class="late" value="15" max="15" aria-label="Đã dùng 17 trong 15 ngày làm việc">'
        "Đã dùng 17 trong 15 ngày làm việc</progress>"
    )


def test_blocks_keep_markup_and_escape_words():
    html = drawn("{% panel title=title %}<p>{{ title }}</p>{% endpanel %}", title="Giấy tờ & đất")
    assert html == (
        '<section class="panel" aria-labelledby="giay-to-dat"><div class="panel-head"><h2 id="giay-to-dat">Giấy tờ &amp; đất</h2></div>'
        '<div class="panel-body"><p>Giấy tờ &amp; đất</p></div></section>'
    )


def test_an_unknown_tone_is_an_error():
    with pytest.raises(KeyError):
        drawn('{% tag "x" "red" %}')
    with pytest.raises(TemplateSyntaxError):
        drawn("{% steps %}")
