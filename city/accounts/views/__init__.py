"""Signing in and out, and one's own data."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from city.accounts import actions
from city.accounts.forms import ContactForm, SignInForm
from city.accounts.models import Person, User
from city.accounts.ports import providers
from city.accounts.views import languages
from kernel.actors import Actor
from kernel.limits import attempt, network_of
from kernel.limits.attempts import Trial
from kernel.web import browsers
from kernel.web.access import public, safe_next


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Residents through an identity provider, officials by name and password."""
    form, goal = (
        SignInForm(request.POST or None, attempt=lambda username: _attempt(request, username)),
        safe_next(request),
    )
    if request.method == "POST" and form.is_valid():
        return enter(request, form.user, way="password")
    context = {
        "form": form,
        "providers": [one for one in providers if one.is_offered()],
        "next": goal,
        "expired": goal == reverse("web:resend"),
    }
    response = render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)
    if form.too_often:
        response.status_code, response["Retry-After"] = form.too_often.status, str(form.too_often.seconds)
    return response


def _attempt(request: HttpRequest, username: str) -> AbstractContextManager[Trial]:
    """Counted by name and network. A browser in which this user has signed in before is held up by nobody else's guesses."""
    user = User.objects.filter(username=username).values_list("pk", flat=True).first()
    network = network_of(request.META)
    return attempt("sign-in", username.lower(), network=network, known=user in browsers.users(request))


def enter(request: HttpRequest, user: User, *, way: str) -> HttpResponse:
    """Open a session for a user whom a password or a provider has proven, and go where he was going."""
    goal = safe_next(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    by = Actor(kind="resident", user_id=user.pk, person_id=user.person_id)
    actions.signed_in(user=user, way=way, by=by)
    response = HttpResponseRedirect(goal)
    languages.at_sign_in(request, response, user.person, by)
    browsers.remember(request, response, user.pk)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """What the city knows of me; I may mend how to reach me."""
    person = get_object_or_404(Person, pk=request.actor.person_id)  # type: ignore[attr-defined]
    form = ContactForm(
        request.POST or None,
        initial={"phone": person.phone, "email": person.email, "language": person.language or settings.LANGUAGE_CODE},
    )
    if request.method == "POST" and form.is_valid():
        actions.correct_person(person=person, values=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("Đã lưu cách liên hệ với bạn."))
        return redirect(reverse("accounts:profile"))
    return render(
        request, "accounts/profile.html", {"person": person, "form": form}, status=422 if form.is_bound else 200
    )
