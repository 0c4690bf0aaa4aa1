"""Definitions: what is right loads and is named by its digest; what is wrong is said exactly, all at once."""

import hashlib
import json

import pytest
from django.utils.translation import override

from kernel.forms import loading
from kernel.forms.reaching import span
from kernel.forms.reading import DefinitionError
from kernel.forms.tests.sample import BODY, body, field, sample, t


def said(spoilt) -> list[str]:
    with override("vi"), pytest.raises(DefinitionError) as caught:
        loading.load(spoilt)
    return [str(wrong) for wrong in caught.value.wrongs]


def test_a_definition_is_named_by_its_canonical_json():
    text = json.dumps(BODY, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sample().digest == hashlib.sha256(text.encode()).hexdigest()
    shuffled = dict(reversed(list(BODY.items())))
    assert loading.load(shuffled) is sample()


def test_a_definition_from_before_there_were_checks_loads_as_it_was():
    old = body()
    for place in old["pages"]:
        place.pop("checks", None)
        place.get("group", {}).pop("checks", None)
    text = json.dumps(old, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = loading.load(old)
    assert (found.digest, [page.checked for page in found.pages]) == (
        hashlib.sha256(text.encode()).hexdigest(),
        [()] * 7,
    )


def test_another_word_is_another_definition():
    changed = body()
    changed["title"]["en"] = "Sample, second edition"
    assert loading.load(changed) != sample()


def test_a_lone_field_without_label_takes_the_title_and_heads_the_page():
    spec = sample().page("begin").fields[0]
    assert (spec.heads, spec.label.vi, spec.name.vi) == (True, "Khi nào khởi công?", "Khi nào khởi công")


def against(page, op, one, other):
    """Spoils the first check of a page, or of its group."""

    def spoil(b):
        place = b["pages"][page]
        check = {"if_not": {op: [{"var": one}, {"var": other}]}, "at": one, "error": t("Không được")}
        place.get("group", place)["checks"] = [check]

    return spoil


FAULTS = [
    (lambda b: b.update(engine=2), "engine: Phần mềm này đọc biểu mẫu viết cho bộ máy 1."),
    (lambda b: b.update(colour="red"), "colour: Không có mục này; được dùng: attachments, engine, form, lists, pages, title."),
    (lambda b: b.update(form="Tờ khai"), "form: Mã biểu mẫu gồm chữ, số, dấu chấm và gạch nối, ví dụ 1.001193."),
    (lambda b: b["title"].pop("en"), 'title: Ghi cả tiếng Việt và tiếng Anh: {"vi": "…", "en": "…"}.'),
    (lambda b: b.update(pages=[]), "pages: Phải là danh sách có ít nhất 1 mục."),
    (
        lambda b: b["pages"][0].update(id="Who"),
        "pages[0].id: Mã gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ, dài nhất 40 ký tự.",
    ),
    (lambda b: b["pages"][1].update(id="who"), "pages[1].id: Mã who đã dùng; mỗi trang một mã."),
    (lambda b: b["pages"][1]["fields"][0].update(id="name"), "pages[1].fields[0].id: Mã name đã dùng; mỗi ô, mỗi nhóm một mã."),
    (lambda b: b["pages"][1].pop("fields"), 'pages[1]: Một trang có "fields" hoặc "group", đúng một trong hai.'),
    (
        lambda b: b["pages"][1]["fields"][0].update(pattern="x"),
        "pages[1].fields[0].pattern: Không có mục này; được dùng: decimals, errors, fixed, hint, id, kind, label, max, min, name, "
        "prefill, prefill_when, required, unit, when.",
    ),
    (lambda b: b["pages"][1]["fields"][0].update(min=20000), "pages[1].fields[0].min: Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất."),
    (
        lambda b: b["pages"][1]["fields"][1].update(list="roofs"),
        "pages[1].fields[1].list: Không có danh sách này trong biểu mẫu; các danh sách: floors, needs, wards.",
    ),
    (lambda b: b["pages"][2]["fields"][1].pop("errors"), "pages[2].fields[1].errors.invalid: Ô có biểu thức riêng phải có câu báo lỗi riêng."),
    (
        lambda b: b["pages"][2]["fields"][1].update(pattern="(a|aa)+"),
        "pages[2].fields[1].pattern: Biểu thức chạy quá chậm: không lặp một nhóm, nhiều nhất ba phép lặp không giới hạn.",
    ),
    (
        lambda b: b["pages"][2]["fields"][1].update(pattern="a(?=b)"),
        "pages[2].fields[1].pattern: Biểu thức chỉ dùng nhóm, lớp ký tự và phép lặp: không nhìn trước, không gọi lại nhóm.",
    ),
    (
        lambda b: b["pages"][2].update(when={"like": ["a", "b"]}),
        "pages[2].when: Điều kiện chỉ dùng một trong: == != < <= > >= in and or not exists; thấy like.",
    ),
    (lambda b: b["pages"][2].update(when={"==": [{"var": "floors"}]}), "pages[2].when: Phép == cần đúng hai vế."),
    (lambda b: b["pages"][2].update(when={"==": [{"var": "roof"}, "1"]}), "pages[2].when: Không có ô hay nhóm nào mang mã roof."),
    (
        lambda b: b["pages"][1].update(when={"exists": "firm"}),
        "pages[1].when: firm phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng.",
    ),
    (
        lambda b: b["pages"][1]["fields"][4].update(when={"==": [{"var": "cellar"}, True]}),
        "pages[1].fields[4].when: cellar phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng.",
    ),
    (lambda b: b["pages"][2].update(when={"==": [{"var": "floors"}, "9"]}), "pages[2].when: floors không bao giờ có giá trị '9'."),
    (lambda b: b["pages"][2].update(when={"<": [{"var": "floors"}, 2]}), "pages[2].when: floors là ô loại choice, không so được bằng <."),
    (lambda b: b["pages"][6].update(when={">": [{"var": "owner"}, 1]}), "pages[6].when: owner: dùng count cho nhóm, var cho ô."),
    (
        lambda b: b["pages"][2].update(when={"and": [{"==": [{"var": "floors"}, "1"]}, {"==": [{"var": "floors"}, "2"]}]}),
        "pages[2].when: Không câu trả lời nào đưa tới trang này; xem lại điều kiện.",
    ),
    (
        lambda b: b["pages"][5]["group"].update(summary=t("{owner_age}", "{owner_name}")),
        "pages[5].group.summary.vi: Dòng tóm tắt gọi owner_age, nhóm không có ô này.",
    ),
    (lambda b: b["pages"][5]["group"].update(min=4), "pages[5].group.min: Số ít nhất không được lớn hơn số nhiều nhất."),
    (
        lambda b: b["lists"]["needs"]["codes"].append({"code": "a", "text": t("lại a")}),
        "lists.needs.codes[3].code: Mã a đã có trong danh sách.",
    ),
    (lambda b: b["pages"][3]["fields"][0].update(min="tomorrow"),
     'pages[3].fields[0].min: Ghi một ngày dạng 2026-03-31, hoặc "today", "today-18y", "today+30d".'),
    (lambda b: b["pages"][0]["fields"][4].update(fixed=True), 'pages[0].fields[4].fixed: Chỉ khóa được ô có "prefill".'),
    (against(1, "<=", "yard", "roof"), "pages[1].checks[0].if_not: Không có ô hay nhóm nào mang mã roof."),
    (
        against(1, "<=", "yard", "begins"),
        "pages[1].checks[0].if_not: begins phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng.",
    ),
    (
        against(6, "<=", "signer_name", "yard"),
        "pages[6].group.checks[0].if_not: yard phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng.",
    ),
    (
        lambda b: b["pages"].append({
            "id": "end", "title": t("Còn gì nữa?"), "fields": [field("rest", "number", "Phần còn lại")],
            "checks": [{"if_not": {"or": [{">": [{"count": "owner"}, 1]}, {"==": [{"var": "rest"}, 1]}]}, "at": "rest", "error": t("Không được")}],
        }),
        "pages[7].checks[0].if_not: owner: chỉ so câu trả lời của các ô; không so danh sách, không hỏi exists.",
    ),
    (
        against(1, "<=", "yard", "built"),
        "pages[1].checks[0].if_not: yard (number) và built (year) không so được với nhau bằng <=.",
    ),
    (against(1, "<=", "yard", "depth"), "pages[1].checks[0].if_not: yard (number) và depth (number) không so được với nhau bằng <=."),
    (against(3, "==", "begins", "built"), "pages[3].checks[0].if_not: begins (date) và built (year) không so được với nhau bằng ==."),
    (against(1, "<", "cellar", "cellar"), "pages[1].checks[0].if_not: cellar (yes_no) và cellar (yes_no) không so được với nhau bằng <."),
    (
        lambda b: b["pages"][1]["checks"][0].update(if_not={"exists": "yard"}),
        "pages[1].checks[0].if_not: yard: chỉ so câu trả lời của các ô; không so danh sách, không hỏi exists.",
    ),
    (
        lambda b: b["pages"][3]["checks"][0].update(at="built"),
        "pages[3].checks[0].at: built phải là một ô của trang này và có mặt trong if_not: lỗi được nói ở ô đó.",
    ),
    (
        lambda b: b["pages"][1]["checks"][0].update(at="floors"),
        "pages[1].checks[0].at: floors phải là một ô của trang này và có mặt trong if_not: lỗi được nói ở ô đó.",
    ),
    (lambda b: b["pages"][1]["checks"][0].pop("if_not"), "pages[1].checks[0].if_not: Ghi điều phải đúng giữa các câu trả lời."),
    (lambda b: b["pages"][1]["checks"][0]["error"].pop("en"), 'pages[1].checks[0].error: Ghi cả tiếng Việt và tiếng Anh: {"vi": "…", "en": "…"}.'),
    (
        lambda b: b["pages"][5].update(checks=[]),
        'pages[5].checks: Trang có "group" thì ghi "checks" trong nhóm: mỗi mục được so riêng.',
    ),
    (
        lambda b: b["pages"][2].update(when={"==": [{"var": "area"}, {"var": "depth"}]}),
        'pages[2].when: Một vế là {"var": "mã ô"} hoặc {"count": "mã nhóm"}, vế kia là một giá trị, trong "checks" còn có thể là một ô khác; '
        "thấy [{'var': 'area'}, {'var': 'depth'}].",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), FAULTS, ids=[message.partition(":")[0] for _, message in FAULTS])
def test_a_fault_is_said_where_it_stands_and_with_what_to_do(spoil, message):
    spoilt = body()
    spoil(spoilt)
    assert said(spoilt) == [message]


def test_fifteen_faults_of_one_definition_give_fifteen_messages():
    together = body()
    bad = [
        field("f1", "colour", "x"), field("F2", "text", "x"), field("f3", "text", "x", max_length=0), field("f4", "number", "x", decimals=9),
        field("f5", "number", "x", min="1"), field("f6", "date", "x", max="31/03/2026"), field("f7", "choice", "x"),
        field("f8", "paper", "x"), field("f9", "text", "x", required="yes"), {"id": "f10", "kind": "text"},
        field("f11", "text", "x", pattern="["), field("f12", "text", "x", when={"not": {}}), field("f13", "text", "x", prefill="Person"),
        field("f14", "note", "x", required=True), field("f15", "money", "x", min=1.5),
    ]  # fmt: skip
    together["pages"] = [{"id": "p", "title": t("x"), "fields": bad}]
    assert [line.partition(":")[0].removeprefix("pages[0].fields") for line in said(together)] == [
        "[0].kind", "[1].id", "[2].max_length", "[3].decimals", "[4].min", "[5].max", "[6].list", "[7].paper", "[8].required",
        "[9].label", "[10].pattern", "[11].when", "[12].prefill", "[13].required", "[14].min",
    ]  # fmt: skip
    assert len(set(said(together))) == 15


def test_an_unreachable_page_behind_a_hidden_question_is_found():
    """depth is asked only with a cellar; a page that wants a depth and no cellar can never come up."""
    spoilt = body()
    spoilt["pages"][1]["fields"][5] = field(
        "depth", "choice", "Độ sâu", list="needs", when={"==": [{"var": "cellar"}, True]}
    )
    spoilt["pages"][2]["when"] = {"and": [{"==": [{"var": "depth"}, "a"]}, {"!=": [{"var": "cellar"}, True]}]}
    assert said(spoilt) == ["pages[2].when: Không câu trả lời nào đưa tới trang này; xem lại điều kiện."]


def yes_no(id, **more):
    return {"id": id, "title": t(f"Trang {id}"), "fields": [field(id, "yes_no", "Có không")], **more}


A, NOT_A = {"==": [{"var": "a"}, True]}, {"==": [{"var": "a"}, False]}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([yes_no("a"), yes_no("b")], (2, 2)),
        ([yes_no("a"), yes_no("b", when=A)], (1, 2)),
        ([yes_no("a"), yes_no("b", when=A), yes_no("c", when=NOT_A)], (2, 2)),  # one of them always
        ([yes_no("a"), yes_no("b", when=A), yes_no("c", when={"!=": [{"var": "b"}, True]})], (2, 3)),  # b is answered no, or not asked
        ([yes_no("a"), yes_no("b", when={"not": {"exists": "a"}})], (1, 1)),  # a must be answered
        ([yes_no("a", fields=[field("a", "yes_no", "Có không", required=False)]), yes_no("b", when={"not": {"exists": "a"}})], (1, 2)),
        ([yes_no("a", fields=[field("a", "number", "Bao nhiêu")]), yes_no("b", when={">": [{"var": "a"}, 3]})], (1, 2)),
    ],
)  # fmt: skip
def test_how_many_pages_are_asked_is_known_before(pages, expected):
    definition = loading.load({"form": "few", "engine": 1, "title": t("Ít câu"), "pages": pages})
    assert span(definition) == expected


