"""What a paper says at its head and foot, and printing it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from city.agencies.models import Agency
from city.documents.engine import glyphs, stamps, typesetting, words
from city.documents.engine.typesetting import Facts
from city.documents.models import Document
from city.documents.states import Cause, DocumentState
from kernel.forms.printing import unprintable
from kernel.signing.places import Role

_COMMITTEE = "Ủy ban nhân dân"


def render(template: str, facts: Facts, *, agency: Agency, on: datetime.date) -> bytes:
    """A paper that is not registered (receipts, slips): PDF/A bytes, the same for the same input.

    `template` is a code ("control_slip"); `facts["lookup"]` what its QR code leads to. Letters that no font has are printed as
    boxes, as on a slip that is registered: it never waits for a text."""
    given = {**glyphs.printable(facts), **head(agency, on), **_lookup(facts)}
    return typesetting.render(typesetting.source(template), given, dated_on=on).pdf


def printed(document: Document) -> Facts:
    """Everything the template of the last version is given: its facts, and what the register and the signer say."""
    entry, version = document.entry, document.last
    person = version.signatures.filter(role=Role.PERSON).first()
    address = verification_address(document.token)
    return {
        **version.facts,
        **_lookup(version.facts),
        **head(document.agency, entry.dated_on),
        "title": f"{document.kind.name} {entry.printed}",
        "kind": version.facts.get("kind", document.kind.name),
        "subject": document.subject,
        "holder": document.holder,
        "number": entry.printed,
        "authority": person.lines if person else [],
        "signer": person.signer if person else "",
        "token": document.token,
        "token_shown": document.token_shown,
        "qr": typesetting.qr(address),
        "check_address": _shown(settings.PUBLIC_ADDRESS + reverse("documents:verify")),
    }


def unprintable_signs(document: Document) -> list[str]:
    """The signs that stopped its printing, each once; to sign again does not help while they are there."""
    if document.state != DocumentState.FAILED or document.cause != Cause.PRINTING:
        return []
    return unprintable("\n".join(_texts([document.subject, document.holder, document.last.facts])))


def _texts(facts: Any) -> Iterator[str]:
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, (dict, list, tuple)):
        for one in facts.values() if isinstance(facts, dict) else facts:
            yield from _texts(one)


def _lookup(facts: Facts) -> Facts:
    """The second QR code of a slip, which leads to where the dossier stands (TT 01/2018/TT-VPCP Đ.19)."""
    return {"lookup_qr": typesetting.qr(facts["lookup"])} if facts.get("lookup") else {}


def head(agency: Agency, on: datetime.date) -> Facts:
    """The agency's name and the one above it, place and day (NĐ 30/2020, Annex I, II.2 and II.4)."""
    state = agency.state(on) or agency.states.latest("valid")
    return {
        "agency": words.in_lines(state.name),
        "parent": above(agency, on),
        "place_and_date": words.place_and_date(state.place, on),
    }


def above(agency: Agency, on: datetime.date) -> str:
    """The agency directly above, shortened ("UBND thành phố Cần Thơ"); a people's committee stands under its own name."""
    state = agency.state(on) or agency.states.latest("valid")
    if state.parent is None or state.name.startswith(_COMMITTEE):
        return ""
    parent = state.parent.state(on)
    return parent.name.replace(_COMMITTEE, "UBND", 1) if parent else ""


def seal_of(agency: Agency, on: datetime.date) -> bytes:
    """The picture of the agency's seal on that day."""
    state = agency.state(on) or agency.states.latest("valid")
    parent = state.parent.state(on) if state.parent else None
    ring = (parent or state).name.removeprefix(f"{_COMMITTEE} ")
    return stamps.seal_image(state.name, ring)


def verification_address(token: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('documents:verify_token', args=[token])}"


def _shown(address: str) -> str:
    return address.split("://", 1)[-1]
