"""The language a person chose with the button is also that of the letters to him, on every device."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from city.accounts import actions
from city.accounts.models import Person
from kernel.actors import Actor
from kernel.web import preferences


def keep(request: HttpRequest, code: str) -> None:
    """Called when the button is pressed; a stranger's choice stays in his browser alone."""
    person: Person | None = getattr(request.user, "person", None)
    if person is not None:
        _write(person, code, request.actor)  # type: ignore[attr-defined]


def at_sign_in(request: HttpRequest, response: HttpResponseBase, person: Person | None, by: Actor) -> None:
    """What was chosen in this browser counts; in a new browser, what the person chose before."""
    here = preferences.chosen(request)
    if person is not None and here:
        _write(person, here, by)
    elif person is not None and person.language:
        preferences.remember(response, preferences.LANGUAGE, person.language)


def _write(person: Person, code: str, by: Actor) -> None:
    if (person.language or "") != code:
        actions.correct_person(person=person, values={"language": code}, by=by)
