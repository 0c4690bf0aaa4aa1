"""The demo's letter box: everybody sees all letters, so it exists only where settings.DEMO is on."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gateways.mail import letters
from kernel.web.access import public

SHOWN = 50


@public
def box(request: HttpRequest) -> HttpResponse:
    _only_in_demo()
    return render(request, "mail/box.html", {"letters": letters.newest(SHOWN), "most": SHOWN})


@public
def letter(request: HttpRequest, name: str) -> HttpResponse:
    _only_in_demo()
    found = letters.read(name)
    if found is None:
        raise Http404
    return render(request, "mail/letter.html", {"letter": found})


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
