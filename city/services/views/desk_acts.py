"""Acts on the desk with a page or a form of their own: ask for what is missing or for the fee, stop, withdraw for the owner, write a record down, hand the result out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.accounts.actions import register_person
from city.accounts.models import Person
from city.services.actions import fees, recalls, receivers, reception, records, stops
from city.services.forms.desk import CommentForm
from city.services.forms.desk_acts import OTHER, AskForm, HandOutForm, RecallForm, StopForm, WithdrawalForm
from city.services.models import Dossier, StepRun
from city.services.queries import desk_acts
from city.services.queries.desk_reading import window_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verb
from city.services.views import desk_lacks
from city.services.views.desk import attempt, done, find, show
from city.services.views.desk_asking import ask_first
from city.services.views.stale import Stale, refilled, unchanged
from city.services.views.uploads import shortened
from kernel.files import keep, serve
from kernel.web.access import actor_of, officials_only


@officials_only
@require_POST
def supplement(request: HttpRequest, submission: str) -> HttpResponse:
    """One request for all that is missing."""
    found, by, form = find(request, submission), actor_of(request), AskForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        lacks = desk_lacks.lacks(request, found, window_of(by, found))
        reception.ask_supplement(dossier=found, lacks=lacks, note=data["comment"], until=data["until"], by=by)

    return attempt(request, found, Verb.ASK_SUPPLEMENT, form, act, _asked(found))


def _asked(dossier: Dossier) -> str:
    if dossier.code is None:
        return _("Đã gửi yêu cầu bổ sung. Hồ sơ chưa được tiếp nhận nên chưa tính thời hạn.")
    if dossier.decided_at:
        return _("Đã gửi yêu cầu bổ sung.")
    return _("Đã gửi yêu cầu bổ sung; thời hạn tạm dừng.")


@officials_only
@require_POST
def payment(request: HttpRequest, submission: str) -> HttpResponse:
    """The fee first; the term rests until then."""
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        fees.ask_payment(dossier=found, comment=data["comment"], by=by)

    done = _("Đã yêu cầu nộp phí.") if found.decided_at else _("Đã yêu cầu nộp phí; thời hạn tạm dừng.")
    return attempt(request, found, Verb.ASK_PAYMENT, form, act, done)


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, submission: str) -> HttpResponse:
    """Asks for reason and basis on a page of its own: it cannot be undone."""
    found, by = find(request, submission), actor_of(request)
    return ask_first(
        request, found, StopForm(request.POST or None), "stop",
        title=_("Dừng giải quyết"), back=_("Giải quyết tiếp"),
        may=lambda: rules.can_stop(by, found), act=lambda data: stops.stop(dossier=found, by=by, **data),
        words=_("Đã dừng giải quyết; người nộp được báo lý do và căn cứ."),
    )  # fmt: skip


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, submission: str) -> HttpResponse:
    """The owner at the counter takes his dossier back: his request in writing, then the procedure stops."""
    found, by = find(request, submission), actor_of(request)

    def look(data: dict[str, Any]) -> None:
        data["request"] = keep(data["file"], name=data["file"].name, by=by)

    def act(data: dict[str, Any]) -> None:
        reception.withdraw(dossier=found, request=data["request"], name=shortened(data["file"].name), by=by)

    return ask_first(
        request, found, WithdrawalForm(request.POST or None, request.FILES or None), "withdrawal",
        title=_("Rút hồ sơ"), heading=_("Rút hồ sơ theo đơn của chủ hồ sơ"), back=_("Không, giữ nguyên"),
        may=lambda: rules.can_withdraw(by, found), before=look, act=act, words=_("Đã rút hồ sơ theo đơn của chủ hồ sơ."),
    )  # fmt: skip


@officials_only
@require_POST
def recall(request: HttpRequest, submission: str) -> HttpResponse:
    """Back from the agency that was asked, while nobody there has taken it up."""
    found, by, form = find(request, submission), actor_of(request), RecallForm(request.POST, auto_id="recall-%s")

    def act(data: dict[str, Any]) -> None:
        recalls.recall(dossier=found, comment=data["comment"], by=by)

    return attempt(request, found, Verb.RECALL, form, act, _("Đã lấy lại hồ sơ."))


@officials_only
@require_POST
def step_record(request: HttpRequest, submission: str, page: str) -> HttpResponse:
    """One page of the process's own form, from the dossier page."""
    found, by = find(request, submission), actor_of(request)
    form = desk_acts.record_form(found, page, request.POST)
    if form is None or not rules.can_record(by, found):
        raise Http404
    if not form.is_valid():
        return show(request, found, record={page: form})
    values = {k: v for k, v in form.outcome.items() if v is not None}
    try:
        with unchanged(request, found):
            records.write_record(dossier=found, page=page, values=values, by=by)
    except Stale:
        found.refresh_from_db()
        if not rules.can_record(by, found):
            raise
        messages.warning(request, refilled())
        return show(request, found, record={page: form}, status=409)
    return done(found, _("Đã ghi; nội dung cũ vẫn được lưu."), request)


@officials_only
@require_POST
def hand_out(request: HttpRequest, submission: str) -> HttpResponse:
    """The result goes out, to a person who is written down."""
    found, by = find(request, submission), actor_of(request)
    form = HandOutForm(request.POST, people=desk_acts.known_people(found))

    def act(data: dict[str, Any]) -> None:
        receivers.hand_out_to(dossier=found, way=data["way"], receiver=_receiver(request, data), by=by)

    return attempt(request, found, Verb.RETURN, form, act, _("Đã trả kết quả."))


def _receiver(request: HttpRequest, data: dict[str, Any]) -> Person:
    if data["receiver"] != OTHER:
        return Person.objects.get(pk=data["receiver"])
    return register_person(name=data["name"], number=data["number"], by=actor_of(request))


@officials_only
@require_safe
def step_file(request: HttpRequest, submission: str, pk: int) -> HttpResponseBase:
    """What an official sent along with a move, for officials who have a step in this dossier."""
    found = find(request, submission)
    run: StepRun = get_object_or_404(_files(found), pk=pk)
    if not window_of(actor_of(request), found).steps or run.file is None:
        raise Http404
    return serve(run.file, name=run.file_name)


def _files(found: Dossier) -> Any:
    return found.runs.select_related("file").exclude(file=None)
