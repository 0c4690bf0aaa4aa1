"""request.actor: who acts in this request, as of this moment: a post that ended is lost at the next click (queries.authority).

Whoever signed in with a password that another person gave him acts as nobody until he has chosen his own."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from city.agencies.queries import actor_for
from kernel.web.access import is_public

CHOOSE, LEAVE = "accounts:new_password", "accounts:sign_out"


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        request.actor = actor_for(user, request.session.get("post") if user else None)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or not request.user.must_choose_password or is_public(view):
            return None
        return None if match and match.view_name in (CHOOSE, LEAVE) else redirect(CHOOSE)
