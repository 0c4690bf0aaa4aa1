"""Every page that can be read, at a telephone's width and at a desk's: WCAG 2.2 AA, no CSP report, no sideways scroll.

The list is the resolver's own; an address without an entry in WAYS fails, so a new page cannot be forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models.functions import Length
from playwright.sync_api import Page

from city.documents.actions import withdraw
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.queries.definitions import definition_of
from gateways.mail import letters
from kernel.web.tests.browser import faults
from stories.cast import Player, found
from stories.plays import CHILD, WARD
from stories.script import Lacking
from tests.addresses import addresses, values_of
from tests.city import City
from tests.journeys.conftest import DESK, PHONE, days_ago

pytestmark = pytest.mark.journey

ADMIN = "quantri"
RESIDENT, CLERK, OFFICER, CHAIR = "le.van.phuoc", "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
IT = "cantho.cntt"
WRITES = "only takes posts"
FILE = "hands out bytes, not a page"
LEADS = "leads on to another page of this list"


@dataclass(frozen=True)
class Way:
    """Who opens the page, and which dossier of the played city stands in its address: (resident, procedure)."""

    who: str = ""
    dossier: tuple[str, str] = ("le.van.phuoc", "1.001193")
    page: str = "applicant"


BIRTH, HOUSE = ("tran.quoc.bao", "1.001193"), ("pham.ngoc.bich", "1.009994")
REFUSED = ("huynh.cong.danh", "1.004873")  # its notice is withdrawn by the test
ASKED = "designer_name"  # the answer that the officer asks for again
DRAFT = ("pham.ngoc.bich", "1.001193")  # begun by the test
WAYS: dict[str, Way | str] = {
    "healthz": FILE,
    "accounts:profile": Way(RESIDENT), "accounts:sign_in": Way(), "accounts:sign_out": WRITES,
    "accounts:new_password": Way(CLERK), "accounts:mandates": Way(RESIDENT), "accounts:new_mandate": Way(RESIDENT), "accounts:end_mandate": WRITES,
    **{f"agencies:{page}": Way(ADMIN) for page in (
        "agencies", "agency", "establish", "rename", "move", "give_code", "end_code", "succeed", "dissolve", "post", "create_post", "change_powers", "change_rank", "assign_fields",
        "end_post", "appoint", "new_official", "end_appointment", "issue_password")},
    "agencies:substitution": Way(OFFICER), "agencies:lend": Way(OFFICER), "agencies:end_delegation": WRITES,
    "desk:inbox": Way(OFFICER), "desk:next": LEADS, "desk:claim": WRITES, "desk:hand_over": WRITES,
    "desk:item": Way(CLERK, BIRTH),
    "desk:choose_several": WRITES, "desk:claim_several": WRITES, "desk:give_several": LEADS, "desk:print_several": LEADS, "desk:slips_several": LEADS,
    "desk:operations": Way(IT), "desk:retry": WRITES, "desk:retry_all": WRITES, "desk:resend": WRITES,
    "desk:calendars": LEADS, "desk:calendar": Way(IT), "desk:calendar_history": Way(IT), "desk:calendar_load_year": WRITES,
    **{f"desk:calendar_{kind}": Way(IT) for kind in ("day", "removal", "swap", "hours", "agency")},
    **{f"desk:calendar_{kind}_saving": WRITES for kind in ("day", "removal", "swap", "hours", "agency")},
    "desk:capacity": Way("so.noivu"),
    "documents:download": FILE, "documents:document": Way(CHAIR), "documents:register": Way(CHAIR),
    "documents:retry": WRITES, "documents:void": WRITES, "documents:withdraw": WRITES,
    "documents:verify": Way(), "documents:verify_file": WRITES, "documents:verify_token": Way(),
    "identity:choose": Way(),
    "mail:box": Way(), "mail:letter": Way(),
    "payments:take_cash": WRITES, "payments:receipt": FILE,
    "portal:home": Way(), "portal:privacy": Way(), "portal:accessibility": Way(), "portal:help": Way(),
    "services:procedures": Way(), "services:procedure": Way(), "services:lookup": Way(), "services:apply": Way(RESIDENT),
    "services:offers": Way(ADMIN), "services:figures": Way(), "services:figures_file": FILE,
    "services:catalogue_statistics": Way(), "services:catalogue_records": Way(),
    "services:draft": LEADS, "services:apply_page": Way(DRAFT[0], DRAFT), "services:apply_papers": Way(DRAFT[0], DRAFT),
    "services:apply_check": Way(DRAFT[0], DRAFT), "services:submission": WRITES, "services:apply_place": Way(DRAFT[0], DRAFT), "services:renewal": WRITES, "services:discard": WRITES,
    "services:remove_paper": WRITES, "services:restore_paper": WRITES, "services:show_paper": WRITES,
    "services:my_dossiers": Way(RESIDENT), "services:my_dossier": Way(RESIDENT), "services:notices": Way(RESIDENT),
    "services:submitted": Way(RESIDENT), "services:withdrawal": Way("tran.quoc.bao", BIRTH),
    "services:supplement": Way(HOUSE[0], HOUSE), "services:supplement_page": Way(HOUSE[0], HOUSE, page=""),
    "services:send_supplement": WRITES, "services:supplement_removal": WRITES, "services:supplement_restoration": WRITES,
    "services:desk_supply": Way(CLERK, HOUSE), "services:desk_supply_page": Way(CLERK, HOUSE, page=""),
    "services:desk_supply_sending": WRITES, "services:desk_supply_removal": WRITES, "services:desk_supply_restoration": WRITES, "services:desk_withdrawal": Way(CLERK, BIRTH),
    "services:desk_told": Way(CLERK, BIRTH), "services:desk_tell_again": WRITES, "services:tell_again": WRITES,
    "services:paper": FILE, "services:paper_page": FILE,
    "services:counter": Way(CLERK), "services:desk_dossiers": Way(CLERK), "services:desk_dossier": Way(CLERK, BIRTH),
    "services:desk_paper": Way(OFFICER), "services:desk_slip": FILE, "services:desk_verdict": WRITES, "services:desk_verdicts": WRITES,
    "services:letter": FILE, "services:desk_control_slip": FILE, "services:desk_book": Way(CLERK), "services:desk_book_file": FILE,
    "services:desk_signing": LEADS, "services:desk_correction": Way(CLERK, BIRTH),
    "services:desk_ask_payment": WRITES, "services:desk_record": WRITES, "services:desk_step_file": FILE, "services:desk_stop": Way(CHAIR, HOUSE), "services:desk_recall": WRITES,
    "services:desk_amend": Way(CLERK, HOUSE), "services:desk_waive": Way(CLERK, HOUSE), "services:desk_reopen": Way(CHAIR, REFUSED),
    "services:receipt": FILE,
    **{f"services:desk_{verb}": WRITES for verb in (
        "accept", "refuse_reception", "ask_supplement", "forward", "send_back", "hand_over", "propose", "approve", "return")},
    "web:resend": Way(RESIDENT),
    "web:design": Way(), "web:language": WRITES, "web:theme": WRITES,
}  # fmt: skip
MORE = (  # (name, who, path): the same pages in another state: full, empty, wrong
    ("desk:inbox", OFFICER, "/desk/?show=done"),
    ("desk:inbox", ADMIN, "/desk/"),
    ("services:procedures", "", "/procedures/?q=xay+nha"),
    ("services:procedures", "", "/procedures/?q=zzzzzzzz"),
    ("services:catalogue_statistics", "", "/procedures/statistics/?on=2020-06-30"),
    ("services:lookup", "", "/lookup/?code=H13.12-000000-0000"),
    ("services:desk_dossiers", CLERK, "/desk/dossiers/?q=không+có"),
)


READ = {name for name, way in WAYS.items() if isinstance(way, Way)}


def paths_of(city: City) -> Iterator[tuple[str, str, str]]:
    """(name, who, path) of every page."""
    for one in addresses():
        way = WAYS[one.name]
        if isinstance(way, Way):
            dossier = city.dossier(*way.dossier)
            values = values_of(one, dossier) | _letter()
            yield one.name, way.who, one.of(values | {"page": way.page or _asked_page(dossier)})


def longest() -> str:
    """The page of the procedure with the longest official name."""
    version = ProcedureVersion.objects.filter(state="published").order_by(Length("name").desc(), "pk").first()
    assert version is not None
    return f"/procedures/{version.procedure.national_code}/"


def _asked_page(dossier: Dossier) -> str:
    return next(page.id for page, spec in definition_of(dossier).fields() if spec.id == ASKED)


def _letter() -> dict[str, Any]:
    newest = letters.newest(1)
    return {"name": newest[0].name} if newest else {}


def test_every_address_is_accounted_for() -> None:
    assert {one.name for one in addresses()} ^ set(WAYS) == set()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound(width: int, city: City, seat: Callable[..., Page], record_property) -> None:  # type: ignore[no-untyped-def]
    begun(city)
    seats, wrong, visited = dict[str, Page](), list[str](), 0
    pages = [*paths_of(city), *MORE, ("services:procedure", "", longest())]
    for name, who, path in pages:
        page = seats.get(who) or seats.setdefault(who, seat(who, width=width))
        page.seen.clear()
        answer = page.goto(path)
        assert answer is not None
        if answer.status != 200 or not page.url.partition("?")[0].endswith(path.partition("?")[0]):
            wrong.append(f"{name} {path}: {answer.status} {page.url}")
            continue
        visited += 1
        wrong += [f"{name} {path} at 400 %: {fault}" for fault in enlarged(page)] if width == DESK else []
        # A request that leaving the page before cut off is no fault of either page.
        wrong += [f"{name} {path}: {fault}" for fault in faults(page) if "ERR_ABORTED" not in fault]
    names = {name for name, _who, _path in pages}
    record_property("said", f"{width} px: visited {len(names)} = registered {len(READ)}, in {visited} states")
    assert "\n".join(wrong) == ""
    assert (visited, names) == (len(pages), READ)


def enlarged(page: Page) -> list[str]:
    """1280 px enlarged to 400 % leave 320: nothing may scroll sideways (WCAG 2.2, 1.4.10), as the accessibility page promises."""
    kept = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    found = [fault for fault in faults(page, axe=False) if "sideways" in fault]
    if kept:
        page.set_viewport_size(kept)
    return found


def begun(city: City) -> Dossier:
    """A draft with all its answers, to look at the pages of applying; a supplement asked for, a paper and an answer; and a
    result that was withdrawn."""
    house = city.dossier(*HOUSE)
    lacks = [Lacking("unreadable", paper=house.papers.earliest("pk").title), Lacking("mismatch", answer=ASKED)]
    Player(OFFICER).asks(house.submission, lacks, "Bổ sung một lần cho đủ.")
    notice = city.dossier(*REFUSED).decisions.get().document
    withdraw(document=notice, reason="Ghi sai tên đường.", by=Player("ninhkieu.vanthu").actor)
    answers = {**CHILD, "birth_on": days_ago(20).isoformat(), "applicant_phone": "0919887766"}
    return found(Player(DRAFT[0]).drafts(DRAFT[1], WARD, answers))
