"""Language and theme: two cookies a person sets with a button. No account and no script is needed."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

LANGUAGE, THEME = "language", "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


def language(request: HttpRequest) -> str:
    """The code of the chosen language, else the city's own."""
    chosen = request.COOKIES.get(LANGUAGE, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


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
