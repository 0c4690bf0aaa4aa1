"""Choice of language and theme, and the gallery of parts."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kernel.web import access, gallery, kept, preferences

CODE = re.compile(r"[a-z_]{1,20}")


@access.public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(access.safe_next(request))
    if chosen in dict(settings.LANGUAGES):
        preferences.choose(request, response, chosen)
    return response


@access.public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(access.safe_next(request))
    if chosen in ("", *preferences.THEMES):
        preferences.remember(response, preferences.THEME, chosen)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended. A post is handed on as it is (307: same method, same body)."""
    found = kept.find(request)
    if request.method == "POST":
        if found is None:
            return HttpResponseRedirect(reverse("web:resend"))
        kept.drop(found)
        response = HttpResponse(status=307, headers={"Location": found.path})
        response.delete_cookie(kept.COOKIE, samesite="Lax")
        return response
    shown = (_labelled(found.fields) or _unlabelled(found.fields)) if found else []
    return render(request, "kernel/resend.html", {"kept": found, "shown": shown})


def _labelled(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(label, what was typed) where the form said which boxes are typed in; the boxes of a day stand together."""
    lines = next((value for name, value in fields if name == kept.TYPED), "").splitlines()
    found = []
    for name, _tab, label in (line.partition("\t") for line in lines):
        said = [value.strip() for other, value in fields if other == name or other.startswith(f"{name}-")]
        said = [value for value in said if value]
        if said:
            found.append((label, ("/" if all(value.isdigit() for value in said) else ", ").join(said)))
    return found


def _unlabelled(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", value) for name, value in fields if _is_for_eyes(name, value)]


def _is_for_eyes(name: str, value: str) -> bool:
    """What a person wrote; not tokens, nor the codes of boxes that he ticked ("online", "vi")."""
    return bool(value.strip()) and name not in kept.TECHNICAL and not CODE.fullmatch(value)


@access.public
def design(request: HttpRequest) -> HttpResponse:
    """Every part at once, as the resident or (?desk=1) the official sees it. What is posted here is shown back, not kept."""
    layout = "kernel/desk.html" if request.GET.get("desk") else "kernel/base.html"
    return render(request, "kernel/design.html", gallery.context() | {"layout": layout})
