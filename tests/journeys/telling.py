"""What a play leaves behind, by names and moments instead of keys: two casts that told the same tale left the same."""

import re
from typing import Any

from django.db.models import Q

from city.agencies.models import Post
from city.documents.models import Document
from city.payments.models import Charge
from city.services.models import Dossier, StepRecord
from city.services.states.dossiers import NATIONAL_STATUS
from city.work.models import Item
from kernel import clock
from kernel.journal.models import JournalEntry
from kernel.notifications.models import Message

WRITING = "services.draft_saved"  # once a page before a screen, once in all by an action
Told = dict[str, Any]


def told(submission: str) -> list[str]:
    """The table that two casts must agree on, a line for each row of each part. Left out is what differs from run to run: the
    bytes of signed files, and the letters of a token or a submission."""
    dossier = Dossier.objects.select_related("version__procedure", "agency").get(submission=submission)
    about = {("services.dossier", dossier.pk)}
    documents = list(Document.objects.filter(origin_kind="services.dossier", origin_id=dossier.pk).order_by("pk"))
    about |= {("documents.document", one.pk) for one in documents}
    rows = {
        "dossier": _dossier(dossier), "answers": dossier.answers, "parties": _parties(dossier), "papers": _papers(dossier), "supplements": _supplements(dossier),
        "dues": list(dossier.dues.order_by("no").values_list("no", "due_at", "cause", "counted_at", "explanation")),
        "spans": [(s.kind, s.reason, str(s.span)) for s in dossier.spans.order_by("span")], "runs": _runs(dossier), "moves": _moves(about), "work": _work(dossier), "records": _records(dossier),
        "documents": [_document(one) for one in documents], "decisions": list(dossier.decisions.values_list("outcome", "reasons", "decided_at")),
        "notices": _notices(about), "charges": _charges(dossier),
    }  # fmt: skip
    plain = _without(rows, {submission: "‹submission›", **{one.token: "‹token›" for one in documents}})
    return [f"{part}: {row}" for part, rows in plain.items() for row in _lines(rows)]


def _lines(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else [f"{key} = {value!r}" for key, value in rows.items()]


def _without(value: Any, names: dict[str, str]) -> Any:
    """Texts with what is drawn by lot replaced; moments as one reads them."""
    if isinstance(value, str):
        return re.sub("|".join(map(re.escape, names)), lambda found: names[found.group()], value)
    if isinstance(value, dict):
        return {key: _without(one, names) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without(one, names) for one in value]
    return f"{value.astimezone(clock.ZONE):%Y-%m-%d %H:%M:%S}" if hasattr(value, "astimezone") else value


def _dossier(one: Dossier) -> Told:
    moments = ("created", "submitted", "accepted", "decided", "returned", "closed", "due", "first_due")
    plain = (
        "code",
        "phase",
        "step",
        "channel",
        "revision",
        "holder_name",
        "proposal",
        "opinion",
        "corrections",
        "draft",
    )
    return {
        "procedure": one.version.procedure.national_code, "agency": one.agency.name, "national": NATIONAL_STATUS[one.phase], "case": str(one.case or ""),
        **{name: getattr(one, name) for name in plain}, **{f"{name}_at": getattr(one, f"{name}_at") for name in moments},
    }  # fmt: skip


def _parties(dossier: Dossier) -> list[Any]:
    return list(dossier.parties.order_by("role").values_list("role", "person__name", "snapshot"))


def _papers(dossier: Dossier) -> list[Any]:
    seen = (
        "title",
        "paper__no",
        "round",
        "name",
        "blob__sha256",
        "authenticity",
        "verdict",
        "reason",
        "note",
        "added_at",
    )
    return list(dossier.papers.order_by("pk").values_list(*seen, "replaced_by__title"))


def _supplements(dossier: Dossier) -> list[Any]:
    seen = ("lines__reason", "lines__field", "lines__paper__title", "lines__wanted__name", "lines__note")
    rows = dossier.supplements.order_by("round", *seen)
    return list(rows.values_list("round", "asked_at", "give_by", "given_at", "note", *seen))


def _runs(dossier: Dossier) -> list[Any]:
    seen = (
        "step",
        "name",
        "round",
        "agency__states__name",
        "post__title",
        "began",
        "ended",
        "due_at",
        "minutes",
        "outcome",
    )
    return list(dossier.runs.order_by("began", "pk").values_list(*seen, "comment"))


def _moves(about: set[tuple[str, int]]) -> list[Any]:
    """Who did what when, in the order in which it happened."""
    posts = dict(Post.objects.values_list("pk", "title"))
    rows = [row for kind, pk in about for row in JournalEntry.objects.filter(about_kind=kind, about_id=pk)]
    kept = sorted((row for row in rows if row.verb != WRITING), key=lambda row: row.pk)
    return [(row.verb, row.actor_kind, posts.get(row.post_id or 0, ""), row.occurred_at) for row in kept]


def _records(dossier: Dossier) -> list[Any]:
    rows = StepRecord.objects.filter(dossier=dossier).order_by("pk")
    return list(rows.values_list("step", "page", "no", "values", "post__title", "written_at"))


def _work(dossier: Dossier) -> list[Any]:
    seen = ("code", "round", "label", "title", "reference", "due_at", "opened_at", "claimed_at", "closed_at", "outcome")
    return list(
        Item.objects.filter(about_kind="services.dossier", about_id=dossier.pk).order_by("pk").values_list(*seen)
    )


def _document(one: Document) -> Told:
    signed = one.last.signatures.order_by("role").values_list(
        "role", "post__title", "authority", "signer", "lines", "state"
    )
    return {
        "kind": one.kind.name, "symbol": one.symbol, "subject": one.subject, "holder": one.holder, "state": one.state, "printed": one.entry.printed,
        "dated_on": str(one.entry.dated_on), "register": one.entry.state, "signatures": list(signed), "facts": one.last.facts,
    }  # fmt: skip


def _notices(about: set[tuple[str, int]]) -> list[Any]:
    which = Q()
    for kind, pk in about:
        which |= Q(about_kind=kind, about_id=pk)
    seen = ("channel", "address", "subject", "body", "state", "created_at")
    return list(Message.objects.filter(which).order_by("created_at", "channel", "subject").values_list(*seen))


def _charges(dossier: Dossier) -> list[Any]:
    rows = Charge.objects.filter(origin_kind="services.dossier", origin_id=dossier.pk).order_by("pk", "lines__pk")
    seen = ("reference", "state", "made_at", "lines__name", "lines__amount")
    return list(rows.values_list(*seen, "receipt__number", "receipt__payer", "receipt__officer", "receipt__taken_at"))
