"""What every page here shares: who may ask, of which day, and the page of one act: its form, the act, back."""

import datetime
import functools
import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from city.agencies import rules
from kernel import clock
from kernel.errors import Refused
from kernel.web.access import actor_of
from kernel.web.forms import MotcuaForm

View = TypeVar("View", bound=Callable[..., Any])


def administrators_only(view: View) -> View:
    """Decorator: for whoever manages agencies; to all others the page does not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not actor_of(request).has(rules.MANAGE):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, guarded)


def day_of(request: HttpRequest) -> datetime.date:
    """The day that the page speaks of: ?on=2025-06-30 or 30/06/2025, else today."""
    asked = request.GET.get("on", "").strip()
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", asked, re.ASCII):
        asked = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    try:
        return datetime.date.fromisoformat(asked)
    except ValueError:
        return clock.today()


def act_page(
    request: HttpRequest,
    *,
    form: MotcuaForm,
    do: Callable[[dict[str, Any]], Any],
    back: str,
    done: str,
    after: Callable[[Any], str] | None = None,
    template: str = "agencies/act.html",
    **context: Any,
) -> HttpResponse:
    """The form; what is valid is done, and what the act refuses is said at the answer it names. Then `back`, or where
    `after` says by what was made. `context`: title, lead (a sentence or empty), button."""
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(after(made) if after else back)
    context = {"form": form, "back": back, "lead": "", "lying": []} | context
    return render(request, template, context, status=422 if form.is_bound else 200)
