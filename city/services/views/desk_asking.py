"""A page of the desk that asks before it acts: what cannot be undone, or needs a reason, stands on a page of its own."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from city.services.models import Dossier
from city.services.views.desk import done
from city.services.views.stale import Stale, refill, unchanged
from kernel.errors import Refused
from kernel.web.forms import MotcuaForm


def ask_first(
    request: HttpRequest, found: Dossier, form: MotcuaForm, name: str, *, title: str, back: str, may: Callable[[], bool],
    act: Callable[[dict[str, Any]], object], words: str, before: Callable[[dict[str, Any]], None] | None = None, heading: str = "",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """services/desk/`name`.html, which extends asking.html: `title` is also its button, `back` the way out. 404 for whom it is not,
    or no more. What was refused, or came too late, stands in the form with all that was typed. `before` is done to the
    cleaned data ahead of the lock: to look at a file may take half a minute."""
    if not may():
        raise Http404
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            if before:
                before(form.cleaned_data)
            with unchanged(request, found):
                act(form.cleaned_data)
            return done(found, words, request)
        except Stale:
            refill(found, form)
            if not may():
                raise
            status = 409
        except Refused as refused:
            form.refuse(refused)
    context = {"dossier": found, "form": form, "title": title, "heading": heading or title, "back": back, **more}
    return render(request, f"services/desk/{name}.html", context, status=status)
