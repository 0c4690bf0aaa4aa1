"""A field from its JSON: which settings its kind takes, and whether they make sense."""

import datetime
import re
from typing import Any

from django.utils.translation import gettext as _

from kernel.forms.codes import CodeList
from kernel.forms.conditions import Condition
from kernel.forms.definition import KINDS, Field
from kernel.forms.reading import Reader
from kernel.forms.text import Text

COMMON = ("id", "kind", "label", "name", "hint", "required", "when", "errors", "prefill", "prefill_when", "fixed")
SETTINGS: dict[str, tuple[str, ...]] = {
    "text": ("min_length", "max_length", "pattern"),
    "long_text": ("min_length", "max_length"),
    "number": ("min", "max", "decimals", "unit"),
    "year": ("min", "max"),
    "money": ("min", "max"),
    "date": ("min", "max"),
    "choice": ("list",),
    "choices": ("list",),
    "address": ("list",),
    "paper": ("paper", "max_files"),
}
NOTE = ("id", "kind", "label", "when")
DAY_RULE = re.compile(r"today(?:([+-])(\d{1,4})([dmy]))?")
PREFILL = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
REPEATED_GROUP = re.compile(r"(?<!\\)\)[*+{]")
UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})")
MOST_LETTERS, MOST_LONG = 1_000, 20_000
MOST_DIGITS = 10**15 - 1  # what a float keeps exactly


def read_field(
    reader: Reader, lists: dict[str, CodeList], when: Condition | None, prefill_when: Condition | None, title: object
) -> Field:
    """`title`: the JSON text of the page when this is its only field; it then serves as the label."""
    kind = reader.word("kind")
    if kind not in KINDS:
        reader.blame("kind", _("Không có loại này; các loại: %(kinds)s.") % {"kinds": ", ".join(KINDS)})
        return Field(reader.word("id"), "note", Text("?"), Text("?"))
    reader.only(*(NOTE if kind == "note" else (*COMMON, *SETTINGS.get(kind, ()))))
    heads = "label" not in reader.raw and isinstance(title, dict) and kind != "note"
    label = Reader({"label": title}, reader.path, []).needed("label") if heads else reader.needed("label")
    return Field(
        id=reader.identifier("id"), kind=kind, label=label, heads=heads, when=when,
        name=reader.text("name", required=False) or _unasked(label), hint=reader.text("hint", required=False),
        required=reader.flag("required", kind != "note") and kind != "note",
        fixed=_fixed(reader), prefill=_prefill(reader), prefill_when=prefill_when, **_errors(reader), **_settings(reader, kind, lists),
    )  # fmt: skip


def _unasked(label: Text) -> Text:
    """A question as the name of its answer."""
    return Text(label.vi.rstrip(" ?"), label.en.rstrip(" ?"))


def _errors(reader: Reader) -> dict[str, Any]:
    if "errors" not in reader.raw:
        return {}
    errors = Reader(reader.raw["errors"], reader.at("errors"), reader.wrongs)
    errors.only("required", "invalid")
    return {f"{key}_error": errors.text(key, required=False) for key in ("required", "invalid")}


def _prefill(reader: Reader) -> str:
    path = reader.word("prefill")
    if path and not PREFILL.fullmatch(path):
        reader.blame("prefill", _("Ghi nguồn điền sẵn dạng person.name."))
    if "prefill_when" in reader.raw and (not path or reader.raw.get("fixed")):
        reader.blame("prefill_when", _('Chỉ đi cùng "prefill", không cùng "fixed".'))
    return path


def _fixed(reader: Reader) -> bool:
    fixed = reader.flag("fixed", False)
    if fixed and not reader.raw.get("prefill"):
        reader.blame("fixed", _('Chỉ khóa được ô có "prefill".'))
    return fixed


def _settings(reader: Reader, kind: str, lists: dict[str, CodeList]) -> dict[str, Any]:
    match kind:
        case "text" | "long_text":
            return _letters(reader, kind)
        case "number" | "year" | "money":
            return _numbers(reader, kind)
        case "date":
            return _days(reader)
        case "choice" | "choices" | "address":
            return {"codes": _listed(reader, lists)}
        case "paper":
            return {"paper": _paper(reader), "max_files": reader.whole("max_files", 10, 1, 50)}
    return {}


