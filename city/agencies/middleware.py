"""request.actor: who acts in this request, read anew each time, so a post that ended is lost at the next click."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from city.agencies.queries import actor_for


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        request.actor = actor_for(user, request.session.get("post") if user else None)  # type: ignore[attr-defined]
        return self.get_response(request)
