"""The inbox: what waits for me, most urgent first, whichever room asks."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.agencies.models import Post
from city.desk.forms.items import HolderForm
from city.desk.queries import holders
from city.desk.queries import inbox as inboxes
from city.desk.queries.capacities import capacities
from city.desk.queries.chosen import numbers
from city.desk.queries.rows import rows
from city.work import actions, queries, rules
from city.work.models import Item
from kernel import clock
from kernel.actors import Actor
from kernel.web.access import officials_only
from kernel.web.parts import Tab


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _asked(request: HttpRequest) -> inboxes.Asked:
    show = request.GET.get("show", "open")
    return inboxes.Asked(
        show if show in inboxes.SHOWS else "open",
        request.GET.get("step", "")[:60],
        request.GET.get("q", "").strip()[:100],
        request.GET.get("from", ""),
    )


@officials_only
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    actor, asked = _actor(request), _asked(request)
    found, counts = inboxes.find(actor, asked), queries.counts(actor)
    here = {k: v for k, v in request.GET.items() if k in ("show", "step", "q", "from") and v}
    ticked = {item.pk for item in found.items} if "all" in request.GET else set(numbers(request.GET.getlist("item")))
    shown = rows(found.items, actor)
    context = {
        "asked": asked, "rows": shown, "claimable": any(not row.mine for row in shown), "next": _next(request, found.next), "counts": counts, "tabs": _tabs(asked, counts),
        "steps": inboxes.steps(actor), "today": clock.today(), "filtered": bool(asked.text or asked.step), "done": asked.show == "done",
        "here": here, "ticked": ticked, "everything": f"?{urlencode({**here, 'all': 1})}", "nothing_ticked": f"?{urlencode(here)}",
        "elsewhere": [c for c in capacities(actor) if not c.here],
    }  # fmt: skip
    return render(request, "desk/inbox.html", context)


def _next(request: HttpRequest, place: str) -> str:
    """The address of the next page, conditions kept."""
    kept = {k: v for k, v in request.GET.items() if k in ("show", "step", "q") and v}
    return f"?{urlencode({**kept, 'from': place})}" if place else ""


def _tabs(asked: inboxes.Asked, counts: dict[str, int]) -> list[Tab]:
    home, show = reverse("desk:inbox"), asked.show
    return [
        Tab(_("Đang mở"), home, counts["open"], here=show == "open"),
        Tab(_("Quá hạn"), f"{home}?show=late", counts["late"], "bad", "triangle-alert", here=show == "late"),
        Tab(_("Hôm nay và mai"), f"{home}?show=soon", counts["soon"], "warn", "clock", here=show == "soon"),
        Tab(_("Xong tuần này"), f"{home}?show=done", here=show == "done"),
    ]


@officials_only
@require_safe
def next_item(request: HttpRequest) -> HttpResponse:
    """Straight to the most urgent one."""
    found = rows(queries.inbox(_actor(request), size=1).items, _actor(request))
    return redirect(found[0].url if found and found[0].url else "desk:inbox")


def _item(request: HttpRequest, pk: int) -> Item:
    found = rules.reachable(_actor(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@officials_only
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: who holds it, and to whom it may go."""
    found = _item(request, pk)
    return _page(request, found, HolderForm(choices=holders.choices(_actor(request), [found])[found.pk]))


def _page(request: HttpRequest, found: Item, form: HolderForm) -> HttpResponse:
    actor = _actor(request)
    why = rules.hindrance(actor, found)
    context = {
        "row": rows([found], actor)[0],
        "form": form,
        "may_claim": rules.can_claim(actor, found) and not why,
        "hindrance": why,
        "may_give": rules.can_hand_over(actor, found),
        "anybody": len(form.fields["post"].choices) > 1,  # type: ignore[attr-defined]
    }
    return render(request, "desk/item.html", context, status=422 if form.is_bound else 200)


@officials_only
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    found = _item(request, pk)
    actions.claim(item=found, by=_actor(request))
    messages.success(request, _("Bạn đã nhận việc này."))
    return redirect(rows([found], _actor(request))[0].url or "desk:inbox")


@officials_only
@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To another post of the same agency that has the power of this step."""
    actor, found = _actor(request), _item(request, pk)
    form = HolderForm(request.POST, choices=holders.choices(actor, [found])[found.pk])
    if not form.is_valid():
        return _page(request, found, form)
    post = Post.objects.get(pk=form.cleaned_data["post"])
    actions.hand_over(item=found, to=post.principal, by=actor)
    messages.success(request, _("Đã chuyển việc cho %(post)s.") % {"post": post.title})
    return redirect("desk:inbox")


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: HttpRequest) -> HttpResponse:
    """Which of my posts I act in. A person with several acts in one at a time, so that every act says in what capacity."""
    held = capacities(_actor(request))
    if request.method == "POST":
        chosen = next((c for c in held if str(c.post_id) == request.POST.get("post")), None)
        if chosen is None:
            raise Http404(_("Bạn không giữ chức vụ này."))
        request.session["post"] = chosen.post_id
        messages.success(request, _("Bạn đang làm việc ở %(agency)s.") % {"agency": chosen.agency})
        return redirect("desk:inbox")
    return render(request, "desk/capacity.html", {"held": held})
