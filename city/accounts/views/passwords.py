"""Choosing one's own password: after the first sign-in with one that another gave, or whenever one likes."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from city.accounts import actions
from city.accounts.forms import NewPasswordForm
from city.accounts.models import User
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.limits import attempt, network_of


@sensitive_post_parameters("password_now", "password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Only for who signs in with a password. This browser stays signed in, all others are signed out."""
    user = get_object_or_404(User, pk=request.user.pk)  # the row itself: request.user is a lazy stand-in
    if not user.has_usable_password():
        raise Http404
    first = user.must_choose_password
    guess = partial(attempt, "password", network=network_of(request.META))
    form = NewPasswordForm(request.POST or None, user=user, attempt=guess)
    if request.method == "POST" and form.is_valid() and _chosen(user, form):
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu. Lần sau đăng nhập bằng mật khẩu mới."))
        return redirect("/")
    context = {"form": form, "first": first}
    return render(request, "accounts/new_password.html", context, status=422 if form.is_bound else 200)


def _chosen(user: User, form: NewPasswordForm) -> bool:
    himself = Actor(kind="official", name=user.username, user_id=user.pk, person_id=user.person_id)
    try:
        actions.set_password(user=user, password=form.cleaned_data["password"], by=himself)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
