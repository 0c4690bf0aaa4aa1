"""Reading JSON with exact complaints: every finding says where it stands and what to do about it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kernel.forms.text import Text, line

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One finding: `path` such as pages[2].fields[0].max, `say` a sentence for the person who writes the definition."""

    path: str
    say: str

    def __str__(self) -> str:
        return f"{self.path}: {self.say}"


class DefinitionError(ValueError):
    """All findings at once, in the order they were read."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__("\n".join(str(wrong) for wrong in wrongs))
        self.wrongs = tuple(wrongs)


class Reader:
    """One JSON object being read. All readers of a definition write into the same list of findings."""

    def __init__(self, raw: object, path: str, wrongs: list[Wrong]) -> None:
        self.path, self.wrongs = path, wrongs
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.blame("", _("Phải là một đối tượng JSON {…}."))

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def blame(self, key: str, say: str) -> None:
        self.wrongs.append(Wrong(self.at(key) or "$", say))

    def only(self, *keys: str) -> None:
        """Refuses keys that nothing would read: mostly a typing error."""
        for key in self.raw:
            if key not in keys:
                self.blame(key, _("Không có mục này; được dùng: %(keys)s.") % {"keys": ", ".join(sorted(keys))})

    def text(self, key: str, *, required: bool = True) -> Text | None:
        """{"vi": …, "en": …}; both languages are needed."""
        raw = self.raw.get(key)
        if raw is None and not required:
            return None
        if not isinstance(raw, dict) or not all(isinstance(raw.get(k), str) and raw[k].strip() for k in ("vi", "en")):
            self.blame(key, _('Ghi cả tiếng Việt và tiếng Anh: {"vi": "…", "en": "…"}.'))
            return Text("?") if required else None
        for extra in sorted(set(raw) - {"vi", "en"}):
            self.blame(f"{key}.{extra}", _("Không có mục này; được dùng: %(keys)s.") % {"keys": "en, vi"})
        return Text(line(raw["vi"]), line(raw["en"]))

    def needed(self, key: str) -> Text:
        """A text that must be there; a finding and "?" when it is not."""
        return self.text(key) or Text("?")

    def word(self, key: str, default: str = "") -> str:
        raw = self.raw.get(key, default)
        if not isinstance(raw, str):
            self.blame(key, _("Phải là chuỗi ký tự."))
            return default
        return raw

    def identifier(self, key: str) -> str:
        raw = self.word(key)
        if not IDENTIFIER.fullmatch(raw):
            self.blame(key, _("Mã gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ, dài nhất 40 ký tự."))
        return raw

    def flag(self, key: str, default: bool) -> bool:
        raw = self.raw.get(key, default)
        if not isinstance(raw, bool):
            self.blame(key, _("Phải là true hoặc false."))
            return default
        return raw

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        raw = self.raw.get(key, default)
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            self.blame(key, _("Phải là số nguyên từ %(least)s đến %(most)s.") % {"least": least, "most": most})
            return default
        return int(raw)

    def day(self, key: str) -> datetime.date | None:
        raw = self.raw.get(key)
        try:
            return None if raw is None else datetime.date.fromisoformat(raw)
        except (TypeError, ValueError):
            self.blame(key, _("Ngày ghi dạng 2026-03-31."))
            return None

    def objects(self, key: str, *, least: int = 0) -> Iterator["Reader"]:
        """A reader per entry of a list."""
        raw = self.raw.get(key, [])
        if not isinstance(raw, list) or len(raw) < least:
            self.blame(key, _("Phải là danh sách có ít nhất %(least)s mục.") % {"least": least})
            return
        for index, entry in enumerate(raw):
            yield Reader(entry, f"{self.at(key)}[{index}]", self.wrongs)
