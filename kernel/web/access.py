"""Who may open a page without signing in, and where a person may be sent on.

Every view asks for a signed-in person unless it says `@public`; a house test lists all public views.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from kernel.actors import Actor

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC: set[str] = set()


def public(view: View) -> View:
    """Decorator: strangers may open this view. It must stand outermost, so that the mark is on what urls.py sees."""
    view.is_public = True  # type: ignore[attr-defined]
    PUBLIC.add(f"{view.__module__}.{view.__qualname__}")
    return view


def is_public(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_public", False)


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, in what capacity (city.agencies.middleware)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The path after `next` in the form or the address, if it leads to a page of this site; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if _is_own_path(request, wanted) else default


def _is_own_path(request: HttpRequest, path: str) -> bool:
    """A path from the root of this host. Control characters are refused, browsers drop them; Django knows the rest."""
    plain = path.startswith("/") and path.isprintable()
    return plain and url_has_allowed_host_and_scheme(path, allowed_hosts=None, require_https=request.is_secure())


def here(request: HttpRequest) -> str:
    """The address to come back to: this page, or the front page where this one only takes posts."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"


def page_before(request: HttpRequest) -> str:
    """The page of this site on which the posted form stood; "" where it is not known."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = f"{came.path}?{came.query}" if came.query else came.path
    own = request.method == "POST" and came.netloc == request.get_host()
    return path if own and _is_own_path(request, path) else ""


def sign_in_url(request: HttpRequest, login_url: str, *, to: str = "") -> str:
    """Where a stranger is sent, with the way back (or on, `to`) in `next`."""
    return f"{resolve_url(login_url)}?{urlencode({'next': to or here(request)})}"


def officials_only(view: View) -> View:
    """Decorator: for whoever acts in a post today; to all others the page does not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.actor.is_official:  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, guarded)
