"""Which papers are asked for follows from what was answered, at home, at the counter and where lacks are judged."""

import datetime

import pytest

from city.services.models import Dossier
from city.services.models.catalogue import Case
from city.services.queries.definitions import definition_of
from city.services.queries.residents import wanted_papers
from kernel import clock
from stories.cast import agency_named
from stories.plays import CHILD, WARD
from tests.city import City
from tests.players import Player

BIRTH, HOUSE, WHO = "1.001193", "1.009994", "pham.ngoc.bich"
NOTICE, WITNESS = (
    "Giấy chứng sinh",
    "Văn bản của người làm chứng về việc sinh; không có người làm chứng thì giấy cam đoan",
)
AT_HOME = "Sinh ngoài cơ sở y tế, không có giấy chứng sinh"
FORM = "Đơn đề nghị cấp giấy phép xây dựng"


def _draft(case: str, proof: str) -> Dossier:
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    answers = {**CHILD, "birth_on": born, "birth_proof": proof, "applicant_phone": "0919887766"}
    draft = Player(WHO).drafts(BIRTH, agency_named(WARD), answers)
    draft.case = Case.objects.get(version=draft.version, name=case) if case else None
    return draft


@pytest.mark.parametrize("case", ["", AT_HOME])
@pytest.mark.parametrize(("proof", "asked"), [("notice", {NOTICE}), ("witness", {WITNESS}), ("pledge", {WITNESS})])
def test_the_answer_decides_whatever_case_was_chosen(city: City, case: str, proof: str, asked: set[str]) -> None:
    draft = _draft(case, proof)
    assert {row.title for row in wanted_papers(draft) if row.lacks} == asked
    draft.draft["values"].pop("birth_proof")
    assert {row.title for row in wanted_papers(draft) if row.lacks} == ({NOTICE, WITNESS} if case else {NOTICE})


def test_what_was_sent_stays_when_the_answer_changes(city: City) -> None:
    draft = _draft("", "notice")
    Player(WHO).attaches(draft)
    draft.draft["values"]["birth_proof"] = "witness"
    titles = {row.title: len(row.sent) for row in wanted_papers(draft)}
    assert (titles[NOTICE], titles[WITNESS]) == (1, 0)


def test_the_lacks_are_judged_by_the_answers_handed_in(city: City) -> None:
    draft = _draft("", "witness")
    Player(WHO).submits(draft)
    page = city.sign_in("ninhkieu.motcua").get(f"/desk/dossiers/{draft.submission}/").content.decode()
    notice, witness = (draft.version.papers.get(name=name) for name in (NOTICE, WITNESS))
    assert [f"wanted-{paper.pk}" in page for paper in (notice, witness)] == [False, True]


def test_the_application_itself_is_not_sent_again(city: City) -> None:
    """The sheet lists it, and the form that is filled in is it."""
    draft = Player("pham.ngoc.bich").drafts(HOUSE, agency_named(WARD), {})
    row = next(row for row in wanted_papers(draft) if row.title == FORM)
    assert (row.made, row.lacks, row.paper) == (True, False, None)
    page = city.sign_in("pham.ngoc.bich").get(f"/drafts/{draft.submission}/papers/").content.decode()
    paper = draft.version.papers.get(name=FORM)
    assert ("bạn không phải gửi" in page, f'id="f{paper.pk}"' in page) == (True, False)


def test_a_general_application_is_no_paper_of_any_sheet(city: City) -> None:
    draft = Player("le.van.phuoc").drafts("1.004873", agency_named(WARD), {})
    assert definition_of(draft).attachments == ()
