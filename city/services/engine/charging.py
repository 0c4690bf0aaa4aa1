"""What a published sheet asks to be paid, line by line; and what a line comes to.

A sheet gives an amount and, in its own words, for what: "2,000 Việt Nam Đồng" with "/trang" beside it, "100.000 đồng/lần". The same
fee often stands there twice, once with its unit and once without. A unit that is the dossier itself ("/hồ sơ") is none."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

# Longest first: "giấy phép" before "giấy".
UNITS = (
    "giấy chứng nhận", "giấy công nhận", "giấy xác nhận", "giấy thông hành", "lô giống", "vườn giống", "trường hợp", "giao dịch",
    "giấy phép", "hộ chiếu", "chứng chỉ", "phương tiện", "đơn hàng", "lô hàng", "tờ khai", "văn bản", "di chúc", "cơ sở", "môn thi",
    "trang", "khẩu", "người", "giấy", "loại", "thẻ", "lần", "bản", "tem", "tấn", "sổ",
)  # fmt: skip
WHOLE = "hồ sơ"  # a dossier is one
PAGE, COPY = "trang", "bản"
COPIES = frozenset({"2.000815"})  # certified copies whose sheet says the price of a page and not that it falls
MOST = 10_000  # of a unit in one dossier

_MONEY = r"(?:đồng|đ|vnđ|vnd|việt nam đồng)"
_AFTER = r"\s*/\s*(?:\d+\s*)?(?P<unit>[^\W\d_]+(?: [^\W\d_]+)*)"
_BARE = re.compile(rf"^{_AFTER}", re.I)
_PRICED = re.compile(rf"(?<![\d.,])(?P<number>\d+(?:[.,]\d{{3}})*)\s*{_MONEY}\s*{_AFTER}", re.I)
_FALLS = re.compile(rf"từ trang thứ (?P<page>\d+) trở lên\D*(?P<price>\d+(?:[.,]\d{{3}})*)\s*{_MONEY}", re.I)
_KIND = re.compile(r"^\s*(lệ phí|phí)\b\s*:?", re.I)  # by law two kinds: a sheet may ask for both
_SUM = re.compile(rf"\d+(?:[.,]\d{{3}})*\s*{_MONEY}", re.I)
_PER = re.compile(rf"/\s*(?:\d+\s*)?(?:{'|'.join((WHOLE, *UNITS))}|[^\W\d_]+)", re.I)
_AT_MOST = re.compile(rf"không quá (?P<most>\d+(?:[.,]\d{{3}})*)\s*{_MONEY}", re.I)


class Published(Protocol):
    """A fee of a sheet, as its row has it."""

    @property
    def amount(self) -> Decimal | None: ...
    @property
    def raw(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True)
class Falling:
    """The pages of one copy after the first `after` cost `price`; a copy costs no more than `most` (0: no such limit)."""

    after: int
    price: int
    most: int = 0


@dataclass(frozen=True)
class Line:
    """`price` đồng, for each `unit` where there is one; `words` as published, `note` what stood beside it. `alike`: another line
    has the same words."""

    words: str
    price: int
    unit: str = ""
    note: str = ""
    falling: Falling | None = None
    alike: bool = False

    @property
    def name(self) -> str:
        return f"{self.words} ({self.note[:200]})" if self.alike and self.note else self.words


@dataclass(frozen=True)
class Taken:
    """A line that fits the dossier, with its quantity; of a line by the page: pages of one copy, how many copies, and of what."""

    line: Line
    quantity: int = 1
    copies: int = 1
    what: str = ""


def as_kept(taken: Iterable["Taken"]) -> list[list[str | int]]:
    """What stays with a charge, to begin its correction with: name of the line, of what, quantity, copies."""
    return [[one.line.name, one.what, one.quantity, one.copies] for one in taken]


def as_it_stood(offered: Iterable["Taken"], kept: Iterable[list[str | int]]) -> list["Taken | None"]:
    """Each line offered as it was counted (`as_kept`), None where it was not taken."""
    left, found = list(kept), list["Taken | None"]()
    for one in offered:
        row = next((row for row in left if row[:2] == [one.line.name, one.what]), None)
        if row is None:
            found.append(None)
            continue
        left.remove(row)
        found.append(replace(one, quantity=int(row[2]), copies=int(row[3])))
    return found


@dataclass(frozen=True)
class Counted:
    """What is charged: price times quantity."""

    name: str
    price: int
    quantity: int
    unit: str


def lines_of(fees: Iterable[Published], copies: Falling | None = None) -> list[Line]:
    """The lines of a sheet. Equal amounts count once, unless each has a unit, or is for something, of its own. `copies`: of a
    sheet of certified copies, how the price of a page falls where it does not say it."""
    found: list[Line] = []
    for fee in fees:
        line = _line(fee, copies)
        twin = next((i for i, one in enumerate(found) if _same(one, line)), None)
        if twin is None:
            found.append(line)
        else:
            found[twin] = _completed(found[twin], line)
    words = Counter(one.words for one in found)
    return [replace(one, alike=words[one.words] > 1) for one in found]


def _same(one: Line, other: Line) -> bool:
    """Whether they are one fee written twice: what one of them says, the other says too or leaves out."""
    said = ((one.unit, other.unit), (_kind(one), _kind(other)), (_purpose(one), _purpose(other)))
    return one.price == other.price and all(mine == theirs or not mine or not theirs for mine, theirs in said)


def _completed(line: Line, twin: Line) -> Line:
    """What only the other of the two says."""
    note = line.note if _purpose(line) else twin.note or line.note
    return replace(line, unit=line.unit or twin.unit, note=note, falling=line.falling or twin.falling)


def _kind(line: Line) -> str:
    found = _KIND.match(line.words)
    return found[1].lower() if found else ""


def _purpose(line: Line) -> frozenset[str]:
    """For what it is, in the words that are left without the sum, its unit and its kind."""
    words = f"{_KIND.sub('', line.words)}; {line.note}"
    return frozenset(re.findall(r"\w+", _PER.sub(" ", _SUM.sub(" ", words)).lower()))


def _line(fee: Published, copies: Falling | None) -> Line:
    price = int(fee.amount or 0)
    unit = unit_of(fee.raw, fee.note, price) or (PAGE if copies else "")
    falling = (_falling(fee.note) or copies) if unit == PAGE else None
    return Line(fee.raw, price, unit, fee.note.strip(), falling)


def unit_of(raw: str, note: str, price: int) -> str:
    """For what the price is, by the words beside it: of an amount that stands there again, the one that is this."""
    if bare := _BARE.match(note):
        return _known(bare["unit"])
    for match in _PRICED.finditer(f"{raw}; {note}"):
        if _number(match["number"]) == price:
            return _known(match["unit"])
    return ""


def _known(words: str) -> str:
    said = words.lower()
    if said.startswith(WHOLE):
        return ""
    return next((unit for unit in UNITS if said.startswith(unit)), said.split()[0][:40])


def _falling(note: str) -> Falling | None:
    found, limit = _FALLS.search(note), _AT_MOST.search(note)
    if found is None:
        return None
    return Falling(int(found["page"]) - 1, _number(found["price"]), _number(limit["most"]) if limit else 0)


def _number(text: str) -> int:
    return int(re.sub(r"[.,]", "", text))


def counted(taken: Taken) -> list[Counted]:
    """One row for a flat line or a plain quantity; of pages whose price falls, one for each price, or the limit of a copy."""
    line, falling = taken.line, taken.line.falling
    name = f"{line.name}: {taken.what}" if taken.what else line.name
    if not falling:
        return [Counted(name, line.price, taken.quantity if line.unit else 1, line.unit)]
    first = min(taken.quantity, falling.after)
    rest = taken.quantity - first
    if falling.most and first * line.price + rest * falling.price > falling.most:
        return [Counted(f"{name}: mức tối đa một bản", falling.most, taken.copies, COPY)]
    rows = [Counted(name, line.price, first * taken.copies, line.unit)]
    if rest:
        more = f"{name}: từ trang thứ {falling.after + 1}"
        rows.append(Counted(more, falling.price, rest * taken.copies, line.unit))
    return rows
