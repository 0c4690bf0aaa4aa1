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
_NUMBER = re.compile(r"\d{1,5}/(?:\d{4}/)?[A-ZĐ][A-ZĐa-z0-9-]*")
_ASSEMBLY = re.compile(r"^(\d{1,4})/(\d{4})/((?:[A-Z]{2}-)?(?:UBTV)?QH)(\d{2})\d*$")


def numbers(given: list[str]) -> list[str]:
    """Each once, mended where it is plain what ran into it."""
    return list(dict.fromkeys(mended(n) for n in given))


def mended(words: str) -> str:
    """ "257/2016/TT-BTCN" -> "257/2016/TT-BTC"; "1213/2012/QH1367" -> "13/2012/QH13"."""
    found = _NUMBER.search(words)
    number = found[0] if found else words
    if assembly := _ASSEMBLY.match(number):
        own = assembly[1][2:] if len(assembly[1]) == 4 else assembly[1]  # no assembly came to number 1.000 in a year
        return f"{own}/{assembly[2]}/{assembly[3]}{assembly[4]}"
    head, dash, issuer = number.rpartition("-")
    if not dash or issuer in ISSUERS:
        return number
    known = [name for name in ISSUERS if issuer.startswith(name) and len(issuer) - len(name) <= 3]
    return f"{head}-{max(known, key=len)}" if known else number
