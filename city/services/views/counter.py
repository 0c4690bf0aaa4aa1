"""The counter: filing for the person who stands there."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.accounts.actions import register_person
from city.agencies.models import Agency
from city.services.actions import drafts
from city.services.forms.desk import PersonForm
from city.services.forms.desk_acts import ProxyForm
from city.services.models.catalogue import Case, ProcedureVersion
from city.services.queries import desk, keeping, residents
from city.services.states.dossiers import Channel
from kernel.errors import Refused
from kernel.web.access import actor_of, officials_only


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """A person stands there: who is it, which procedure; then the same form as at home. Looking for a procedure on the way
    keeps who the person is: he was asked once."""
    by, typed = actor_of(request), _typed(request)
    asked = (typed or request.GET).get("code", "")
    version = desk.taken_here(by.agency_id or 0, asked.strip()) if asked else None
    if not by.has("dossiers.accept"):
        raise Http404
    cases = [(c.pk, c.name) for c in residents.cases_of(version)] if version else []
    form = PersonForm(typed, initial={"code": asked, "case": 0}, cases=cases)
    proxy = ProxyForm(typed)
    if _is_looking(request):
        return _shown(request, version, form.unjudged(), proxy.unjudged(), status=200)
    if request.method == "POST" and form.is_valid() & proxy.is_valid():
        if version is None:
            form.add_error("code", _("Cơ quan này không nhận thủ tục mang mã này. Tìm theo tên ở bên cạnh."))
        else:
            return _begin(request, version, form, proxy)
    return _shown(request, version, form, proxy)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What the clerk typed, with the procedure that he picked from the list."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if "choose" in typed:
        typed["code"] = request.POST.get("choose", "")
        typed.pop("case", None)  # it belongs to the procedure chosen before
    return typed


def _is_looking(request: HttpRequest) -> bool:
    """Search, choice, or the Enter key in the search box, which presses the form's first button: then its words are new."""
    sent, words = request.POST, request.POST.get("q", "").strip()
    return "find" in sent or "choose" in sent or (bool(words) and words != sent.get("sought", ""))


def _shown(
    request: HttpRequest, version: ProcedureVersion | None, form: PersonForm, proxy: ProxyForm, status: int = 0
) -> HttpResponse:
    """The form, beside it what this one-stop takes (most often, and by the words typed: q), and what was begun here and not
    handed in."""
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()[:100]
    by = actor_of(request)
    office = by.agency_id or 0
    often = [] if text else desk.most_taken_in(office)
    found, count = desk.find_taken_here(office, text, size=0 if often else 30)
    page = desk.typed_here(by, request.GET.get("before", ""))
    drafts = keeping.dated(residents.with_owners(page.rows, by))
    context = {"form": form, "proxy": proxy, "often": often, "procedures": found, "count": count, "more": count - len(found), "text": text, "version": version, "drafts": drafts, "page": page}  # fmt: skip
    return render(request, "services/desk/counter.html", context, status=status or (422 if form.is_bound else 200))


def _begin(request: HttpRequest, version: ProcedureVersion, form: PersonForm, proxy: ProxyForm) -> HttpResponse:
    by, data, other = actor_of(request), form.cleaned_data, proxy.cleaned_data
    try:
        person = register_person(
            name=data["name"], number=data["number"], birth_on=data["birth_on"], address=data["address"],
            phone=data["phone"], email=data["email"], by=by,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return _shown(request, version, form, proxy)
    dossier = drafts.start(
        version=version,
        agency=Agency.objects.get(pk=by.agency_id or 0),
        owner=person,
        case=Case.objects.filter(version=version, pk=data.get("case") or 0).first(),
        channel=Channel.COUNTER,
        proxy=register_person(name=other["name"], number=other["number"], by=by) if other["number"] else None,
        by=by,
    )
    return redirect("services:draft", dossier.submission)
