"""The resident's own dossiers: list, one, withdrawal, files; and the public look-up by code."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from city.payments.queries import charge_of, receipt_pdf
from city.payments.states import ChargeState
from city.services.actions import reception
from city.services.engine.typed_codes import meant
from city.services.forms.portal import LookupForm
from city.services.models import Dossier, DossierPaper, Stop
from city.services.queries import handing_out, keeping, letters, residents, supplements
from city.services.queries.deadlines import deadline_of
from city.services.queries.definitions import definition_of
from city.services.queries.desk_reading import window_of
from city.services.queries.endings import ending_of
from city.services.queries.fees import changes_of
from city.services.queries.mended import mended_of
from city.services.queries.obstacles import obstacles
from city.services.queries.told import with_letters
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase
from city.services.views.whose import instead
from kernel import clock
from kernel.access.pages import page_by
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.files import page_image, serve
from kernel.files.models import Blob
from kernel.forms import answers
from kernel.limits import Rate, network_of
from kernel.notifications import inbox_of, mark_read
from kernel.refs import ref
from kernel.web.access import public

NOTICES, DRAFTS = 50, 20  # on one page
LOOKUPS = Rate("lookup", times=300, seconds=600)  # wide: a commune, and its kiosk, ask from one address


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def mine(request: HttpRequest, submission: str) -> Dossier:
    """One's own dossier, else "not found": officials have the desk."""
    rows = (
        rules.visible_to(_actor(request))
        .select_related("version__procedure", "agency", "case")
        .exclude(phase=Phase.DRAFT)
    )
    dossier = get_object_or_404(rows, submission=submission)
    if not rules.is_party(_actor(request), dossier):
        raise Http404
    return dossier


@require_safe
def my_dossiers(request: HttpRequest) -> HttpResponse:
    actor, asked = _actor(request), request.GET
    page = residents.submitted_page(actor, before=asked.get("before", ""))
    begun = page_by(residents.drafts_of(actor), "changed_at", before=asked.get("drafts", ""), size=DRAFTS)
    first = [] if asked.get("before") else residents.waiting_for(actor)
    rows, drafts, waiting = (residents.with_owners(some, actor) for some in (page.rows, begun.rows, first))
    rows = [row for row in rows if row not in waiting]
    keeping.dated(drafts)
    found = obstacles(drafts)
    for one in drafts:
        one.obstacle = found.get(one.pk)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "rows": rows,
        "waiting": waiting,
        "drafts": drafts,
        "more_drafts": begun.older,
        "tone": residents.TONE,
    }
    return render(request, "services/portal/my_dossiers.html", context)


@require_safe
def my_dossier(request: HttpRequest, submission: str) -> HttpResponse:
    """Who has it now and until when, what was sent, what came of it."""
    (dossier,) = residents.with_owners([mine(request, submission)], _actor(request))
    withheld, own = handing_out.is_withheld(dossier), not dossier.whose  # type: ignore[attr-defined]
    context = {
        "dossier": dossier, "deadline": deadline_of(dossier), "ending": ending_of(dossier, own=own), "steps": residents.steps_of(dossier),
        "papers": dossier.papers.sent().select_related("blob").order_by("pk"), "supplement": supplements.open_one(dossier),
        "documents": [] if withheld else handing_out.results_of(dossier), "withheld": withheld, "charge": charge_of(ref(dossier)), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "may_withdraw": rules.can_withdraw(_actor(request), dossier), "instead": instead(_actor(request), dossier),
        "stop": Stop.objects.filter(dossier=dossier).first(), "sections": answers.sections(definition_of(dossier), dossier.answers, on=clock.today()),
        "letters": letters.letters_of(dossier), "mended": mended_of(dossier), "withdrawn": handing_out.withdrawn_of(dossier), "changes": changes_of(dossier),
    }  # fmt: skip
    return render(request, "services/portal/my_dossier.html", context)


