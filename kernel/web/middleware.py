"""What happens to every request: a number to quote, safe headers, the chosen language, sign-in by default, refusals in words."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from psycopg.errors import DeadlockDetected

from kernel.actors import request_id
from kernel.errors import Refusal, WrongMove
from kernel.limits.words import TooOften
from kernel.looking import looking
from kernel.web import access, kept, preferences

GetResponse = Callable[[HttpRequest], HttpResponseBase]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types default"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Middleware:
    """The plain shape: hold what comes next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class RequestId(Middleware):
    """A short number that a person can read out to the hotline and that we find in the log."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.id = secrets.token_hex(4).upper()  # type: ignore[attr-defined]
        token = request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response


class Looking(Middleware):
    """A page that is only read asks each of its questions once."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with looking():
            return self.get_response(request)


class BodyLimit(Middleware):
    """A body larger than any form of ours is refused before a byte of it is read; a body of unknown length is not read."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:19]) > settings.LARGEST_BODY:
            response = render(request, "413.html", status=413)
            response["Connection"] = "close"
            return response
        return self.get_response(request)


class SafeHeaders(Middleware):
    """Headers a view did not set itself. What a signed-in person sees is stored nowhere."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure() and settings.SECURE_HSTS_SECONDS:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        if getattr(getattr(request, "user", None), "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Language(Middleware):
    """Vietnamese unless the person chose otherwise; what the browser happens to prefer does not count."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = preferences.language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class LoginByDefault(Middleware):
    """Strangers see only views marked public; elsewhere they are asked to sign in and brought back, with what they posted."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if access.is_public(view) or request.user.is_authenticated:
            return None
        token = kept.keep(request)
        target = access.sign_in_url(request, settings.LOGIN_URL, to=reverse("web:resend") if token else "")
        by_htmx = request.headers.get("HX-Request")
        response = HttpResponseClientRedirect(target) if by_htmx else HttpResponseRedirect(target)
        if token:
            kept.hand_token(response, token)
        return response


class Readable(Middleware):
    """NUL is in no text that a person wrote, and PostgreSQL keeps none: an address with it is no address, and from what
    was posted it is dropped, as kernel.forms drops all that cannot be seen."""

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if "\x00" in request.path or any("\x00" in text for pair in _pairs(request.GET) for text in pair):
            raise Http404
        if any("\x00" in text for pair in _pairs(request.POST) for text in pair):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _pairs(data: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, values in data.lists() for value in values)


def _without_nul(data: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, value in _pairs(data):
        kept.appendlist(name.replace("\x00", ""), value.replace("\x00", ""))
    return kept


class Refusals(Middleware):
    """What was refused is said in words: a page, or the piece of a page that htmx puts under the title."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _told_where(request, _in_words(request, self.get_response(request)))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected):
            error = WrongMove(_("Việc khác vừa ghi vào cùng chỗ này nên lần này chưa ghi được gì. Hãy gửi lại."))
        if isinstance(error, Refusal):
            return _refused(request, error)
        if request.headers.get("HX-Request") and isinstance(error, PermissionDenied | Http404):
            return refusal(request, 403 if isinstance(error, PermissionDenied) else 404, "")
        return None


def _in_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An address that only takes posts, opened as a page (a bookmark, a reload): Django's answer is empty, and a browser
    shows its own error page for that."""
    if response.status_code != 405 or request.method != "GET" or not isinstance(response, HttpResponseNotAllowed):
        return response
    said = refusal(request, 405, "")
    said["Allow"] = response["Allow"]
    return said


def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    response = refusal(request, error.status, str(error))
    if isinstance(error, TooOften):
        response["Retry-After"] = str(error.seconds)
    return response


def refusal(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """The page `<status>.html`, or only its piece for htmx; `message` is a sentence the person can act on, or empty."""
    piece = "kernel/parts/refusal.html" if request.headers.get("HX-Request") else f"{status}.html"
    context = {"message": message, "status": status, "typed": typed(request), "again": access.page_before(request)}
    return render(request, piece, context, status=status)


def typed(request: HttpRequest) -> list[str]:
    """The sentences that this post carried, so that nobody writes them twice; not codes and tokens, nor any of a form that
    asks for a password."""
    if any("password" in name for name in request.POST):
        return []
    given = (value.strip() for _name, value in _pairs(request.POST))
    return [value for value in given if len(value) > 3 and any(space in value for space in " \n")]


def _told_where(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """upload.js cannot see a redirect, only follow it, which would use up the messages meant for the person: so tell it."""
    if request.headers.get("X-Upload") and 300 <= response.status_code < 400:
        told = HttpResponse(status=204, headers={"X-Location": response["Location"]})
        told.cookies = response.cookies
        return told
    return response
