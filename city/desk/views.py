"""The inbox: what waits for me, most urgent first, whichever room asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.agencies.models import Post
from city.agencies.queries import office_of
from city.desk.queries import rows
from city.work import actions, queries
from city.work import rules as work_rules
from kernel import clock
from kernel.actors import Actor
from kernel.web.access import officials_only
from kernel.web.parts import Tab


@officials_only
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    done = request.GET.get("show") == "done"
    found = queries.inbox(actor, start=request.GET.get("from", ""), code=request.GET.get("step", ""))
    items = queries.done_recently(actor) if done else found.items
    counts = queries.counts(actor)
    context = {
        "rows": rows(items, actor), "next": "" if done else found.next, "counts": counts, "today": clock.today(), "done": done, "now": clock.now(),
        "tabs": [
            Tab(_("Đang chờ"), reverse("desk:inbox"), counts["open"], here=not done),
            Tab(_("Xong tuần này"), reverse("desk:inbox") + "?show=done", here=done),
        ],
    }  # fmt: skip
    return render(request, "desk/inbox.html", context)


@officials_only
@require_safe
def next_item(request: HttpRequest) -> HttpResponse:
    """Straight to the most urgent one."""
    found = rows(queries.inbox(request.actor, size=1).items, request.actor)  # type: ignore[attr-defined]
    return redirect(found[0].url if found and found[0].url else "desk:inbox")


@officials_only
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(work_rules.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
    actions.claim(item=item, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Bạn đã nhận việc này."))
    url = rows([item], request.actor)[0].url  # type: ignore[attr-defined]
    return redirect(url or "desk:inbox")


@officials_only
@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To another post of the same agency that may do this step."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = get_object_or_404(work_rules.visible_to(actor), pk=pk)
    post = get_object_or_404(Post.objects.select_related("agency"), pk=request.POST.get("post") or 0)
    office = office_of(post.agency)
    if office.pk != actor.agency_id:
        return redirect("desk:inbox")
    actions.hand_over(item=item, to=post.principal, by=actor)
    messages.success(request, _("Đã chuyển việc cho %(post)s.") % {"post": post.title})
    return redirect("desk:inbox")
