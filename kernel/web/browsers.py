"""Who has signed in with this browser: a signed cookie that outlives the session.

Two things rest on it. A browser that is known to an account is not held up by guesses that others make (kernel.limits).
And a form posted after the session ended is given back to the person whose page it was, and to nobody else: signing in
changes the secret behind the forms' tokens, so a token tells in which sign-in its page was made.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import (  # type: ignore[attr-defined]
    CSRF_SECRET_LENGTH,
    CSRF_TOKEN_LENGTH,
    _unmask_cipher_token,
)
from django.utils.crypto import salted_hmac

COOKIE = "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"
LASTS = 180 * 24 * 3600  # seconds
SIGN_INS = 4  # kept, newest first
SALT = "kernel.web.browsers"


def remember(request: HttpRequest, response: HttpResponseBase, user: int) -> None:
    """Note the sign-in that just took place in this request, after login() has changed the token's secret."""
    entry = (user, _digest(request.META["CSRF_COOKIE"]))
    kept = [entry, *(one for one in _read(request) if one != entry)][:SIGN_INS]
    response.set_cookie(
        COOKIE, signing.dumps(kept, salt=SALT), max_age=LASTS, httponly=True, samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip


def users(request: HttpRequest) -> list[int]:
    """Those who have signed in here, newest first."""
    return [user for user, _secret in _read(request)]


def maker_of_page(request: HttpRequest) -> int | None:
    """The user in whose session the page of this posted form was made; None where that cannot be told."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) not in (CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH) or not (token.isascii() and token.isalnum()):
        return None
    secret = _unmask_cipher_token(token) if len(token) == CSRF_TOKEN_LENGTH else token
    return next((user for user, digest in _read(request) if digest == _digest(secret)), None)


def _read(request: HttpRequest) -> list[tuple[int, str]]:
    try:
        return [
            (int(user), str(digest))
            for user, digest in signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
        ]
    except (signing.BadSignature, TypeError, ValueError):
        return []


def _digest(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:24]
