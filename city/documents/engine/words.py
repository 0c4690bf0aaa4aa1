"""How days, money and numbers are written in official papers (NĐ 30/2020, Annex I, II.3–4)."""

import datetime

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")


def printed_number(number: int, suffix: str, symbol: str) -> str:
    """ "05/QĐ-UBND": below ten a zero stands before the number."""
    return f"{number:02d}{suffix}/{symbol}" if symbol else f"{number:02d}{suffix}"


def long_date(day: datetime.date) -> str:
    """ "ngày 05 tháng 01 năm 2026": a zero before days below ten and before January and February only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def in_lines(name: str) -> str:
    """A long agency name broken in two: a people's committee before its place, others at the word nearest the middle."""
    committee = "Ủy ban nhân dân "
    if name.startswith(committee):
        return f"{committee.strip()}\n{name.removeprefix(committee)}"
    if len(name) <= 24:
        return name
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda i: abs(i - len(name) / 2), default=0)
    return f"{name[:middle]}\n{name[middle + 1 :]}" if middle else name


def place_and_date(place: str, day: datetime.date) -> str:
    return f"{place}, {long_date(day)}" if place else long_date(day).capitalize()


def grouped(amount: int) -> str:
    """1234567 -> "1.234.567"."""
    return f"{amount:,}".replace(",", ".")


def money_words(amount: int) -> str:
    """Đồng in words, as a receipt says them: "Một trăm hai mươi nghìn đồng"."""
    return f"{in_words(amount)} đồng".capitalize()


def in_words(number: int) -> str:
    """Any number from 0 up: 1021 -> "một nghìn không trăm hai mươi mốt"."""
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    parts = [f"{in_words(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            parts.append(f"{_hundreds(group, full=bool(parts))} {_GROUPS[power]}".strip())
    return " ".join(parts)


def _hundreds(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0 and ones and said:
        said.append("linh")
    elif tens == 1:
        said.append("mười")
    elif tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    if ones:
        said.append(_last(tens, ones))
    return " ".join(said)


def _last(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]
