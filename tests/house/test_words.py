"""Every text for people has its English, and the finder of texts finds what it should."""

import re
from collections import defaultdict

import polib
import pytest

from tests.house import texts
from tests.house.texts import Text


def test_every_text_has_its_english():
    english = texts.english()
    faults = {texts.fault(text, english.get((text.context, text.msgid))) for text in texts.all_texts()} - {""}
    assert sorted(faults) == []


def test_a_text_has_the_same_english_in_every_room():
    """Rooms share one catalogue: of two translations one would silently win, also in the room that wrote the other."""
    said = defaultdict[tuple[str | None, str], dict[str, str]](dict)
    for path in sorted(texts.ROOT.rglob("locale/en/LC_MESSAGES/django.po")):
        if not path.is_relative_to(texts.ROOT / ".venv"):
            for entry in polib.pofile(str(path)):
                english = entry.msgstr or str(entry.msgstr_plural)
                said[entry.msgctxt, entry.msgid][english] = str(path.relative_to(texts.ROOT))
    assert {text: english for text, english in said.items() if len(english) > 1} == {}


def test_texts_of_python_are_found():
    source = '_("Một" "cửa")\nngettext("%(n)s ngày", "%(n)s ngày", n)\nx.pgettext("tên", "Tối")\n_(biến)\n'
    assert list(texts.in_python(source, "a.py")) == [
        Text("Mộtcửa", "a.py:1"),
        Text("%(n)s ngày", "a.py:2", plural="%(n)s ngày"),
        Text("Tối", "a.py:3", context="tên"),
    ]


def test_a_text_put_together_at_run_time_is_refused():
    with pytest.raises(ValueError, match="cannot be translated"):
        list(texts.in_python('_(f"Còn {n} ngày")', "a.py"))


def test_texts_of_templates_are_found():
    source = (
        '{% translate "Tìm" %}{% note title=_("Nên biết") %}\n{{ x|default:_("trống") }}'
        "{% blocktranslate count n=days trimmed %}\n  Còn {{ n }} ngày, 5%\n{% plural %}Còn {{ n }} ngày{% endblocktranslate %}"
        "{% translate 'Tối' context \"giao diện\" %}"
    )
    assert list(texts.in_template(source, "a.html")) == [
        Text("Tìm", "a.html:1"),
        Text("Nên biết", "a.html:1"),
        Text("trống", "a.html:2"),
        Text("Còn %(n)s ngày, 5%%", "a.html:2", plural="Còn %(n)s ngày"),
        Text("Tối", "a.html:4", context="giao diện"),
    ]


def test_empty_missing_and_strange_english_is_told():
    text = Text("Còn %(n)s ngày", "a.py:1")
    assert texts.fault(text, None) == "a.py:1: no English for 'Còn %(n)s ngày'"
    entry = texts.polib.POEntry(msgid=text.msgid, msgstr="")
    assert texts.fault(text, entry) == "a.py:1: empty English for 'Còn %(n)s ngày'"
    entry.msgstr = "%(m)s days left"
    assert texts.fault(text, entry) == "a.py:1: unknown placeholder in the English of 'Còn %(n)s ngày'"
    entry.msgstr = "%(n)s days left"
    assert texts.fault(text, entry) == ""


def test_one_thing_has_one_word():
    """GLOSSARY: "thư điện tử", also where people say "e-mail"."""
    mixed = re.compile(r"\be-?mail\b", re.IGNORECASE)
    assert [f"{text.where}: {text.msgid}" for text in texts.all_texts() if mixed.search(text.msgid)] == []
