"""An amount of đồng in Vietnamese words, as a receipt must say it: 75 000 → "Bảy mươi lăm nghìn đồng"."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")


def in_words(amount: int) -> str:
    """For 0 ≤ amount < 10^12; ValueError beyond."""
    if not 0 <= amount < 10**12:
        raise ValueError(amount)
    if amount == 0:
        return "Không đồng"
    groups = [(amount // 1000**n) % 1000 for n in range(4)]
    top = max(n for n, g in enumerate(groups) if g)
    said = [_three(groups[n], full=n != top) + _GROUPS[n] for n in range(top, -1, -1) if groups[n]]
    text = " ".join(said)
    return f"{text[0].upper()}{text[1:]} đồng"


def _three(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        words += ["lẻ"] if words else []
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    if ones:
        words.append(_one(ones, tens))
    return " ".join(words)


def _one(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
