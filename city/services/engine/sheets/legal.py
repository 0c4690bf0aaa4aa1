"""Numbers of legal documents, "23/2015/NĐ-CP", out of text that ran together."""

import re

from city.services.engine.sheets.values import Findings
from city.services.engine.sheets.wording import tidy
from city.services.states.catalogue import Found

_NUMBER = re.compile(r"\d{1,4}/(?:\d{4}/)?[A-ZĐ][A-ZĐa-z0-9-]*")
_ASSEMBLY = re.compile(r"^(\d{1,4})/(\d{4})/(QH|UBTVQH)(\d{2})\d*$")
_ISSUERS = frozenset(
    [
        "CP",
        "TTg",
        "BTC",
        "BTP",
        "BXD",
        "BCA",
        "BQP",
        "NHNN",
        "BNNMT",
        "BNNPTNT",
        "BNN",
        "BTNMT",
        "BGTVT",
        "BKHĐT",
        "BYT",
        "BCT",
        "BTTTT",
        "BKHCN",
        "BNV",
        "BLĐTBXH",
        "BGDĐT",
        "BVHTTDL",
        "BNG",
        "VPCP",
        "UBTVQH",
        "CTN",
        "TANDTC",
        "VKSNDTC",
        "TCHQ",
        "TCT",
        "UBND",
        "HĐND",
        "NHNNVN",
        "BDTTG",
        "BXH",
        "BHXH",
        "UBCK",
        "QĐ",
        "BTC-BTP",
        "BTNMT-BTP",
        "UBTVQH14",
        "UBTVQH15",
        "TTCP",
        "KTNN",
        "BTTTT-BTC",
    ]
)


def legal_of(found: list[str], findings: Findings) -> tuple[str, ...]:
    """Clean, each once, in the order found. A number that stays odd is kept as it stands."""
    kept: dict[str, None] = {}
    joined = 0
    for raw in found:
        number = _cut(tidy(raw))
        joined += number != tidy(raw)
        if number:
            kept[number] = None
    if joined:
        findings.mended(Found.LEGAL_JOINED, "legal", str(joined))
    if not kept:
        findings.left(Found.NO_LEGAL, "legal")
    return tuple(kept)


def _cut(text: str) -> str:
    """ "257/2016/TT-BTCN" (the next title began with N) -> "257/2016/TT-BTC"; "1213/2012/QH1367" -> "13/2012/QH13"."""
    found = _NUMBER.search(text)
    number = found[0] if found else text
    if assembly := _ASSEMBLY.match(number):
        own = assembly[1][2:] if len(assembly[1]) == 4 else assembly[1]  # no assembly reached number 1.000 in a year
        return f"{own}/{assembly[2]}/{assembly[3]}{assembly[4]}"
    head, dash, last = number.rpartition("-")
    if not dash or last in _ISSUERS:
        return number
    known = [issuer for issuer in _ISSUERS if last.startswith(issuer) and len(last) - len(issuer) <= 3]
    return f"{head}-{max(known, key=len)}" if known else number
