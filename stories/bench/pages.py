"""What is asked: every page of a list at its beginning and deep in it, and finding. Each with its goal."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from stories.bench import people
from stories.bench.people import People

LIST, CODE, SEARCH = 150, 60, 50  # goals: p95 in milliseconds
WORDS = (
    "khai sinh", "kết hôn", "dang ky khai tu", "giay phep xay dung", "chứng thực bản sao", "đất đai", "ho kinh doanh", "thuong binh", "cấp lại",
    "giấy phép lái xe", "hộ tịch", "1.001193", "bảo hiểm", "thay đổi nội dung đăng ký", "moi truong", "xay nha", "xe may", "zzzqqq",
)  # fmt: skip
NAMES = ("Nguyễn", "Trần Thị", "Lâm", "Thạch", "Khôi", "H13.101")
Ask = tuple[str, str]  # (user name or "" for a stranger, address)


@dataclass(frozen=True)
class Page:
    """`goal` of p95 in milliseconds, None where the issue names none; `ask` chooses who asks for which address."""

    name: str
    goal: int | None
    ask: Callable[[random.Random], Ask]


def pages() -> Iterator[Page]:
    who = People()
    yield from _finding(who)
    yield from _inbox(who)
    yield from _desk(who)
    yield from _residents(who)
    yield _by("counter", LIST, who.clerks, "/desk/counter/")


def _fixed(name: str, goal: int | None, username: str, address: str) -> Page:
    return Page(name, goal, lambda _dice: (username, address))


def _by(name: str, goal: int | None, users: list[str], address: str) -> Page:
    return Page(name, goal, lambda dice: (dice.choice(users), address))


def _finding(who: People) -> Iterator[Page]:
    yield Page("find by code, public", CODE, lambda dice: ("", f"/lookup/?code={dice.choice(who.codes)}"))
    yield Page(
        "find by code, nobody's", CODE, lambda dice: ("", f"/lookup/?code=H13.101-260101-{dice.randrange(10**4):04d}X")
    )
    yield Page(
        "find by code, at the desk", CODE, lambda dice: (who.department, f"/desk/dossiers/?q={dice.choice(who.codes)}")
    )
    yield Page("catalogue, search", SEARCH, lambda dice: ("", f"/procedures/?q={quote(dice.choice(WORDS))}"))
    yield Page("catalogue, all, page 1–90", LIST, lambda dice: ("", f"/procedures/?page={dice.randrange(1, 91)}"))
    yield Page(
        "catalogue, an agency's, online",
        SEARCH,
        lambda dice: (
            "",
            f"/procedures/?q={quote(dice.choice(WORDS))}&agency={dice.choice(who.takers)}&online=full&online=partial",
        ),
    )
    yield Page(
        "counter, search", LIST, lambda dice: (dice.choice(who.clerks), f"/desk/counter/?q={quote(dice.choice(WORDS))}")
    )


def _inbox(who: People) -> Iterator[Page]:
    busiest = people.busiest_inbox()
    place, page = people.deep_in_inbox(busiest, 30)
    yield _by("inbox", LIST, who.officials, "/desk/")
    yield _fixed("inbox, the fullest", LIST, busiest, "/desk/")
    yield _fixed(f"inbox, the fullest, page {page}", LIST, busiest, f"/desk/?from={quote(place)}")
    for show in ("late", "soon", "done"):
        yield _fixed(f"inbox, the fullest, {show}", LIST, busiest, f"/desk/?show={show}")
    yield Page("inbox, the fullest, words", LIST, lambda dice: (busiest, f"/desk/?q={quote(dice.choice(NAMES))}"))
    yield _fixed("inbox, the fullest, one step", LIST, busiest, "/desk/?step=examine")


def _desk(who: People) -> Iterator[Page]:
    key = people.actor_key(who.department, "agency")
    place, page = people.deep_in_readers("services_dossierreader", key, 30)
    yield _by("dossiers of the desk", LIST, who.officials, "/desk/dossiers/")
    yield _fixed("dossiers of the department", LIST, who.department, "/desk/dossiers/")
    yield _fixed(f"dossiers of the department, page {page}", LIST, who.department, f"/desk/dossiers/?before={place}")
    for phase in ("processing", "decided", "supplement"):
        yield _fixed(f"dossiers of the department, {phase}", LIST, who.department, f"/desk/dossiers/?phase={phase}")
    name, query, page = people.busiest_register(100)
    yield _by("register", LIST, who.registrars, "/desk/documents/")
    yield _fixed("register, the longest book", LIST, name, f"/desk/documents/?{query.rpartition('&')[0]}")
    yield _fixed(f"register, the longest book, page {page}", LIST, name, f"/desk/documents/?{query}")
    yield Page("one dossier on the desk", LIST, lambda dice: _at("/desk/dossiers/{}/", who.open_of(dice)))


def _residents(who: People) -> Iterator[Page]:
    place, page = people.deep_in_readers("services_dossierreader", people.actor_key(who.firm, "person"), 20)
    yield _fixed("front page", LIST, "", "/")
    yield _by("my dossiers", LIST, who.residents, "/my/dossiers/")
    yield _fixed("my dossiers, a firm", LIST, who.firm, "/my/dossiers/")
    yield _fixed(f"my dossiers, a firm, page {page}", LIST, who.firm, f"/my/dossiers/?before={place}")
    yield _by("notices", LIST, who.residents, "/my/notices/")
    yield _fixed("notices, a firm", LIST, who.firm, "/my/notices/")
    yield Page("one dossier of mine", LIST, lambda dice: _at("/my/dossiers/{}/", who.mine(dice)))


def _at(address: str, found: tuple[str, str]) -> Ask:
    return found[0], address.format(found[1])
