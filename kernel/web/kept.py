"""A form posted after its session ended is not lost: its fields are kept for an hour and given back after sign-in.

Only to the person whose page it was (browsers.maker_of_page), only in the same browser: the fields are sealed with a key
that stands in a cookie of that browser and nowhere else. Files are not kept, nor is any form that asks for a password.
Sending again is the person's own click on `web:resend`, which hands the same post on to where it was meant for.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass

from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.csrf import csrf_failure as plain_failure

from kernel import clock
from kernel.limits.rates import Rate
from kernel.limits.words import TooOften
from kernel.web import access, browsers
from kernel.web.models import KEPT_FOR, KeptPost

COOKIE = "__Host-kept" if settings.SESSION_COOKIE_SECURE else "kept"
LARGEST = 1_000_000  # characters of all fields
KEEPING = Rate("kept posts", times=30, seconds=600)
TYPED = "typed"  # a form may say which of its boxes are typed in: "name<tab>label", a line each
TECHNICAL = {
    "csrfmiddlewaretoken", "next", TYPED, "seen", "revision", "total", "paper", "line", "listed", "token", "sought", "removed",
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """`path` takes the post; `fields` in their order; `files` says that files were chosen, which must be chosen again."""

    key: str
    path: str
    fields: list[tuple[str, str]]
    files: bool


def keep(request: HttpRequest) -> str:
    """Keep the fields of this post and give the token for the browser; "" where that must not or cannot be."""
    user = browsers.maker_of_page(request) if request.method == "POST" else None
    fields = [(n, str(v)) for n, values in request.POST.lists() for v in values if n != "csrfmiddlewaretoken"]
    size = sum(len(name) + len(value) for name, value in fields)
    if user is None or size > LARGEST or any("password" in name for name, _value in fields):
        return ""
    try:
        KEEPING.take(user)
    except TooOften:
        return ""
    token = secrets.token_urlsafe(32)
    content = json.dumps({"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)})
    KeptPost.objects.create(
        key=_key(token), user=user, sealed=_cipher(token).encrypt(content.encode()), kept_at=clock.now()
    )
    return token


def find(request: HttpRequest) -> Kept | None:
    """What this browser keeps for the person who is signed in now."""
    token = request.COOKIES.get(COOKIE, "")
    row = KeptPost.objects.filter(
        pk=_key(token), user=request.user.pk or 0, kept_at__gte=clock.now() - KEPT_FOR
    ).first()
    if row is None:
        return None
    content = json.loads(_cipher(token).decrypt(bytes(row.sealed)))
    return Kept(row.key, content["path"], [(name, value) for name, value in content["fields"]], content["files"])


def drop(kept: Kept) -> None:
    KeptPost.objects.filter(pk=kept.key).delete()


def hand_token(response: HttpResponseBase, token: str) -> None:
    """The browser holds the only key."""
    response.set_cookie(
        COOKIE, token, max_age=int(KEPT_FOR.total_seconds()), httponly=True, samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The token is of an earlier sign-in (another tab signed in since): the form is kept where it surely came from a page
    of ours, made for the same person. All else is refused, as a form that another site made would be."""
    same = not request.user.is_authenticated or browsers.maker_of_page(request) == request.user.pk
    token = keep(request) if same and _from_own_page(request) else ""
    if not token:
        return plain_failure(request, reason)
    again = reverse("web:resend")
    target = again if request.user.is_authenticated else access.sign_in_url(request, settings.LOGIN_URL, to=again)
    response = HttpResponse(status=204, headers={"HX-Redirect": target}) if request.headers.get("HX-Request") else HttpResponseRedirect(target)  # fmt: skip
    hand_token(response, token)
    return response


def _from_own_page(request: HttpRequest) -> bool:
    """Browsers say from which site a post comes, and no page can make them say otherwise."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _key(token: str) -> str:
    return hashlib.sha256(b"key" + token.encode()).hexdigest()


def _cipher(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"seal" + token.encode()).digest()))
