"""A definition from its JSON: all faults found at once, each with its path; nothing half-right gets through."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kernel.forms import analysis, conditions
from kernel.forms.codes import Code, CodeList
from kernel.forms.conditions import Condition
from kernel.forms.definition import ENGINE, Attachment, Check, Field, FormDefinition, Group, Page
from kernel.forms.field_loading import read_field
from kernel.forms.reading import DefinitionError, Reader, Wrong

MOST_PAGES = 60


def canonical(body: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: the same definition always gives the same text."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def load(body: Mapping[str, Any]) -> FormDefinition:
    """DefinitionError with every fault. Loaded once per process and digest (the last 256 are kept)."""
    return _load(canonical(body))


@lru_cache(maxsize=256)
def _load(text: str) -> FormDefinition:
    wrongs: list[Wrong] = []
    body = json.loads(text)
    found = _definition(Reader(body, "", wrongs), body, hashlib.sha256(text.encode()).hexdigest())
    if not wrongs:
        wrongs.extend(analysis.findings(found))
    if wrongs:
        raise DefinitionError(wrongs)
    return found


def _definition(reader: Reader, body: dict[str, Any], digest: str) -> FormDefinition:
    reader.only("form", "engine", "title", "lists", "pages", "attachments")
    if reader.raw.get("engine") != ENGINE:
        reader.blame("engine", _("Phần mềm này đọc biểu mẫu viết cho bộ máy %(engine)s.") % {"engine": ENGINE})
    lists = _lists(reader)
    pages = tuple(_page(entry, lists) for entry in reader.objects("pages", least=1))
    if len(pages) > MOST_PAGES:
        reader.blame("pages", _("Nhiều nhất %(most)s trang; hãy chia biểu mẫu.") % {"most": MOST_PAGES})
    attachments = tuple(_attachment(entry) for entry in reader.objects("attachments"))
    return FormDefinition(_form_code(reader), ENGINE, reader.needed("title"), pages, digest, body, attachments)


def _form_code(reader: Reader) -> str:
    code = reader.word("form")
    if not code or not all(part.isalnum() and part.isascii() for part in code.replace(".", "-").split("-")):
        reader.blame("form", _("Mã biểu mẫu gồm chữ, số, dấu chấm và gạch nối, ví dụ 1.001193."))
    return code


def _lists(reader: Reader) -> dict[str, CodeList]:
    raw = reader.raw.get("lists", {})
    if not isinstance(raw, dict):
        reader.blame("lists", _("Phải là một đối tượng JSON {…}."))
        return {}
    return {name: _list(name, Reader(entry, f"lists.{name}", reader.wrongs)) for name, entry in raw.items()}


def _list(name: str, reader: Reader) -> CodeList:
    reader.only("source", "codes")
    if "source" in reader.raw:
        return CodeList(name, source=reader.word("source"))
    return CodeList(name, read_codes(reader, "codes"))


def read_codes(reader: Reader, key: str) -> tuple[Code, ...]:
    """The entries of an inline list; a code stands once for any day."""
    entries = tuple(_code(entry) for entry in reader.objects(key, least=1))
    for index, entry in enumerate(entries):
        if any(other.code == entry.code and _overlap(other, entry) for other in entries[:index]):
            reader.blame(f"{key}[{index}].code", _("Mã %(code)s đã có trong danh sách.") % {"code": entry.code})
    return entries


def _code(reader: Reader) -> Code:
    reader.only("code", "text", "hint", "valid_from", "valid_to")
    code = reader.word("code")
    if not code or len(code) > 40 or code != code.strip() or not code.isprintable():
        reader.blame("code", _("Ghi mã, dài nhất 40 ký tự, không có khoảng trắng ở hai đầu."))
    start, end = reader.day("valid_from"), reader.day("valid_to")
    if start and end and start >= end:
        reader.blame("valid_to", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))
    return Code(code, reader.needed("text"), reader.text("hint", required=False), start, end)


def _overlap(one: Code, other: Code) -> bool:
    starts_in = one.valid_from is None or other.valid_to is None or one.valid_from < other.valid_to
    return starts_in and (other.valid_from is None or one.valid_to is None or other.valid_from < one.valid_to)


def _page(reader: Reader, lists: dict[str, CodeList]) -> Page:
    reader.only("id", "title", "hint", "why", "section", "read_title", "when", "fields", "group", "checks")
    if ("fields" in reader.raw) == ("group" in reader.raw):
        reader.blame("", _('Một trang có "fields" hoặc "group", đúng một trong hai.'))
    if "group" in reader.raw and "checks" in reader.raw:
        reader.blame("checks", _('Trang có "group" thì ghi "checks" trong nhóm: mỗi mục được so riêng.'))
    return Page(
        id=reader.identifier("id"),
        title=reader.needed("title"),
        hint=reader.text("hint", required=False),
        why=reader.text("why", required=False),
        section=reader.text("section", required=False),
        read_title=reader.text("read_title", required=False),
        when=read_condition(reader),
        fields=_fields(reader, lists, alone=reader.raw.get("title")) if "fields" in reader.raw else (),
        group=_group(Reader(reader.raw["group"], reader.at("group"), reader.wrongs), lists)
        if "group" in reader.raw
        else None,
        checks=_checks(reader),
    )


def _fields(reader: Reader, lists: dict[str, CodeList], alone: object = None) -> tuple[Field, ...]:
    """`alone`: the page's title; a single field without a label takes it and becomes the heading."""
    entries = list(reader.objects("fields", least=1))
    title = alone if len(entries) == 1 else None
    return tuple(read_field(e, lists, read_condition(e), read_condition(e, "prefill_when"), title) for e in entries)


def _group(reader: Reader, lists: dict[str, CodeList]) -> Group:
    reader.only("id", "noun", "summary", "min", "max", "fields", "checks")
    least, most = reader.whole("min", 0, 0, 200), reader.whole("max", 20, 1, 200)
    if least > most:
        reader.blame("min", _("Số ít nhất không được lớn hơn số nhiều nhất."))
    fields, checks = _fields(reader, lists), _checks(reader)
    return Group(reader.identifier("id"), reader.needed("noun"), reader.needed("summary"), fields, least, most, checks)


def _checks(reader: Reader) -> tuple[Check, ...]:
    """Answers held against each other, of a page or of one item of a group."""
    return tuple(check for entry in reader.objects("checks") if (check := _check(entry)))


def _check(reader: Reader) -> Check | None:
    reader.only("if_not", "at", "error")
    if "if_not" not in reader.raw:
        reader.blame("if_not", _("Ghi điều phải đúng giữa các câu trả lời."))
    condition = read_condition(reader, "if_not", pairs=True)
    at, error = reader.identifier("at"), reader.needed("error")
    return Check(condition, at, error) if condition else None


def _attachment(reader: Reader) -> Attachment:
    reader.only("names", "when", "made")
    if ("when" in reader.raw) == ("made" in reader.raw):
        reader.blame("", _('Một giấy tờ có "when" hoặc "made", đúng một trong hai.'))
    names = reader.raw.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip(" …") for n in names):
        reader.blame("names", _("Ghi ít nhất một tên giấy tờ."))
        names = []
    return Attachment(tuple(names), read_condition(reader), reader.flag("made", False))


def read_condition(reader: Reader, key: str = "when", *, pairs: bool = False) -> Condition | None:
    """The "when" of a page or a field, or another condition in it."""
    if key not in reader.raw:
        return None
    try:
        return conditions.parse(reader.raw[key], pairs=pairs)
    except conditions.Malformed as wrong:
        reader.blame(key, analysis.explain(wrong))
        return None
