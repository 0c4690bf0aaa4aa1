"""Posts: what they may do from which day, and who holds them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from city.accounts import actions as accounts
from city.accounts.models import User
from city.accounts.rules import can_manage_accounts
from city.agencies import actions, forms
from city.agencies.models import Agency, Appointment, Post
from city.agencies.queries import pages
from city.agencies.queries.lying import lying_at
from city.agencies.queries.matters import FIELDS, called, listed, named
from city.agencies.states import Power
from city.agencies.views.acts import act_page, administrators_only, day_of
from kernel import clock
from kernel.errors import Refused
from kernel.web.access import actor_of


def _url(post: Post) -> str:
    return reverse("agencies:post", args=[post.pk])


@administrators_only
@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post on a day: its powers in words, its holders of all times."""
    found, on = get_object_or_404(Post.objects.select_related("agency"), pk=pk), day_of(request)
    powers = found.powers_on(on)
    log, log_page = pages.log_of_post(found, request.GET.get("before", ""))
    context = {
        "post": found,
        "on": on,
        "today": clock.today(),
        "there": found.valid and on in found.valid,
        "path": [*pages.path_to(found.agency, on), (found.agency_id, found.agency.name)],
        "powers": [power for power in Power if power.value in powers],
        "grants": [(row, pages.worded(row.powers)) for row in found.grants.order_by("-valid")],
        "held": found.appointments.select_related("user__person").order_by("-valid", "-pk"),
        "assigned": [(row, named(FIELDS, row.fields)) for row in found.assigned.order_by("-valid")],
        "log": log,
        "log_page": log_page,
        "opens_accounts": can_manage_accounts(actor_of(request), found),
    }
    return render(request, "agencies/post.html", context)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def create_post(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    state = found.state()
    return act_page(
        request,
        form=forms.PostForm(
            request.POST or None, initial={"since": max(state.valid.lower, clock.today()) if state else clock.today()}
        ),
        do=lambda data: actions.create_post(agency=found, **data, by=actor_of(request)),
        back=reverse("agencies:agency", args=[found.pk]),
        done=_("Đã tạo chức vụ. Bước tiếp: bổ nhiệm người giữ."),
        title=_("Tạo chức vụ ở %(name)s") % {"name": found.name},
        lead=_("Quyền gắn với chức vụ, không gắn với người: ai giữ chức vụ thì làm được, thôi giữ thì hết."),
        after=_url,
        button=_("Tạo chức vụ"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_powers(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Post, pk=pk)
    last = found.grants.order_by("valid").last()
    return act_page(
        request,
        form=forms.PowersForm(
            request.POST or None, initial={"since": clock.today(), "powers": last.powers if last else []}
        ),
        do=lambda data: actions.change_powers(post=found, **data, by=actor_of(request)),
        back=_url(found),
        done=_("Đã đổi quyền. Người giữ chức vụ thấy thay đổi ở lần bấm kế tiếp."),
        title=_("Quyền của chức vụ %(title)s") % {"title": found.title},
        lead=_("Những gì đã làm bằng quyền cũ vẫn có giá trị. Quyền đã ủy quyền cho người khác cũng hết theo."),
        button=_("Lưu quyền"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_rank(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Post, pk=pk)
    return act_page(
        request,
        form=forms.RankForm(request.POST or None, initial={"rank": found.rank}),
        do=lambda data: actions.change_rank(post=found, **data, by=actor_of(request)),
        back=_url(found),
        done=_("Đã ghi hạng. Từ lần ký kế tiếp, chữ ký của chức vụ ghi theo hạng này."),
        title=_("Hạng của chức vụ %(title)s") % {"title": found.title},
        lead=_("Hạng cho biết người giữ chức vụ ký nhân danh ai (NĐ 30/2020, Điều 13). Văn bản đã ký giữ nguyên."),
        button=_("Lưu hạng"),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def assign_fields(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy's fields; those that were assigned stay in the list though the agency takes nothing of them any more."""
    found = get_object_or_404(Post.objects.select_related("agency"), pk=pk)
    last = found.assigned.order_by("valid").last()
    before = last.fields if last else []
    known = {**called(FIELDS, before), **listed(FIELDS, found.agency)}
    return act_page(
        request,
        form=forms.AssignedFieldsForm(
            request.POST or None, known=known.items(), initial={"since": clock.today(), "fields": before}
        ),
        do=lambda data: actions.assign_fields(post=found, **data, by=actor_of(request)),
        back=_url(found),
        done=_("Đã ghi lĩnh vực phụ trách. Từ lần ký kế tiếp, cấp phó chỉ ký thay những văn bản thuộc các lĩnh vực này."),
        title=_("Lĩnh vực phụ trách của chức vụ %(title)s") % {"title": found.title},
        lead=_("Cấp phó ký thay (KT.) những văn bản thuộc lĩnh vực được phân công (NĐ 30/2020, Điều 13). Văn bản đã ký giữ nguyên."),
        button=_("Lưu lĩnh vực"),
    )  # fmt: skip


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Post, pk=pk)
    return act_page(
        request,
        form=forms.DayForm(request.POST or None, initial={"on": clock.today()}),
        do=lambda data: actions.end_post(post=found, on=data["on"], by=actor_of(request)),
        back=_url(found),
        done=_("Đã ghi ngày chức vụ kết thúc."),
        title=_("Kết thúc chức vụ %(title)s") % {"title": found.title},
        lead=_("Ai đang giữ thì thôi giữ từ ngày này."),
        button=_("Kết thúc chức vụ"),
        lying=lying_at(found),
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who has an official's sign-in: looked for by name, then appointed."""
    found, by = get_object_or_404(Post.objects.select_related("agency"), pk=pk), actor_of(request)
    text = request.GET.get("q", "").strip()[:80]
    people, more = pages.official_accounts(text)
    form = forms.AppointForm(
        request.POST or None,
        post=found,
        people=[(one.pk, _named(one)) for one in people],
        initial={"since": clock.today()},
    )

    def do(data: dict[str, Any]) -> None:
        user = User.objects.get(pk=data["user"])
        actions.appoint(user=user, post=found, since=data["since"], until=form.until, acting=form.acting, by=by)

    return act_page(
        request, form=form, do=do, back=_url(found), done=_("Đã bổ nhiệm."), template="agencies/appoint.html", post=found,
        title=_("Bổ nhiệm: %(title)s") % {"title": found.title}, button=_("Bổ nhiệm"), text=text, people=people, more=more,
        held=_held(found), opens_accounts=can_manage_accounts(by, found),
    )  # fmt: skip


def _named(user: User) -> str:
    return f"{user.person}, {user.username}" if user.person else user.username


def _held(post: Post) -> list[Appointment]:
    return list(post.appointments.on().select_related("user__person"))


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_official(request: HttpRequest, pk: int) -> HttpResponse:
    """A person without a sign-in: opened, appointed, and the password for one use is shown, once."""
    found, by = get_object_or_404(Post.objects.select_related("agency"), pk=pk), actor_of(request)
    if not can_manage_accounts(by, found):
        raise Http404
    form = forms.OfficialForm(request.POST or None, post=found, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            user, secret = actions.take_on(
                post=found, name=data["name"], number=data["number"], username=data["username"], since=data["since"],
                until=form.until, acting=form.acting, by=by,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            return render(request, "agencies/password.html", {"holder": user, "secret": secret, "back": _url(found)})
    context = {"form": form, "back": _url(found), "lying": [], "title": _("Mở tài khoản và bổ nhiệm: %(title)s") % {"title": found.title},
               "lead": _("Tài khoản có mật khẩu dùng một lần; người đó chọn mật khẩu riêng ở lần đăng nhập đầu."), "button": _("Mở tài khoản và bổ nhiệm")}  # fmt: skip
    return render(request, "agencies/act.html", context, status=422 if form.is_bound else 200)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def end_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Appointment.objects.select_related("post__agency", "user__person"), pk=pk)
    first = held.valid.lower or clock.today()
    return act_page(
        request,
        form=forms.DayForm(request.POST or None, initial={"on": max(clock.today(), first)}),
        do=lambda data: actions.end_appointment(appointment=held, on=data["on"], by=actor_of(request)),
        back=_url(held.post),
        done=_("Đã ghi ngày thôi giữ chức vụ."),
        title=_("%(name)s thôi giữ chức vụ %(title)s") % {"name": _named(held.user), "title": held.post.title},
        lead=_("Từ ngày này người đó không vào được việc của chức vụ."),
        button=_("Ghi thôi giữ chức vụ"),
        lying=lying_at(held.post),
    )  # fmt: skip


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def issue_password(request: HttpRequest, pk: int) -> HttpResponse:
    """For who forgot his: asked before it is done, shown once."""
    held = get_object_or_404(Appointment.objects.select_related("post", "user__person"), pk=pk)
    if not can_manage_accounts(actor_of(request), held):
        raise Http404
    if request.method == "POST":
        secret = accounts.issue_password(user=held.user, by=actor_of(request))
        context = {"holder": held.user, "secret": secret, "back": _url(held.post)}
        return render(request, "agencies/password.html", context)
    words = [
        _("Mật khẩu đang dùng và mọi phiên đang mở của người này hết hiệu lực ngay."),
        _("Hỏi đúng người trước khi cấp: gặp mặt, hoặc gọi số điện thoại công vụ đã biết."),
    ]
    context = {
        "layout": "kernel/desk.html", "title": _("Cấp mật khẩu mới cho %(name)s") % {"name": _named(held.user)}, "words": words,
        "sure": _("Cấp mật khẩu"), "cancel": _url(held.post),
    }  # fmt: skip
    return render(request, "kernel/confirm.html", context)
