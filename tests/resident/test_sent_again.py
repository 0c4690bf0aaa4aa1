"""The same form sent again from a page as Back gives it: a double click is one act, after something else it is another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from city.services.models import Dossier
from city.services.queries.residents import wanted_papers
from kernel.journal.models import JournalEntry
from stories.cast import agency_named
from stories.papers import paper
from stories.plays import WARD
from tests.city import City
from tests.players import Player

OWNER, RENDERED = "pham.ngoc.bich", {"csrfmiddlewaretoken": "a" * 64}


@pytest.fixture
def draft(city: City) -> Dossier:
    return Player(OWNER).drafts("1.009994", agency_named(WARD), {})


def saved(draft: Dossier) -> int:
    return JournalEntry.objects.filter(verb="services.draft_saved", about_id=draft.pk).count()


def test_the_same_answer_after_another_is_kept(city: City, draft: Dossier) -> None:
    client, path, before = city.sign_in(OWNER), f"/drafts/{draft.submission}/form/plan/", saved(draft)
    kept = []
    for months in ("6", "6", "9", "6"):
        assert client.post(path, {**RENDERED, "months_to_build": months}).status_code == 302
        draft.refresh_from_db()
        kept.append((draft.draft["values"]["months_to_build"], saved(draft) - before))
    assert kept == [(6, 1), (6, 1), (9, 2), (6, 3)]


def test_a_file_sent_again_after_it_was_taken_out_is_kept(city: City, draft: Dossier) -> None:
    client, path = city.sign_in(OWNER), f"/drafts/{draft.submission}/papers/"
    wanted = next(row.paper.pk for row in wanted_papers(draft) if row.paper)

    def sends() -> int:
        file = SimpleUploadedFile("a.pdf", paper("a"), "application/pdf")
        box = {"paper": str(wanted), f"paper-{wanted}-file": file}
        assert client.post(path, {**RENDERED, **box}).status_code == 302
        return draft.papers.count()

    assert (sends(), sends()) == (1, 1)
    removal = f"{path}{draft.papers.get().pk}/removal/"
    assert client.post(removal, {"csrfmiddlewaretoken": "b" * 64}).status_code == 302
    assert (draft.papers.count(), sends(), sends()) == (0, 1, 1)
