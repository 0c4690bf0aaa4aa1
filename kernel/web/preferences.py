"""Language and theme: two cookies a person sets with a button. No account and no script is needed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

LANGUAGE, THEME = "language", "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


Listener = Callable[[HttpRequest, str], None]
_listeners: list[Listener] = []


def on_language(listener: Listener) -> None:
    """A room that knows persons hears which language one has just chosen with the button."""
    if listener not in _listeners:
        _listeners.append(listener)


def chosen(request: HttpRequest) -> str:
    """The language that was chosen in this browser; "" where nobody chose."""
    found = request.COOKIES.get(LANGUAGE, "")
    return found if found in dict(settings.LANGUAGES) else ""


def choose(request: HttpRequest, response: HttpResponseBase, code: str) -> None:
    """The button was pressed: remembered in the browser, and told to whoever listens."""
    remember(response, LANGUAGE, code)
    for listener in _listeners:
        listener(request, code)


def language(request: HttpRequest) -> str:
    """The code of the chosen language, else the city's own."""
    return chosen(request) or settings.LANGUAGE_CODE


def theme(request: HttpRequest) -> str:
    """ "light", "dark", or "" to follow the device."""
    chosen = request.COOKIES.get(THEME, "")
    return chosen if chosen in THEMES else ""


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Keep a choice for a year; an empty value forgets it."""
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
