from typing import Any

from city.agencies.queries import office_of
from city.documents.queries.papers import render
from city.payments.engine.money_words import in_words
from city.payments.models import Charge, Receipt
from kernel.clock import ZONE
from kernel.refs import Ref


def charge_of(origin: Ref) -> Charge | None:
    """The living charge for this, with its lines and receipt."""
    rows = Charge.objects.filter(origin_kind=origin.kind, origin_id=origin.id).exclude(state="cancelled")
    return rows.select_related("receipt").prefetch_related("lines").first()


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
        "lines": [{"name": line.name, "amount": _dotted(line.amount)} for line in charge.lines.all()],
        "total": _dotted(charge.total),
        "total_words": in_words(charge.total),
        "method": receipt.get_way_display(),
        "officer": receipt.officer,
    }
    on = receipt.taken_at.astimezone(ZONE).date()
    return render("receipt", facts, agency=office_of(receipt.post.agency, on), on=on)


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
