"""Papers of the one-stop that are not registered: the acceptance slip."""

from django.conf import settings
from django.urls import reverse

from city.agencies.queries import names
from city.documents.queries.papers import render
from city.services.models import Dossier
from city.services.queries.deadlines import deadline_of
from city.services.states.dossiers import Role
from kernel import clock


def acceptance_slip(dossier: Dossier, *, officer: str) -> bytes:
    """Mẫu 01, TT 01/2018/TT-VPCP, as PDF, with a QR code that leads to the look-up of this code."""
    owner = dossier.parties.select_related("person").get(role=Role.OWNER).person
    reception = dossier.received_by or dossier.agency
    place = names([reception.pk]).get(reception.pk, "")
    deadline = deadline_of(dossier)
    accepted = dossier.accepted_at or dossier.submitted_at or clock.now()
    facts = {
        "reception": place, "holder": owner.name, "address": owner.address, "phone": owner.phone, "email": owner.email, "request": str(dossier.version.name),
        "case_number": str(dossier), "number": str(dossier), "dossier_code": str(dossier),
        "papers": [{"name": p.title, "originals": "", "copies": "" if p.blob_id else "xem", "files": "1" if p.blob_id else ""} for p in dossier.papers.filter(replaced_by=None)],
        "term": deadline.term if deadline else "chưa công bố", "received": f"{accepted.astimezone(clock.ZONE):%H giờ %M, ngày %d/%m/%Y}",
        "due": f"{deadline.at.astimezone(clock.ZONE):%H giờ %M, ngày %d/%m/%Y}" if deadline else "báo sau", "return_place": place, "submitter": owner.name, "officer": officer,
    }  # fmt: skip
    address = f"{settings.PUBLIC_ADDRESS}{reverse('services:lookup')}?code={dossier}"
    return render(
        "acceptance_slip", facts, agency=reception, on=accepted.astimezone(clock.ZONE).date(), address=address
    )
