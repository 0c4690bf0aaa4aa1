"""Every form of every page takes garbage: no answer is a crash, what is refused leaves nothing behind, twice is once.

The pages are those of WAYS, the forms those that stand on them; each post is undone before the next, so that every piece
of garbage meets the form as it stood on the page. Every second page in its own language, so both are said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kernel.journal.models import JournalEntry
from tests.city import City
from tests.journeys.test_pages import begun, paths_of
from tests.posting import TEXTS, Form, encoded, forms_on, spoiled

ENDS_SESSION = "/sign-out/"
SIGNS_IN = ("/sign-in/", "/identity/demo/")  # opens a new session each time
SAMPLES = "/design/"  # the gallery of parts keeps nothing
ASKED = ("q", "code", "before", "show", "page", "item", "back", "phase", "next", "field", "level", "audience", "group",
         "case", "way", "tab", "lack", "token")  # fmt: skip


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
        assert answer.status_code < 500, path
        if answer.status_code == 200 and path != SAMPLES:
            yield client, path, answer.content


def forms(city: City) -> Iterator[tuple[Client, Form]]:
    """Every form once, wherever it stands; what only ends the session is left out."""
    seen = set()
    for client, path, page in pages(city):
        for form in forms_on(page, path):
            if (form.action, form.names) not in seen and form.action != ENDS_SESSION:
                seen.add((form.action, form.names))
                yield client, form


def post(client: Client, form: Form, **headers: str) -> HttpResponse:
    kind, body = encoded(form)
    return client.generic("POST", form.action, body, content_type=kind, **headers)  # type: ignore[return-value]


def fault(answer: HttpResponse) -> str:
    """What is wrong with an answer to garbage, or "": a crash, or an act although it was refused. Called inside undone()."""
    info = getattr(answer, "exc_info", None)
    if answer.status_code >= 500:
        return f"{answer.status_code} {info[0].__name__}: {str(info[1])[:120]}" if info else f"{answer.status_code}"
    return ""


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_no_garbage_in_a_form_is_a_crash(city: City, every: int) -> None:
    """Refused: nothing is written. Taken: it is an act like any other, with its entry. In an ordinary run each form gets
    every eighth piece, the next form the ones after."""
    wrong, tried = [], 0
    for number, (client, form) in enumerate(forms(city)):
        for label, bad in islice(spoiled(form), number % every, None, every):
            tried += 1
            with undone():
                before = acts()
                answer = post(client, bad)
                said = fault(answer)
                if answer.status_code in (400, 403, 404, 405, 409) and acts() != before:
                    said = f"{answer.status_code} and yet an act"
            wrong += [f"{form.action}, {label}: {said}"] if said else []
    assert "\n".join(wrong) == ""
    assert tried * every > 900


def acts() -> int:
    return JournalEntry.objects.count()


@pytest.mark.slow
def test_no_garbage_in_an_address_is_a_crash(city: City) -> None:
    """What a page may be asked (?q=), and the parts of its path, carry every text."""
    wrong = []
    for client, path, _page in pages(city):
        for label, text in TEXTS.items():
            asked = urlencode({name: text.encode("utf-8", "surrogatepass") for name in ASKED})
            for address in (f"{path}?{asked}", *_bent(path, text)):
                with undone():
                    said = fault(client.get(address))
                wrong += [f"{address[:80]}, {label}: {said}"] if said else []
    assert "\n".join(wrong) == ""


def _bent(path: str, text: str) -> Iterator[str]:
    """The path with its last part replaced, and with that part doubled by what follows."""
    parts = path.strip("/").split("/")
    if len(parts) > 1 and len(text) < 100:
        yield f"/{'/'.join(parts[:-1])}/{quote(text.encode('utf-8', 'surrogatepass'), safe='')}/"


BROKEN = {
    "a body that is not what it says": ("multipart/form-data; boundary=x", b"--y\r\n\x00\xff"),
    "no boundary": ("multipart/form-data", b"x=1"),
    "cut off": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a'),
    "JSON": ("application/json", b'{"comment": null}'),
    "unknown character set": ("application/x-www-form-urlencoded; charset=no-such", b"comment=%FF"),
    "another character set": ("application/x-www-form-urlencoded; charset=utf-16", b"comment=%FF"),
    "bare bytes": ("application/octet-stream", bytes(range(256))),
    "many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(6000))),
    "a large field": ("application/x-www-form-urlencoded", b"comment=" + b"x" * 3_000_000),
    "a file where text belongs": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="comment"; filename="../../a.html"\r\n\r\n<b>\r\n--x--\r\n',
    ),
}


@pytest.mark.slow
def test_a_broken_body_is_refused_in_words(city: City) -> None:
    wrong = []
    for client, form in forms(city):
        for label, (kind, body) in BROKEN.items():
            with undone():
                answer = client.generic("POST", form.action, body, content_type=kind)
                said = fault(answer)
                if answer.status_code >= 400 and "</h1>" not in answer.content.decode():
                    said = f"{answer.status_code} without a page"
            wrong += [f"{form.action}, {label}: {said}"] if said else []
    assert "\n".join(wrong) == ""


def test_without_its_token_no_form_is_taken(city: City) -> None:
    """The page of the refusal says in words what happened, in Vietnamese."""
    wrong = []
    for client, form in forms(city):
        client.handler.enforce_csrf_checks = True
        with undone():
            before = acts()
            answer = post(client, form)
            if answer.status_code != 403 or "chưa có gì thay đổi" not in answer.content.decode() or acts() != before:
                wrong.append(f"{form.action}: {answer.status_code}")
        client.handler.enforce_csrf_checks = False
    assert "\n".join(wrong) == ""


def test_a_form_sent_twice_is_one_act(city: City) -> None:
    """The second is answered as the first was, whatever the form; with another token it is another page's form."""
    twice, acted = [], 0
    for client, form in (pair for pair in forms(city) if pair[1].action not in SIGNS_IN):
        with undone():
            before = acts()
            first, once = post(client, form.answered("Nội dung", "x" * 64)), acts()
            second = post(client, form.answered("Nội dung", "x" * 64))
            if once != before and first.status_code == 302:
                acted += 1
                if acts() != once or second.status_code != 302 or second["Location"] != first["Location"]:
                    twice.append(f"{form.action}: {once - before}, then {acts() - once}; {second.status_code}")
    assert "\n".join(twice) == ""
    assert acted > 8
