"""Choice of language and theme, and the gallery of parts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from kernel.web import access, preferences


@access.public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(access.safe_next(request))
    if chosen in dict(settings.LANGUAGES):
        preferences.remember(response, preferences.LANGUAGE, chosen)
    return response


@access.public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(access.safe_next(request))
    if chosen in ("", *preferences.THEMES):
        preferences.remember(response, preferences.THEME, chosen)
    return response
