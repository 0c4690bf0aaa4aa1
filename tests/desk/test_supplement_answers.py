"""Answers given anew: only what was asked, settled and checked, lists of items too; and mistakes mended at the desk."""

import json
from dataclasses import replace

import pytest

from city.services.actions import examination, supplements
from city.services.actions.reception import Lack
from city.services.engine.process_reading import Window
from city.services.models import Dossier
from city.services.models.catalogue import Offer
from city.services.queries import slips
from city.services.queries.definitions import definition_of, process_of
from city.services.queries.mended import mended_of
from kernel.errors import Refused
from kernel.forms import walk
from kernel.forms.reopening import open_pages
from kernel.forms.settling import settle
from kernel.journal import unguarded
from kernel.journal.models import JournalEntry
from stories.cast import agency_named
from stories.city import OFFICES
from stories.plays import COPIES
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.desk.test_process_acts import following
from tests.desk.test_supplements import HOUSE, NAME, OFFICER, OTHER, OWNER, asks, at_home, fills, text
from tests.players import Player


def test_answers_are_not_sent_unchanged(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="designer_name"))
    owner, before = city.sign_in(OWNER), dossier.answers
    html = text(owner, at_home(dossier))
    assert ("Đã đủ, gửi cho cơ quan" in html, "Chưa sửa “Ai thiết kế?”." in html) == (False, True)
    answer = owner.post(at_home(dossier, "sending/"), follow=True)
    assert ("Chưa sửa “Ai thiết kế?”." in answer.content.decode(), phase(dossier)[0]) == (True, "supplement")
    fills(owner, at_home(dossier, "designer/"), designer_name=NAME)
    assert owner.post(at_home(dossier, "sending/"))["Location"] == f"/my/dossiers/{dossier.submission}/"
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers) == ("processing", {**before, "designer_name": NAME})


def test_only_what_was_asked_may_change(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="designer_name"))
    owner, before = city.sign_in(OWNER), dossier.answers
    fills(owner, at_home(dossier, "designer/"), designer_name=NAME, designer_certificate="GIẢ-1")
    assert owner.get(at_home(dossier, "house/")).status_code == 404
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    dossier.refresh_from_db()
    assert dossier.answers == {**before, "designer_name": NAME}
    asks(following(dossier, examine__ask_supplement={"clock": "resume"}), Lack("mismatch", field="designer_name"))
    draft = walk.Draft({**dossier.answers, "designer_name": "X", "plot_number": "1"}, ("designer",))
    with pytest.raises(Refused, match="plot_number"):
        supplements.save(dossier=dossier, draft=draft, by=Player(OWNER).actor)


def test_a_question_that_falls_away_takes_its_answer_along(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="house_floors"))
    owner = city.sign_in(OWNER)
    fills(owner, at_home(dossier, "house/"), house_floors="1")
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers["house_floors"]) == ("processing", "1")
    assert "designer_name" not in dossier.answers
    assert dossier.answers == settle(definition_of(dossier), dossier.answers)


def test_a_question_that_comes_up_is_asked_too(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    small = {k: v for k, v in dossier.answers.items() if not k.startswith("designer")} | {"house_floors": "1"}
    with unguarded("one storey, nobody had to design it"):
        Dossier.objects.filter(pk=dossier.pk).update(answers=small)
    dossier.refresh_from_db()
    asks(dossier, Lack("mismatch", field="house_floors"))
    owner = city.sign_in(OWNER)
    fills(owner, at_home(dossier, "house/"), house_floors="2-6")
    html = text(owner, at_home(dossier))
    assert ("Chưa sửa “Ai thiết kế?”." in html, "Đã đủ, gửi cho cơ quan" in html) == (True, False)
    fills(owner, at_home(dossier, "designer/"), designer_name=NAME, designer_certificate="CTN-1")
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers["designer_certificate"]) == ("processing", "CTN-1")


