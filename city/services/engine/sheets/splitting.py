"""One paper that holds a whole list: taken apart where the list is plain, left alone where it may be a choice."""

import re
from collections.abc import Callable

from city.services.engine.sheets.texts import without_mark

LONG = 800  # signs; above it a paper's name is a list that was flattened
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_CHOICE = re.compile(
    r"một trong|một hoặc|các trường hợp|đối với trường hợp|tiêu chí|nội dung|thông tin|điều kiện|nêu rõ|trong đó", re.I
)
_ANNOUNCED = re.compile(
    r"(?:giấy tờ|tài liệu|văn bản|hồ sơ|thành phần|bản sao).*(?:gồm|sau|sau đây|như sau|gồm có)\s*:\s*$", re.I | re.S
)
_PAPER = re.compile(
    r"^(?:\(?\d{1,2}(?: ?\([^)]*\))? ?\)?(?:bản|bộ|tờ)? ?(?:chính|sao)?\s*)?(?:bản|giấy|đơn|tờ|văn bản|báo cáo|danh (?:sách|mục)|quyết định|biên bản|hợp đồng|tài liệu"
    r"|hồ sơ|chứng|sơ (?:yếu|đồ)|phiếu|bảng|ảnh|mẫu|nghị quyết|kế hoạch|phương án|công văn|thuyết minh|sổ|hộ chiếu|điều lệ|lý lịch|thông báo"
    r"|hóa đơn|thẻ|dự thảo|đề án|tờ trình|kết quả|xác nhận|các (?:giấy|tài liệu|văn bản|chứng từ))",
    re.I,
)
_LETTER = re.compile(r"(?:(?<=[;:.,])|(?<=^)|(?<=\s))\s*([a-zđ])\)\s+")
_DIGIT = re.compile(r"(?:(?<=[;:.,])|(?<=^)|(?<=\s))\s*\(?(\d{1,2})[.)]\s+(?=[A-ZĐÀ-Ỹ])")
_DASH = re.compile(r"(?<=[;:.])\s+[-–]\s+(?=[A-ZĐÀ-Ỹ])")
_PLUS = re.compile(r"(?<=[;:.])\s+\+\s*(?=[A-ZĐÀ-Ỹ])")


def split(text: str) -> list[str]:
    """The papers of a merged row, or [] where no safe cut was found: at least
    three marks in order, a head that announces papers and offers no choice, and parts that begin like papers."""
    for cut in (_by_letters, _by_digits, _by(_DASH), _by(_PLUS)):
        head, parts = cut(text)
        parts = [_bare(part) for part in parts if len(_bare(part)) >= 6]
        if len(parts) >= 3 and max(map(len, parts)) <= LONG and _is_list(head) and _are_papers(parts):
            return parts
    return []


def _bare(text: str) -> str:
    """Without its mark; nothing where only a mark stood."""
    return without_mark(" ".join(text.split())).strip(" -+;,.")


def _is_list(head: str) -> bool:
    return not _bare(head) or (bool(_ANNOUNCED.search(head)) and not _CHOICE.search(head))


def _are_papers(parts: list[str]) -> bool:
    return sum(bool(_PAPER.match(part)) for part in parts) >= 0.8 * len(parts)


def _ordered(text: str, pattern: re.Pattern[str], expected: list[str]) -> tuple[str, list[str]]:
    marks: list[re.Match[str]] = []
    for found in pattern.finditer(text):
        if len(marks) < len(expected) and found[1] == expected[len(marks)]:
            marks.append(found)
    if not marks:
        return text, []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return text[: marks[0].start()], [text[m.end() : end] for m, end in zip(marks, ends, strict=True)]


def _by_letters(text: str) -> tuple[str, list[str]]:
    return _ordered(text, _LETTER, list(_LETTERS))


def _by_digits(text: str) -> tuple[str, list[str]]:
    return _ordered(text, _DIGIT, [str(n) for n in range(1, 60)])


def _by(mark: re.Pattern[str]) -> Callable[[str], tuple[str, list[str]]]:
    def cut(text: str) -> tuple[str, list[str]]:
        first, *rest = mark.split(text)
        return first, rest if len(rest) != 1 else []

    return cut
