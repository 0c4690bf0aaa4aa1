"""A paper to hand in as the page shows it: a short line that says what it is, and the rest of the sheet's words below it.

What was published stands; here it is only laid out. Names of files that came with the sheet are shown where they say something."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.services.models.catalogue import Paper
from city.services.queries.residents import SHOWN, Wanted
from kernel.web.parts import Need

_LONG, _LONGEST = 110, 240  # letters of a line that can be taken in at a glance; of one that just can be borne
_CUT = re.compile(
    r"[.;:](?=\s)|(?= \((?:trừ|nếu|đối với|áp dụng|sau đây|do |được|có |trong|theo|bản|trường hợp|gồm|bao gồm|kèm))"
    r"|,(?= (?:trong đó|bao gồm|gồm|kèm theo|trừ))|(?= (?:Trường hợp|Lưu ý|Đối với|ban hành kèm theo|theo quy định tại))"
)
_LABEL = re.compile(r"^Thành phần hồ sơ \d+(?: \(nếu có\))?: *")
_GLUED_FORM = re.compile(r"(?<=[a-zà-ỹđ)])(?=Mẫu (?:số )?[0-9IVX])")
_GLUED_FILE = re.compile(r"(?<=[a-zà-ỹđ])[A-Z]\w*\.(?:docx?|pdf|xlsx?)$")
_FOOTNOTE = re.compile(r"(?<=[a-zà-ỹđ)])\d$")
_EXTENSION = re.compile(r"\s*(?:\(\d+\))?\s*\.(?:docx?|pdf|xlsx?|rtf|odt)$", re.I)


def headline(name: str) -> tuple[str, str]:
    """(what it is, the rest): a long name is parted where its first clause ends."""
    clean = _FOOTNOTE.sub("", _GLUED_FILE.sub("", _GLUED_FORM.sub(" ", _LABEL.sub("", name)))).strip()
    clean = clean[:1].upper() + clean[1:]
    if len(clean) <= _LONG:
        return clean, ""
    cut = next((m for m in _CUT.finditer(clean) if 15 <= m.start() <= _LONGEST), None)
    if cut is None:
        return clean, ""
    rest = clean[cut.end() :].strip()
    return clean[: cut.start()], rest[:1].upper() + rest[1:]


def form_words(name: str) -> str:
    """mẫu: Mẫu số 08 · "" where the file's name says nothing ("8.docx", letters without blanks)."""
    plain = " ".join(_EXTENSION.sub("", name).replace("_", " ").split())
    told = any(c.isalpha() for c in plain) and (
        " " in plain or (3 < len(plain) <= 12 and any(c.isdigit() for c in plain))
    )
    return _("mẫu: %(name)s") % {"name": plain} if told else ""


def need_of(paper: Paper, *, note: bool = True) -> Need:
    """`note` False: the note stands above the list already."""
    head, rest = headline(paper.name)
    copies = [
        ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals) % {"n": paper.originals}
        if paper.originals
        else "",
        ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies) % {"n": paper.copies} if paper.copies else "",
    ]
    shown = paper.note == SHOWN
    said = [", ".join(filter(None, copies)), form_words(paper.form_name), "" if shown or not note else paper.note, rest]
    words = " · ".join(filter(None, said))
    if shown:
        return Need(head, words, _("Mang theo để đối chiếu"), icon="file-check")
    return Need(head, words, _("Phải nộp") if paper.needed else _("Chỉ khi thuộc trường hợp nêu ở đây"))


def need_for(row: Wanted) -> Need | None:
    """The same where one applies; a paper that the form itself is is not sent."""
    if row.made:
        words = _("Phần mềm lập tờ này từ những gì bạn khai, bạn không phải gửi.")
        return Need(headline(row.title)[0], words, _("Tự lập"), tone="ok")
    return need_of(row.paper) if row.paper else None


def blocks_of(title: str, papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Papers of one case as lists: what is noted alike on several that follow each other is said once, above them."""
    found: list[dict[str, Any]] = []
    for note, run in _runs(papers):
        alike = len(run) > 1 and len(note) > len(SHOWN)
        if alike or not found or found[-1]["intro"]:
            found.append({"title": "" if found else title, "intro": note if alike else "", "needs": []})
        found[-1]["needs"] += [need_of(paper, note=not alike) for paper in run]
    return found


def _runs(papers: Iterable[Paper]) -> list[tuple[str, list[Paper]]]:
    return [(note, list(run)) for note, run in groupby(papers, key=lambda p: p.note)]
