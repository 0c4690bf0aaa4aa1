"""The owner takes the dossier back at the counter: his request in writing, written down by the clerk."""

import pytest

from city.documents.models import Document
from city.services.actions import reception
from city.services.queries import letters
from kernel import jobs
from kernel.errors import NotAllowed, Refused
from kernel.journal import entries_about
from kernel.notifications import inbox_of
from tests.city import City
from tests.desk.test_moves import page, phase, post
from tests.desk.test_supplements import CLERK, FRESH, HOUSE, OFFICER, pdf
from tests.players import Player


def test_the_owner_withdraws_at_the_counter_in_writing(city: City) -> None:
    dossier, clerk = city.dossier(*FRESH), city.sign_in(CLERK)
    where, jobs_done = f"/desk/dossiers/{dossier.submission}/withdrawal/", jobs.run_due
    assert where in page(clerk, dossier)
    assert (post(clerk, dossier, "withdrawal").status_code, phase(dossier)[0]) == (422, "submitted")
    assert post(clerk, dossier, "withdrawal", file=pdf("don.pdf")).status_code == 302
    assert (phase(dossier), dossier.closed_at is not None) == (("withdrawn", ""), True)
    kept = dossier.papers.latest("pk")
    assert (kept.title, kept.name) == ("Đơn đề nghị dừng giải quyết hồ sơ", "don.pdf")
    [entry] = [e for e in entries_about(dossier) if e.verb == "services.dossier_withdrawn"]
    assert (entry.post_id, dossier.runs.get().post) == (Player(CLERK).actor.post_id, None)  # he did not do the step
    jobs_done()
    owner = dossier.parties.get(role="owner").person_id
    assert f"Hồ sơ {dossier} đã được rút" in [message.subject for message in inbox_of([owner])]
    assert Document.objects.filter(origin_id=dossier.pk, purpose=letters.STOP).count() == 1
    assert clerk.get(where).status_code == 404


def test_without_his_request_no_clerk_withdraws_and_no_examiner_at_all(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    with pytest.raises(Refused, match="đơn đề nghị"):
        reception.withdraw(dossier=dossier, by=Player(CLERK).actor)
    with pytest.raises(NotAllowed):
        reception.withdraw(dossier=dossier, by=Player(OFFICER).actor)
    assert city.sign_in(OFFICER).get(f"/desk/dossiers/{dossier.submission}/withdrawal/").status_code == 404
    assert phase(dossier)[0] == "accepted"
