"""Numbers of legal documents. The crawl glued the first letter of the next title on: "257/2016/TT-BTCN"."""

import re

ISSUERS = frozenset(
    [
        "CP",
        "TTg",
        "CTN",
        "UBTVQH",
        "QH",
        "BTC",
        "BTP",
        "BCA",
        "BQP",
        "BXD",
        "BGTVT",
        "BNNMT",
        "BNNPTNT",
        "BTNMT",
        "BYT",
        "BNV",
        "BKHĐT",
        "BCT",
        "BTTTT",
        "BKHCN",
        "BGDĐT",
        "BLĐTBXH",
        "BVHTTDL",
        "BNG",
        "NHNN",
        "TTCP",
        "VPCP",
        "UBDT",
        "HĐTP",
        "TANDTC",
        "VKSNDTC",
    ]
)
_ASSEMBLY = re.compile(r"^(\d{1,3}/\d{4}/(?:NQ-)?U?B?T?V?QH1[0-9])\d*$")
_ISSUED = re.compile(r"^(\d{1,5}/(?:\d{4}/)?[A-ZĐ]+(?:LT)?-)([A-ZĐa-z-]+)$")


def numbers(given: list[str]) -> list[str]:
    """Each once, mended where the issuer without its last letter is a known one."""
    return list(dict.fromkeys(mended(n) for n in given))


def mended(number: str) -> str:
    if found := _ASSEMBLY.match(number):
        return found[1]
    found = _ISSUED.match(number)
    if found and found[2] not in ISSUERS and found[2][:-1] in ISSUERS:
        return found[1] + found[2][:-1]
    return number