def test_where_there_are_too_many_ways_every_condition_counts_as_possible():
    letters = "abcdefghijklm"
    pages = [yes_no(one) for one in letters] + [yes_no(f"{one}2", when={"==": [{"var": one}, True]}) for one in letters]
    assert span(loading.load({"form": "many", "engine": 1, "title": t("Nhiều câu"), "pages": pages})) == (13, 26)
    assert span(sample()) == (5, 7)


def test_messages_speak_english_too():
    spoilt = body()
    spoilt["pages"][2]["when"] = {"exists": "roof"}
    with override("en"), pytest.raises(DefinitionError) as caught:
        loading.load(spoilt)
    assert str(caught.value) == "pages[2].when: No field or group has the id roof."


def test_what_is_no_json_object_is_refused():
    assert said({"form": [], "engine": 1, "title": 3, "pages": [7]})[:2] == [
        "pages[0]: Phải là một đối tượng JSON {…}.",
        'pages[0]: Một trang có "fields" hoặc "group", đúng một trong hai.',
    ]


def test_what_the_answers_say_about_papers_beside_the_form():
    sample = body()
    sample["attachments"] = [
        {"names": ["Giấy A"], "when": {"==": [{"var": "floors"}, "1"]}},
        {"names": ["Đơn đề nghị…"], "made": True},
    ]
    found = loading.load(sample)
    paper, made = found.attachment("- giấy  a."), found.attachment("Đơn đề nghị theo mẫu số 1")
    assert [paper.asked({}), paper.asked({"floors": "1"}), paper.asked({"floors": "2"}), made.asked({})] == [None, True, False, False]  # fmt: skip
    assert (found.attachment("Giấy A1"), found.attachment("Mẫu đơn đề nghị")) == (None, None)


def test_a_paper_of_which_nothing_can_be_said():
    both, nowhere = {"when": {"exists": "floors"}, "made": True}, {"==": [{"var": "nowhere"}, 1]}
    parts = said({**body(), "attachments": [{"names": []}, {"names": ["A"], **both}]})
    assert [part.partition(":")[0] for part in parts] == ["attachments[0]", "attachments[0].names", "attachments[1]"]
    (part,) = said({**body(), "attachments": [{"names": ["A"], "when": nowhere}]})
    assert part.startswith("attachments[0].when: ")