@require_safe
def receipt(request: HttpRequest, submission: str) -> HttpResponse:
    """The receipt of what was paid, for the people of the dossier; the clerk prints the same."""
    charge = charge_of(ref(mine(request, submission)))
    if charge is None or charge.state != ChargeState.PAID:
        raise Http404
    response = HttpResponse(receipt_pdf(charge.receipt), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-lai-{charge.receipt}.pdf"'
    return response


@require_safe
def submitted(request: HttpRequest, submission: str) -> HttpResponse:
    return render(request, "services/portal/submitted.html", {"dossier": mine(request, submission)})


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, submission: str) -> HttpResponse:
    """Asks once, then stops the procedure."""
    dossier = mine(request, submission)
    if request.method == "POST":
        reception.withdraw(dossier=dossier, by=_actor(request))
        messages.success(request, _("Đã rút hồ sơ. Bạn có thể nộp lại bất cứ lúc nào."))
        return redirect("services:my_dossier", submission)
    return render(
        request,
        "services/portal/withdrawal.html",
        {"dossier": dossier, "may": rules.can_withdraw(_actor(request), dossier)},
    )


def _paper(request: HttpRequest, submission: str, pk: int) -> DossierPaper:
    """404 for a paper that the official's steps do not read, and for one not sent yet except where it is gathered."""
    dossier = get_object_or_404(rules.visible_to(_actor(request)), submission=submission)
    rows = dossier.papers.all() if rules.may_supply(_actor(request), dossier) else dossier.papers.sent()
    row = get_object_or_404(rows.select_related("blob"), pk=pk, blob__isnull=False)
    if not window_of(_actor(request), dossier).paper(row.title):
        raise Http404
    return row


def _blob(row: DossierPaper) -> Blob:
    assert row.blob is not None  # _paper asks for it
    return row.blob


@require_safe
def paper(request: HttpRequest, submission: str, pk: int) -> HttpResponseBase:
    """The file as it was sent, for those who may read the dossier."""
    row = _paper(request, submission, pk)
    return serve(_blob(row), name=row.name)


@require_safe
def paper_page(request: HttpRequest, submission: str, pk: int, number: int, width: int) -> HttpResponse:
    """One page as a picture: no plug-in, light for a phone."""
    row = _paper(request, submission, pk)
    mark = f'"{row.pk}-{number}-{width}"'
    response = get_conditional_response(request, etag=mark) or HttpResponse(
        _picture(row, number, width), content_type="image/webp"
    )
    # After signing out a browser asks again, and in vain.
    response["ETag"], response["Cache-Control"] = mark, "private, no-cache"
    return response


def _picture(row: DossierPaper, number: int, width: int) -> bytes:
    try:
        return page_image(_blob(row), number, width if width in (88, 1000) else 88)
    except (Refused, ValueError):
        raise Http404 from None


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the city told me and those I act for, newest first. Mine that stand here count as read."""
    actor = _actor(request)
    page = page_by(inbox_of(rules.persons(actor)), "created_at", before=request.GET.get("before", ""), size=NOTICES)
    response = render(request, "services/portal/notices.html", {"rows": with_letters(page.rows, actor), "page": page})
    own = [actor.person_id] if actor.person_id else []  # what another has not read, nobody reads for him
    mark_read(person_ids=own, message_ids=[row.pk for row in page.rows])
    return response


@public
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """By code: where it stands and until when, without a name (TT 01/2018/TT-VPCP Đ.16)."""
    form = LookupForm(request.GET if "code" in request.GET else None)
    found, asked = None, ""
    if form.is_valid():
        LOOKUPS.take(network_of(request.META))
        asked = form.cleaned_data["code"].strip().upper()
        codes, submissions = meant(asked)
        rows = Dossier.objects.select_related("version")
        found = (
            rows.filter(code__in=codes).first()
            or rows.filter(submission__in=submissions).exclude(phase=Phase.DRAFT).first()
        )
    context = {
        "form": form, "asked": asked, "dossier": found, "tone": residents.TONE.get(Phase(found.phase), "main") if found else "",
        "deadline": deadline_of(found) if found else None, "ending": ending_of(found) if found else None,
        "withdrawn": handing_out.withdrawn_of(found) if found else [],
    }  # fmt: skip
    return render(request, "services/portal/lookup.html", context)
