"""The resident lends his name: who may act for me, for whom I may act."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.accounts import actions, queries
from city.accounts.forms import MandateForm
from city.accounts.models import Mandate, Person
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.limits import attempt, network_of


def _resident(request: HttpRequest) -> tuple[Actor, Person]:
    """An official acts in his post; as a resident he signs in as one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_resident:
        raise Http404
    return actor, get_object_or_404(Person, pk=actor.person_id)


@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    _actor, person = _resident(request)
    context = {
        "person": person,
        "given": queries.mandates_given(person),
        "held": queries.mandates_held(person),
        "over": queries.mandates_over(person, request.GET.get("before", "")),
    }
    return render(request, "accounts/mandates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest) -> HttpResponse:
    """Number and name must belong together; nothing else is said about who is known here."""
    actor, person = _resident(request)
    form, network = MandateForm(request.POST or None), network_of(request.META)
    if request.method == "POST" and form.is_valid() and (given := _give(form, person, actor, network)):
        words = _("%(name)s được làm thủ tục thay bạn từ bây giờ.") % {"name": given.agent.name}
        messages.success(request, words)
        return redirect("accounts:mandates")
    return render(request, "accounts/new_mandate.html", {"form": form}, status=422 if form.is_bound else 200)


def _give(form: MandateForm, person: Person, actor: Actor, network: str) -> Mandate | None:
    """Pairs of numbers and names that do not fit are counted like guesses at a password: nobody tries a list of them."""
    data = form.cleaned_data
    try:
        with attempt("mandate", str(person.pk), network=network) as trial:
            agent = queries.known_as(data["number"], data["name"])
            if agent is None:
                raise Refused(
                    _(
                        "Chưa có ai ở đây với số định danh và họ tên này. Xem lại thẻ căn cước; người đó cần đăng nhập ít nhất một lần."
                    ),
                    field="number",
                )
            trial.succeeded()
        until = data["last"] + datetime.timedelta(days=1)
        return actions.give_mandate(principal=person, agent=agent, until=until, by=actor)
    except Refused as refused:
        form.refuse(refused)
        return None


@require_POST
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """By who gave it, or who has it; to all others it does not exist."""
    actor, person = _resident(request)
    mine = Mandate.objects.filter(principal=person) | Mandate.objects.filter(agent=person)
    mandate = get_object_or_404(mine.select_related("agent", "principal"), pk=pk)
    actions.end_mandate(mandate=mandate, by=actor)
    messages.success(request, _("Ủy quyền đã kết thúc, có hiệu lực ngay."))
    return redirect("accounts:mandates")
