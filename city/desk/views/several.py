"""Several items of the inbox at once. Each is an act of its own, under its own rule and with its own entry in the journal:
what cannot be done is named with its reason and stays ticked, the rest is done."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.agencies.models import Post
from city.desk.forms.items import ColleagueForm
from city.desk.queries import chosen
from city.desk.queries.chosen import Chosen
from city.desk.queries.rows import rows
from city.documents import queries as papers
from city.services.models import Dossier
from city.services.queries import slips
from city.services.rules.dossiers import receiving, visible_to
from city.services.states.dossiers import Phase
from city.work import actions
from city.work.models import Item
from kernel import clock
from kernel.actors import Actor, principal
from kernel.errors import NotAllowed, Refusal, Refused
from kernel.web.access import officials_only

BREAK = mark_safe("<br>")
KEPT = ("show", "step", "q", "from")  # which page of the inbox it was


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _ticked(request: HttpRequest) -> Chosen:
    given = request.POST if request.method == "POST" else request.GET
    return chosen.choose(_actor(request), chosen.numbers(given.getlist("item")))


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    given = request.POST if request.method == "POST" else request.GET
    return [(key, given[key][:200]) for key in KEPT if given.get(key)]


def _address(name: str, request: HttpRequest, items: Sequence[Item]) -> str:
    pairs = [*_kept(request), *(("item", item.pk) for item in items)]
    return reverse(name) + (f"?{urlencode(pairs)}" if pairs else "")


def _back(request: HttpRequest, items: Sequence[Item] = ()) -> HttpResponseRedirect:
    """To the page of the inbox it came from, with these still ticked."""
    return HttpResponseRedirect(_address("desk:inbox", request, items))


def _nothing(request: HttpRequest, ticked: Chosen) -> HttpResponseRedirect:
    words = _("Chưa chọn việc nào. Đánh dấu ít nhất một việc rồi bấm lại.")
    messages.warning(request, _gone(ticked.gone) or words)
    return _back(request)


def _gone(count: int) -> str:
    words = ngettext(
        "%(n)s việc không còn ở chỗ bạn: người khác đã nhận, hoặc việc đã được chuyển đi.",
        "%(n)s việc không còn ở chỗ bạn: người khác đã nhận, hoặc việc đã được chuyển đi.", count,
    )  # fmt: skip
    return words % {"n": count} if count else ""


@officials_only
@require_POST
def chosen_items(request: HttpRequest) -> HttpResponse:
    """From the boxes to the page that asks to whom they go, or that prints them."""
    ticked = _ticked(request)
    if not ticked.items:
        return _nothing(request, ticked)
    name = "desk:print_several" if request.POST.get("do") == "print" else "desk:give_several"
    return redirect(_address(name, request, ticked.items))


@officials_only
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Take all of them upon oneself."""
    by, ticked = _actor(request), _ticked(request)
    others = [item for item in ticked.items if item.holder != principal("post", by.post_id or 0)]
    if ticked.items and not others and not ticked.gone:
        messages.info(request, _("Các việc đã chọn đều đang ở chỗ bạn."))
        return _back(request, ticked.items)
    if not ticked.items:
        return _nothing(request, ticked)
    done, failed = _each(others, lambda item: actions.claim(item=item, by=by))
    return _told(request, ticked, done, failed, _("Đã nhận %(n)s việc."))


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """To one colleague: a page that asks to whom, and the act."""
    by, ticked = _actor(request), _ticked(request)
    if not ticked.items:
        return _nothing(request, ticked)
    able = chosen.colleagues(by, ticked.items)
    form = ColleagueForm(request.POST or None, colleagues=able, of=len(ticked.items))
    if not form.is_valid():
        return _ask(request, ticked, form)
    one = next(c for c in able if c.post == form.cleaned_data["post"])
    to = Post.objects.get(pk=one.post)

    def hand(item: Item) -> None:
        if item.pk not in one.items:
            already = item.holder == to.principal
            raise Refused(_("Người này đang giữ việc rồi.") if already else _("Người này không có quyền làm bước đó."))
        actions.hand_over(item=item, to=to.principal, by=by)

    done = _("Đã chuyển %(n)s việc cho %(post)s.") % {"n": "%(n)s", "post": one.called.replace("%", "%%")}
    return _told(request, ticked, *_each(ticked.items, hand), done)


def _ask(request: HttpRequest, ticked: Chosen, form: ColleagueForm) -> HttpResponse:
    context = {
        "form": form, "rows": rows(ticked.items, _actor(request)), "kept": _kept(request), "gone": _gone(ticked.gone),
        "back": _address("desk:inbox", request, ticked.items), "anybody": bool(form.fields["post"].choices),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "desk/give_several.html", context, status=422 if form.is_bound else 200)


def _each(items: Sequence[Item], act: Callable[[Item], object]) -> tuple[list[Item], list[tuple[Item, str]]]:
    """Those done, and those that were not, each with its reason."""
    done, failed = list[Item](), list[tuple[Item, str]]()
    for item in items:
        try:
            act(item)
            done.append(item)
        except NotAllowed:
            item.refresh_from_db()
            failed.append(
                (item, _("Việc đã xong.") if item.closed_at else _("Người khác đã nhận, hoặc bạn không được làm."))
            )
        except Refusal as refused:
            failed.append((item, str(refused)))
    return done, failed


def _told(
    request: HttpRequest, ticked: Chosen, done: list[Item], failed: list[tuple[Item, str]], words: str
) -> HttpResponseRedirect:
    """Back to the inbox: how many were done, and a line for each that was not, which is still ticked."""
    if done:
        messages.success(request, words % {"n": len(done)})
    lines = [format_html("<b>{}</b>: {}", item.reference or item.title, why) for item, why in failed]
    if ticked.gone:
        lines.append(format_html("{}", _gone(ticked.gone)))
    if lines:
        lines = [format_html("{}", _("Chưa làm được:")), *lines] if failed else lines
        messages.warning(request, format_html_join(BREAK, "{}", ((line,) for line in lines)))
    return _back(request, [item for item, _why in failed])


@officials_only
@require_safe
def print_list(request: HttpRequest) -> HttpResponse:
    """A sheet with the chosen items, and the way to their control slips."""
    ticked = _ticked(request)
    if not ticked.items:
        return _nothing(request, ticked)
    context: dict[str, Any] = {
        "rows": rows(ticked.items, _actor(request)), "today": clock.now(), "gone": _gone(ticked.gone),
        "back": _address("desk:inbox", request, ticked.items), "slips": len(ticked.dossiers),
        "slips_address": _address("desk:slips_several", request, ticked.items),
    }  # fmt: skip
    return render(request, "desk/print_several.html", context)


@officials_only
@require_safe
def control_slips(request: HttpRequest) -> HttpResponse:
    """Mẫu 05 of each chosen dossier, as it stands now, in one file to print."""
    actor, ticked = _actor(request), _ticked(request)
    found = visible_to(actor).exclude(phase=Phase.DRAFT).select_related("version", "agency", "received_by")
    dossiers = found.in_bulk(ticked.dossiers)
    if not dossiers:
        return _nothing(request, ticked)
    made = [_slip(dossiers[pk], actor) for pk in ticked.dossiers if pk in dossiers]
    response = HttpResponse(papers.bind(made), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="control-slips-{clock.today():%Y%m%d}.pdf"'
    return response


def _slip(dossier: Dossier, actor: Actor) -> bytes:
    facts = slips.control_slip(dossier, officer=actor.name)
    return papers.render("control_slip", facts, agency=receiving(dossier), on=clock.today())
