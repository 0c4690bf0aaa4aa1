"""The demo's identity provider: a list of invented people. It does not exist where settings.DEMO is off."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from city.accounts.models import User
from city.accounts.views import enter
from kernel.web.access import public, safe_next


def _people() -> QuerySet[User]:
    return (
        User.objects.filter(is_active=True, appointments=None, person__isnull=False)
        .select_related("person")
        .order_by("username")
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return enter(
            request, get_object_or_404(_people(), username=request.POST.get("username", "")), way="demo identity"
        )
    return render(request, "identity/choose.html", {"people": _people(), "next": safe_next(request)})
