from typing import Any

from city.agencies.queries import office_of
from city.documents.queries.papers import render
from city.payments.engine.money_words import in_words
from city.payments.models import Charge, ChargeLine, Receipt
from city.payments.states import ChangeKind
from kernel.clock import ZONE
from kernel.looking import once_a_look
from kernel.refs import Ref


@once_a_look
def charge_of(origin: Ref) -> Charge | None:
    """The living charge for this, with its lines and receipt."""
    rows = Charge.objects.filter(origin_kind=origin.kind, origin_id=origin.id).exclude(state="cancelled")
    return rows.select_related("receipt").prefetch_related("lines").first()


def last_charge_of(origin: Ref) -> Charge | None:
    """The charge for this that was made last, also when it was cancelled; with its lines."""
    rows = Charge.objects.filter(origin_kind=origin.kind, origin_id=origin.id)
    return rows.prefetch_related("lines").order_by("pk").last()


def receipt_pdf(receipt: Receipt) -> bytes:
    """Biên lai as PDF."""
    charge = receipt.charge
    facts: dict[str, Any] = {
        "number": str(receipt),
        "series": f"{receipt.book}",
        "holder": receipt.payer,
        "payer": receipt.payer,
        "dossier_code": charge.reference,
        "request": "; ".join(line.name for line in charge.lines.all()),
        "lines": [{"name": _line_words(line), "amount": _dotted(line.amount)} for line in charge.lines.all()],
        "waived": _dotted(charge.waived) if charge.waived else "",
        "basis": basis_of(charge),
        "total": _dotted(charge.total),
        "total_words": in_words(charge.total),
        "method": receipt.get_way_display(),
        "officer": receipt.officer,
    }
    on = receipt.taken_at.astimezone(ZONE).date()
    return render("receipt", facts, agency=office_of(receipt.post.agency, on), on=on)


def basis_of(charge: Charge) -> str:
    """On what legal basis a part was taken off; "" where nothing is."""
    last = charge.changes.filter(kind=ChangeKind.WAIVED).order_by("-pk").first() if charge.waived else None
    return last.basis if last else ""


def _line_words(line: ChargeLine) -> str:
    """ "Chứng thực bản sao (3 trang x 2.000 đồng)": counted again by whoever reads it."""
    return f"{line.name} ({line.quantity} {line.unit} x {_dotted(line.price)} đồng)" if line.unit else line.name


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
