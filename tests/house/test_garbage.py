"""Every form of every page takes garbage: no answer is a crash, what is refused leaves nothing behind, twice is once.

The pages are those of WAYS, the forms those that stand on them; each post is undone before the next, so that every piece
of garbage meets the form as it stood on the page. Every second page in its own language, so both are said.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kernel.journal.models import JournalEntry
from tests import posting
from tests.city import City
from tests.journeys.test_pages import begun, paths_of
from tests.posting import Form, encoded, forms_on, spoiled

ENDS_SESSION = "/sign-out/"
ASKED = ("q", "code", "before", "after", "show", "page", "item", "back", "phase", "next", "field", "level", "audience",
         "group", "case", "way", "desk", "from", "to", "agency", "tab")  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def pages(city: City) -> Iterator[tuple[Client, str, bytes]]:
    """(who looks, path, page) for every page of the product; one seat per person."""
    begun(city)
    seats: dict[str, Client] = {}
    for _name, who, path in list(paths_of(city)):
        client = seats.get(who) or seats.setdefault(who, city.sign_in(who))
        client.raise_request_exception = False
        with undone():  # looking may file something away: a notice as read
            answer = client.get(path)
        if answer.status_code == 200:
            yield client, path, answer.content


def forms(city: City) -> Iterator[tuple[Client, str, Form]]:
    """Every form once, wherever it stands; what only ends the session is left out."""
    seen = set()
    for client, path, page in pages(city):
        for form in forms_on(page, path):
            if (form.action, form.names) not in seen and form.action != ENDS_SESSION:
                seen.add((form.action, form.names))
                yield client, path, form


def post(client: Client, form: Form) -> HttpResponse:
    kind, body = encoded(form)
    return client.generic("POST", form.action, body, content_type=kind)  # type: ignore[return-value]


def test_no_garbage_in_a_form_is_a_crash(city: City) -> None:
    """Refused: nothing is written. Taken: it is an act like any other, with its entry."""
    wrong, tried = [], 0
    for client, path, form in forms(city):
        for label, bad in spoiled(form):
            tried += 1
            with undone():
                before = JournalEntry.objects.count()
                answer = post(client, bad)
                if answer.status_code >= 500:
                    wrong.append(f"{form.action} on {path}, {label}: {answer.status_code} {reason(answer)}")
                elif answer.status_code in (400, 403, 404, 405, 409) and JournalEntry.objects.count() != before:
                    wrong.append(f"{form.action} on {path}, {label}: {answer.status_code} and yet an act")
    assert wrong == []
    assert tried > 1500


def reason(answer: HttpResponse) -> str:
    info = getattr(answer, "exc_info", None)
    return f"{info[0].__name__}: {str(info[1])[:120]}" if info else ""
