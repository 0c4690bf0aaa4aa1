"""What the sheet of a dossier asks to be paid, and how its charge came to be what it is."""

from dataclasses import replace

from city.payments.models import ChargeChange
from city.payments.queries import charge_of
from city.payments.states import ChargeState
from city.services.engine.charging import COPIES, MOST, Falling, Line, Taken, lines_of
from city.services.models import Dossier
from city.services.models.catalogue import Fee
from city.services.states.catalogue import Currency
from city.services.states.dossiers import Outcome, Phase
from kernel import clock, parameters
from kernel.refs import ref

GOING_ON = (Phase.ACCEPTED, Phase.PROCESSING, Phase.SUPPLEMENT, Phase.PAYMENT, Phase.SIGNING)


def may_be_changed(dossier: Dossier) -> bool:
    """Whether what is to be paid can still be put right: it is asked and not paid; or nothing is asked, the sheet has something,
    and the matter was taken in and is not over."""
    if charge := charge_of(ref(dossier)):
        return charge.state == ChargeState.DUE
    granted = dossier.phase == Phase.DECIDED and dossier.proposal == Outcome.GRANTED
    going = dossier.accepted_at is not None and dossier.phase in GOING_ON
    return (going or granted) and bool(lines_for(dossier))


def lines_for(dossier: Dossier) -> list[Line]:
    """The lines of this case and channel, in đồng; fees without an amount are told at the counter."""
    rows = Fee.objects.filter(version=dossier.version_id, amount__gt=0, currency=Currency.VND).order_by("pk")
    fitting = [f for f in rows if f.case_id in (None, dossier.case_id) and f.channel in (None, "", dossier.channel)]
    own = [f for f in fitting if f.channel == dossier.channel] or fitting
    return [
        line if line.words else replace(line, words=str(dossier.version.name)[:300])
        for line in lines_of(own, _copies(dossier))
    ]


def expected(dossier: Dossier) -> list[Taken]:
    """Each line as it may be expected before somebody has counted: once; pages and copies as the applicant declared them."""
    found: list[Taken] = []
    for line in lines_for(dossier):
        originals = _originals(dossier) if line.falling else []
        found += [Taken(line, *one) for one in originals] or [Taken(line)]
    return found


def _originals(dossier: Dossier) -> list[tuple[int, int, str]]:
    """(pages, copies, what) of each paper to be copied (engine.form_definitions.certified_copy)."""
    rows = [one for one in dossier.answers.get("originals") or [] if isinstance(one, dict)]
    return [
        (_count(one.get("original_pages")), _count(one.get("original_copies")), str(one.get("original_name", ""))[:150])
        for one in rows
    ]


def _count(value: object) -> int:
    text = str(value or "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() and int(text) else 1


def _copies(dossier: Dossier) -> Falling | None:
    """How the price of a page of a certified copy falls, by the law of the day (TT 226/2016/TT-BTC Đ.4)."""
    if dossier.version.procedure.national_code not in COPIES:
        return None
    day = clock.today()
    after, price, most = (parameters.find(f"certified_copy.{name}", day) for name in ("first_pages", "more", "most"))
    return Falling(int(after), int(price), int(most or 0)) if after is not None and price is not None else None


def changes_of(dossier: Dossier) -> list[ChargeChange]:
    """Each change of what was to be paid, in its order."""
    about = ref(dossier)
    rows = ChargeChange.objects.filter(charge__origin_kind=about.kind, charge__origin_id=about.id)
    return list(rows.select_related("post").order_by("pk"))
