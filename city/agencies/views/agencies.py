"""Agencies: all of a day as a tree, one with its history, and the acts that change them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from city.agencies import actions, forms
from city.agencies.models import Agency, AgencyCode
from city.agencies.queries import pages
from city.agencies.states import AgencyKind
from city.agencies.views.acts import act_page, administrators_only, day_of
from kernel import clock
from kernel.errors import Refused
from kernel.web.access import actor_of
from kernel.worktime.models import Calendar


def _url(agency: Agency) -> str:
    return reverse("agencies:agency", args=[agency.pk])


@administrators_only
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The tree of a day; with words, what fits them and what that stands under."""
    on, text = day_of(request), request.GET.get("q", "").strip()[:100]
    roots = pages.tree(on, text)
    context = {"roots": roots, "text": text, "on": on, "today": clock.today(), "count": sum(map(_count, roots))}
    return render(request, "agencies/agencies.html", context)


def _count(node: pages.Node) -> int:
    return 1 + sum(map(_count, node.children))


@administrators_only
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency on a day, and what was before and comes after."""
    found, on = get_object_or_404(Agency, pk=pk), day_of(request)
    log, log_page = pages.log_of_agency(found, request.GET.get("before", ""))
    context = {
        "agency": found,
        "on": on,
        "today": clock.today(),
        "state": found.states.on(on).first(),
        "path": pages.path_to(found, on),
        "posts": pages.posts_of(found, on),
        "beneath": pages.beneath(found, on),
        "states": found.states.select_related("parent").order_by("-valid"),
        "codes": found.codes.order_by("-valid"),
        "predecessors": found.predecessors.select_related("old").order_by("-on"),
        "successors": found.successors.select_related("new").order_by("-on"),
        "log": log,
        "log_page": log_page,
    }
    return render(request, "agencies/agency.html", context)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def establish(request: HttpRequest) -> HttpResponse:
    """An agency, or a division of one (?under=…), from today on or from the day that the tree was looked at (?on=…)."""
    by, under, on = actor_of(request), request.GET.get("under", ""), day_of(request)
    above = Agency.objects.filter(pk=int(under)).first() if under.isdecimal() and len(under) < 12 else None
    state = above.state(on) if above else None
    initial = {"parent": above.pk, "kind": AgencyKind.DIVISION, "level": state.level} if above and state else {}
    form = forms.EstablishForm(request.POST or None, parents=pages.choices(on), on=on, initial={"since": on, **initial})

    def do(data: dict[str, Any]) -> Agency:
        parent = Agency.objects.filter(pk=data["parent"] or 0).select_related("calendar").first()
        calendar = parent.calendar if parent else Calendar.objects.order_by("pk").first()
        if calendar is None:
            raise Refused(_("Chưa có lịch làm việc nào. Lập thành phố bằng lệnh found_city trước."))
        return actions.establish(**data | {"parent": parent, "calendar": calendar}, by=by)

    back = _url(above) if above else reverse("agencies:agencies")
    done, title = _("Đã lập. Bước tiếp: tạo chức vụ, rồi bổ nhiệm người."), _("Lập cơ quan hoặc đơn vị")
    return act_page(request, form=form, do=do, back=back, done=done, after=_url, title=title, button=_("Lập"))


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    last = found.states.order_by("valid").last()
    kept = ("name", "short_name", "place", "collective")
    initial = {name: getattr(last, name) for name in kept} if last else {}
    return act_page(
        request,
        form=forms.RenameForm(request.POST or None, initial={"since": clock.today(), **initial}),
        do=lambda data: actions.rename(agency=found, **data, by=actor_of(request)),
        back=_url(found),
        done=_("Đã ghi tên mới. Văn bản ban hành trước ngày đó giữ tên cũ."),
        title=_("Đổi tên %(name)s") % {"name": found.name},
        lead=_(
            "Tên cũ vẫn đúng cho những ngày trước. Viết tắt, địa danh và tập thể lãnh đạo dùng cho văn bản của cơ quan."
        ),
        button=_("Đổi tên"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    last = found.states.order_by("valid").last()
    form = forms.MoveForm(
        request.POST or None,
        parents=pages.choices(clock.today(), besides=found.pk),
        initial={"since": clock.today(), "parent": last.parent_id if last else None},
    )

    def do(data: dict[str, Any]) -> None:
        parent = Agency.objects.filter(pk=data["parent"] or 0).first()
        actions.move(agency=found, parent=parent, since=data["since"], by=actor_of(request))

    title = _("Chuyển %(name)s sang cấp trên khác") % {"name": found.name}
    return act_page(
        request, form=form, do=do, back=_url(found), done=_("Đã ghi cấp trên mới."), title=title, button=_("Chuyển")
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def give_code(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    return act_page(
        request,
        form=forms.CodeForm(request.POST or None, initial={"since": clock.today()}),
        do=lambda data: actions.give_code(agency=found, **data, by=actor_of(request)),
        back=_url(found),
        done=_("Đã giao mã."),
        title=_("Giao mã cho %(name)s") % {"name": found.name},
        lead=_("Mã hồ sơ bắt đầu bằng mã định danh của cơ quan. Mã cùng loại đang dùng sẽ thôi từ ngày này."),
        button=_("Giao mã"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def end_code(request: HttpRequest, pk: int) -> HttpResponse:
    code = get_object_or_404(AgencyCode.objects.select_related("agency"), pk=pk)
    return act_page(
        request,
        form=forms.DayForm(request.POST or None, initial={"on": clock.today()}),
        do=lambda data: actions.end_code(code=code, on=data["on"], by=actor_of(request)),
        back=_url(code.agency),
        done=_("Đã ghi ngày thôi dùng mã."),
        title=_("Thôi dùng mã %(value)s") % {"value": code.value},
        lead=_("Sau ngày này mã có thể giao cho cơ quan khác. Hồ sơ đã mang mã giữ nguyên mã."),
        button=_("Thôi dùng mã"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    others = pages.choices(clock.today(), besides=found.pk)
    return act_page(
        request,
        form=forms.SuccessionForm(request.POST or None, agencies=others, initial={"on": clock.today()}),
        do=lambda data: actions.succeed(
            old=found, **data | {"new": Agency.objects.get(pk=data["new"])}, by=actor_of(request)
        ),
        back=_url(found),
        done=_("Đã ghi việc kế thừa."),
        title=_("Cơ quan kế thừa %(name)s") % {"name": found.name},
        lead=_("Từ ngày này, cán bộ của cơ quan kế thừa có quyền xem cả cơ quan đọc được hồ sơ cũ. Việc đang làm không tự chuyển sang."),
        button=_("Ghi việc kế thừa"),
    )  # fmt: skip


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    return act_page(
        request,
        form=forms.DayForm(request.POST or None, initial={"on": clock.today()}),
        do=lambda data: actions.dissolve(agency=found, on=data["on"], by=actor_of(request)),
        back=_url(found),
        done=_("Đã ghi ngày giải thể."),
        title=_("Giải thể %(name)s") % {"name": found.name},
        lead=_("Tên, mã và mọi chức vụ ở đây hết từ ngày này; hồ sơ cũ giữ nguyên. Ghi cơ quan kế thừa và chuyển hết việc đang làm trước."),
        button=_("Giải thể"),
    )  # fmt: skip
