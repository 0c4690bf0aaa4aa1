"""A page that was opened before somebody else acted: it is told so, and what was typed stands in the form, upon the newest state."""

import re

from django.test import Client

from city.services.actions import examination
from city.services.models import Dossier
from city.work.actions import hand_over
from city.work.queries import open_items
from kernel.refs import ref
from tests.city import City
from tests.desk.test_moves import FRESH, LATE, phase
from tests.players import Player

CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
WORDS = "những gì bạn điền vẫn còn"
SAID = "Đủ điều kiện theo Luật Xây dựng, đề nghị cấp phép."


def send(client: Client, dossier: Dossier, noun: str, revision: int, **values: str):  # type: ignore[no-untyped-def]
    return client.post(f"/desk/dossiers/{dossier.submission}/{noun}/", {"revision": revision, **values})


def moved(dossier: Dossier) -> int:
    """A colleague mends a slip of the pen meanwhile; the revision that the page was opened with."""
    dossier.refresh_from_db()
    old = dossier.revision
    changed = {**dossier.answers, "plot_number": "58"}
    examination.correct(dossier=dossier, answers=changed, reason="gõ nhầm", by=Player(OFFICER).actor)
    dossier.refresh_from_db()
    assert dossier.revision > old
    return old


def test_a_proposal_is_filled_in_again_and_goes_through_at_the_second_press(city: City) -> None:
    dossier, officer = city.dossier(*LATE), city.sign_in(OFFICER)
    late = send(officer, dossier, "proposal", moved(dossier), outcome="granted", comment=SAID)
    html = late.content.decode()
    assert (late.status_code, WORDS in html, SAID in html) == (409, True, True)
    assert re.search(r'value="granted"[^>]* checked', html)
    assert phase(dossier)[0] != "signing"
    shown = re.search(r'name="revision" value="(\d+)"', html)
    assert shown is not None
    assert send(officer, dossier, "proposal", int(shown[1]), outcome="granted", comment=SAID).status_code == 302
    assert phase(dossier) == ("processing", "approve")


def test_where_the_move_is_gone_the_words_are_shown_to_be_copied(city: City) -> None:
    dossier, officer = city.dossier(*LATE), city.sign_in(OFFICER)
    old = moved(dossier)
    Player(OFFICER).proposes(dossier, "granted", "Đủ điều kiện.")
    late = send(officer, dossier, "proposal", old, outcome="granted", comment=SAID)
    html = late.content.decode()
    assert (late.status_code, SAID in html, "<textarea" in html) == (409, True, False)


def test_reasons_of_a_refusal_stay(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    typed = {"reasons": "not_competent", "note": "Nộp tại phường nơi cư trú."}
    late = send(clerk, dossier, "refusal", dossier.revision + 1, **typed)
    html = late.content.decode()
    assert (late.status_code, typed["note"] in html, phase(dossier)[0]) == (409, True, "submitted")
    assert re.search(r'value="not_competent"[^>]* checked', html)


def test_a_stop_a_record_a_verdict_and_a_correction_too(city: City) -> None:
    dossier, officer, chair = city.dossier(*LATE), city.sign_in(OFFICER), city.sign_in(CHAIR)
    paper, old = dossier.papers.earliest("pk"), moved(dossier)
    home = f"/desk/dossiers/{dossier.submission}/"
    visit = {"visited_on-day": "1", "visited_on-month": "11", "visited_on-year": "2026", "visited_place": "Hẻm 9",
             "visited_by": "Cán bộ phường", "visit_findings": "Khớp bản vẽ."}  # fmt: skip
    mended = {"plot_number": "59", "plot_address": "Hẻm 9 Võ Văn Tần", "plot_sheet": "24", "plot_area": "96,5", "reason": "Gõ nhầm số thửa"}  # fmt: skip
    tried = {
        "stop/": (chair, {"reason": "dispute", "basis": "Điều 19", "note": "Đang có tranh chấp tại tòa."}),
        "records/site_visit/": (officer, visit),
        f"papers/{paper.pk}/verdict/": (
            officer,
            {"verdict": "wrong", "reason": "expired", "note": "Hết hạn từ tháng Sáu"},
        ),
        "correction/?page=plot": (officer, mended),
    }
    kept = ("Đang có tranh chấp tại tòa.", "Khớp bản vẽ.", "Hết hạn từ tháng Sáu", "Gõ nhầm số thửa")
    for (path, (client, values)), words in zip(tried.items(), kept, strict=True):
        late = client.post(f"{home}{path}", {"revision": old, **values})
        html = late.content.decode()
        assert (path, late.status_code, words in html, WORDS in html) == (path, 409, True, True)
    dossier.refresh_from_db()
    paper.refresh_from_db()
    assert (phase(dossier)[0], dossier.answers["plot_number"], paper.verdict) == ("accepted", "58", "unseen")


def test_who_lost_the_work_meanwhile_fills_in_nothing(city: City) -> None:
    dossier, officer = city.dossier(*LATE), city.sign_in(OFFICER)
    old, chair = moved(dossier), Player(CHAIR).actor
    hand_over(item=open_items(ref(dossier)).get(), to=chair.principals[0], by=Player(OFFICER).actor)
    late = send(officer, dossier, "proposal", old, outcome="granted", comment=SAID)
    assert (late.status_code, "<textarea" in late.content.decode()) == (409, False)