def _paper(reader: Reader) -> str:
    if not (paper := reader.word("paper")):
        reader.blame("paper", _("Ghi mã giấy tờ mà ô này nhận."))
    return paper


def _letters(reader: Reader, kind: str) -> dict[str, Any]:
    most = MOST_LETTERS if kind == "text" else MOST_LONG
    longest = reader.whole("max_length", 200 if kind == "text" else 2_000, 1, most)
    shortest = reader.whole("min_length", 0, 0, most)
    pattern = _pattern(reader) if kind == "text" else ""
    if shortest > longest:
        reader.blame("min_length", _("Độ dài ít nhất không được lớn hơn độ dài nhiều nhất."))
    if pattern and longest > 200:
        reader.blame("max_length", _("Ô có biểu thức riêng dài nhất 200 ký tự."))
    return {"min_length": shortest, "max_length": longest, "pattern": pattern}


def _pattern(reader: Reader) -> str:
    """Patterns run on what strangers type, and in other systems: nothing that only Python reads, nothing slow."""
    pattern = reader.word("pattern")
    if not pattern:
        return ""
    try:
        re.compile(pattern, re.ASCII)
    except re.error as wrong:
        reader.blame("pattern", _("Biểu thức không đọc được: %(why)s.") % {"why": str(wrong)})
        return ""
    if re.search(r"\(\?[^:]|\\[1-9AZzbBaGpPkN]|[*+?}]\+", pattern):
        reader.blame(
            "pattern", _("Biểu thức chỉ dùng nhóm, lớp ký tự và phép lặp: không nhìn trước, không gọi lại nhóm.")
        )
    if REPEATED_GROUP.search(pattern) or len(UNBOUNDED.findall(pattern)) > 3:
        reader.blame(
            "pattern", _("Biểu thức chạy quá chậm: không lặp một nhóm, nhiều nhất ba phép lặp không giới hạn.")
        )
    if not isinstance(reader.raw.get("errors"), dict) or "invalid" not in reader.raw["errors"]:
        reader.blame("errors.invalid", _("Ô có biểu thức riêng phải có câu báo lỗi riêng."))
    return pattern


def _numbers(reader: Reader, kind: str) -> dict[str, Any]:
    lowest, highest = {"year": (1000, 9999), "money": (0, MOST_DIGITS)}.get(kind, (-(10**12), 10**12))
    found = {"min": _number(reader, "min", lowest, kind), "max": _number(reader, "max", highest, kind)}
    if found["min"] > found["max"]:
        reader.blame("min", _("Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất."))
    if kind == "number":
        return {**found, "decimals": reader.whole("decimals", 0, 0, 3), "unit": reader.text("unit", required=False)}
    return found


def _number(reader: Reader, key: str, default: int, kind: str) -> int | float:
    raw: int | float = reader.raw.get(key, default)
    if isinstance(raw, bool) or not isinstance(raw, int | float if kind == "number" else int) or abs(raw) > MOST_DIGITS:
        reader.blame(key, _("Phải là một số."))
        return default
    return raw


def _days(reader: Reader) -> dict[str, str]:
    found = {"min": reader.word("min", "1900-01-01"), "max": reader.word("max", "2199-12-31")}
    for key, rule in found.items():
        if not _is_day(rule):
            reader.blame(key, _('Ghi một ngày dạng 2026-03-31, hoặc "today", "today-18y", "today+30d".'))
    return found


def _is_day(rule: str) -> bool:
    try:
        return bool(DAY_RULE.fullmatch(rule) or datetime.date.fromisoformat(rule))
    except ValueError:
        return False


def _listed(reader: Reader, lists: dict[str, CodeList]) -> CodeList | None:
    name = reader.word("list")
    if name not in lists:
        known = ", ".join(sorted(lists)) or "–"
        reader.blame("list", _("Không có danh sách này trong biểu mẫu; các danh sách: %(known)s.") % {"known": known})
    return lists.get(name)
