"""Before a proposal the desk says which papers nobody looked at; one act judges them all, an entry each. Nothing is forbidden."""

import pytest

from city.services.forms.desk import ProposalForm, ReasonsForm
from city.services.models import Dossier
from city.services.queries.desk_reading import writable_at
from kernel.journal import entries_about, unguarded
from tests.city import City
from tests.players import Player

OFFICER, CHAIR = "ninhkieu.hotich", "ninhkieu.chutich"
CLERK = "ninhkieu.motcua"
BIRTH = ("tran.quoc.bao", "1.001193")


@pytest.fixture
def taken(city: City) -> Dossier:
    dossier = Player(OFFICER).takes(Player(CLERK).accepts(city.dossier(*BIRTH)))
    with unguarded("nobody looked at the papers"):
        dossier.papers.update(verdict="unseen")
    dossier.refresh_from_db()
    return dossier


def test_unseen_papers_are_named_before_the_proposal_and_judged_in_one_act(city: City, taken: Dossier) -> None:
    officer, path = city.sign_in(OFFICER), f"/desk/dossiers/{taken.submission}/"
    unseen = taken.papers.filter(verdict="unseen", replaced_by=None)
    count = unseen.count()
    assert count > 0
    html = officer.get(path).content.decode()
    assert (f"{count} giấy tờ chưa xem" in html, "hợp lệ tất cả" in html) == (True, True)
    before = entries_about(taken).filter(verb="services.paper_judged").count()
    assert officer.post(f"{path}papers/verdicts/", {"revision": "999"}).status_code == 409
    assert officer.post(f"{path}papers/verdicts/", {"revision": str(taken.revision)}).status_code == 302
    assert (unseen.count(), entries_about(taken).filter(verb="services.paper_judged").count() - before) == (0, count)
    assert "giấy tờ chưa xem" not in officer.get(path).content.decode()


def test_who_does_not_hold_it_judges_nothing(city: City, taken: Dossier) -> None:
    path = f"/desk/dossiers/{taken.submission}/papers/verdicts/"
    assert city.sign_in(CHAIR).post(path, {"revision": str(taken.revision)}).status_code == 403
    assert city.sign_in("le.van.phuoc").post(path, {"revision": str(taken.revision)}).status_code == 404
    assert taken.papers.exclude(verdict="unseen").count() == 0


def test_a_proposal_is_not_forbidden(city: City, taken: Dossier) -> None:
    data = {"outcome": "granted", "comment": "Đủ.", "revision": str(taken.revision)}
    assert city.sign_in(OFFICER).post(f"/desk/dossiers/{taken.submission}/proposal/", data).status_code == 302


def test_nobody_mends_what_the_applicant_promised(city: City) -> None:
    dossier = city.dossier(*BIRTH)
    allowed = writable_at(dossier)
    assert ("child_name" in allowed, "promise_true" in allowed) == (True, False)
    page = city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/correction/").content.decode()
    assert ("page=child" in page, "page=promise" in page) == (True, False)


@pytest.mark.parametrize("form", [ProposalForm, ReasonsForm])
def test_a_whole_dossier_is_not_refused_for_this_paper(form) -> None:
    labels = dict(form().fields["reasons"].choices)
    assert str(labels["missing"]) == "Thiếu giấy tờ phải có"
    assert [str(label) for label in labels.values() if "giấy tờ này" in str(label)] == []