def test_a_wrong_answer_is_not_sent_and_named(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="months_to_build"))
    wrong = walk.Draft({**dossier.answers, "months_to_build": 900}, ("plan",))
    supplements.save(dossier=dossier, draft=wrong, by=Player(OWNER).actor)
    with pytest.raises(Refused) as refused:
        supplements.supply(dossier=dossier, by=Player(OWNER).actor)
    assert (refused.value.field, phase(dossier)[0]) == ("months_to_build", "supplement")


def handed_in() -> Dossier:
    """A list of papers to be copied, from home: the agency takes it online, which in the demo it does not."""
    office = agency_named(OFFICES["cairang"][0])
    with unguarded("an online offer"):
        Offer.objects.filter(procedure__national_code="2.000815", agency=office).update(level=Offer.Level.PARTIAL)
    owner = Player("thach.thi.sa.ry")
    return owner.submits(owner.drafts("2.000815", office, {**COPIES, "applicant_phone": "0912000111"}))


def test_a_list_of_items_is_asked_for_and_given_anew(city: City) -> None:
    clerk, owner = city.sign_in(OTHER), city.sign_in("thach.thi.sa.ry")
    dossier = handed_in()
    title = "Giấy tờ cần chứng thực bản sao"
    assert f'value="field-originals"><span>{title}' in page(clerk, dossier)
    given = {"lack": "field-originals", "reason-field-originals": "incomplete", "lack_form": "1", "comment": ""}
    assert post(clerk, dossier, "supplement", **given).status_code == 302
    assert (
        slips.supplement_request(dossier.supplements.get(), officer="")["lacks"][0]["name"] == f"Nội dung khai: {title}"
    )
    copies = at_home(dossier, "copies/")
    more = {"original_name": "Bằng lái xe", "original_pages": "1", "original_copies": "2"}
    assert fills(owner, f"{copies}?item=new", **more)["Location"] == copies
    assert fills(owner, f"{copies}?item=0", original_copies="5")["Location"] == copies
    assert "Chưa sửa" in text(owner, at_home(dossier))  # whether that is all, only its person can say
    assert owner.post(copies)["Location"] == at_home(dossier)
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    dossier.refresh_from_db()
    assert [(one["original_name"], one["original_copies"]) for one in dossier.answers["originals"]] == [("Bằng tốt nghiệp đại học", 5), ("Bằng lái xe", 2)]  # fmt: skip
    assert dossier.phase == "submitted"


def test_one_item_of_a_list_is_mended_at_the_desk(city: City) -> None:
    clerk = city.sign_in(OTHER)
    dossier = handed_in()
    Player(OTHER).takes(dossier)
    where = f"/desk/dossiers/{dossier.submission}/correction/?page=copies&item=0"
    assert where.partition("?")[2].replace("&", "&amp;") in text(clerk, where.partition("?")[0])
    assert fills(clerk, where, original_copies="4", reason="Gõ nhầm số bản").status_code == 302
    dossier.refresh_from_db()
    assert dossier.answers["originals"][0]["original_copies"] == 4


def test_a_mistake_is_mended_though_an_old_answer_is_left_over(city: City) -> None:
    """Filed before answers were settled at each supplement: what nobody asks for any more is no difference."""
    dossier, officer = city.dossier(*HOUSE), city.sign_in(OFFICER)
    with unguarded("an answer nobody asks for any more"):
        Dossier.objects.filter(pk=dossier.pk).update(answers={**dossier.answers, "house_floors": "1"})
    where = f"/desk/dossiers/{dossier.submission}/correction/?page=plot"
    assert fills(officer, where, plot_number="58", reason="Gõ nhầm").status_code == 302
    dossier.refresh_from_db()
    assert (dossier.answers["plot_number"], dossier.corrections[0]["old"]) == ("58", {"plot_number": "57"})


def answers_anew(dossier: Dossier, **given: str) -> None:
    values = {**dossier.answers, **given}
    pages = open_pages(definition_of(dossier), values, frozenset(given))
    by = Player(OWNER).actor
    supplements.save(dossier=dossier, draft=walk.Draft(values, tuple(page.id for page in pages)), by=by)
    supplements.supply(dossier=dossier, by=by)
    dossier.refresh_from_db()


def told(dossier: Dossier, window: Window | None = None) -> list[tuple[str, int, list[tuple[str, str]]]]:
    """(reason, round, [(before, after)]) of each change, newest first."""
    found = mended_of(dossier, window) if window else mended_of(dossier)
    return [(one.reason, one.round, [(change.before, change.after) for change in one.changes]) for one in found]


def test_each_change_is_told_as_it_was_whatever_came_after(city: City) -> None:
    """An official mends a name, the supplement changes it again: neither is taken for the other, and the first word stays."""
    dossier, office = city.dossier(*HOUSE), Player(OFFICER)
    first, second = dossier.answers["designer_name"], "Công ty Tây Đô"
    examination.correct(dossier=dossier, answers={"designer_name": second}, reason="Ghi nhầm tên.", by=office.actor)
    asks(dossier, Lack("mismatch", field="designer_name"))
    answers_anew(dossier, designer_name=NAME)
    assert told(dossier) == [("", 1, [(second, NAME)]), ("Ghi nhầm tên.", 0, [(first, second)])]
    for html in (
        page(city.sign_in(OFFICER), dossier),
        text(city.sign_in(OWNER), at_home(dossier).replace("supplement/", "")),
    ):
        said = [
            f"“{one}” sửa thành “{other}”" in html for one, other in ((second, NAME), (first, second), (first, NAME))
        ]
        assert (said, html.count("Khai lại khi bổ sung lần 1")) == ([True, True, False], 1)
    facts = json.dumps(list(JournalEntry.objects.values_list("fact", flat=True)), ensure_ascii=False)
    assert [name in facts for name in (first, second, NAME)] == [False] * 3


def test_what_falls_away_and_what_comes_up_is_told(city: City) -> None:
    dossier = asks(city.dossier(*HOUSE), Lack("mismatch", field="house_floors"))
    designer = dossier.answers["designer_name"]
    answers_anew(dossier, house_floors="1")
    [(_reason, _round, changes)] = told(dossier)
    assert changes[0][1] == "1 tầng" and (designer, "") in changes
    html = page(city.sign_in(OFFICER), dossier)
    assert f"“{designer}” không còn khai" in html


def test_a_change_is_read_as_its_answer_is_read(city: City) -> None:
    """A step that masks numbers reads their last three signs, one that does not read the answer reads nothing of its change."""
    dossier = city.dossier(*HOUSE)
    number = dossier.answers["applicant_number"]
    asks(dossier, Lack("mismatch", field="applicant_number"))
    answers_anew(dossier, applicant_number="092190001215")
    step = process_of(dossier).step("examine")
    masked, blind = replace(step, masks=("@identity_number",)), replace(step, reads=("plot_*",))
    assert told(dossier, Window((masked,)))[0][2] == [(f"*** *** *** {number[-3:]}", "*** *** *** 215")]
    assert told(dossier, Window((blind,))) == []


def test_a_correction_stands_by_itself(city: City) -> None:
    """Also where a later change left no trace, as supplements did before what was declared was kept."""
    dossier = city.dossier(*HOUSE)
    was = dossier.answers["designer_name"]
    examination.correct(dossier=dossier, answers={"designer_name": "Tây Đô"}, reason="Nhầm.", by=Player(OFFICER).actor)
    with unguarded("a supplement of before"):
        Dossier.objects.filter(pk=dossier.pk).update(answers={**dossier.answers, "designer_name": NAME})
    dossier.refresh_from_db()
    assert told(dossier) == [("Nhầm.", 0, [(was, "Tây Đô")])]
