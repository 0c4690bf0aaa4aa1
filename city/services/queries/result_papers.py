"""The paper that a proposal leads to: what will be printed on it, and what of that no font has."""

from typing import Any

from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.documents.queries.authority import Paper
from city.documents.queries.documents import kind
from city.services.engine import results
from city.services.engine.result_definitions import CONTENTS, GENERAL, kind_of
from city.services.models import Dossier
from city.services.queries import slips
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Outcome, Role
from kernel import clock, parameters
from kernel.forms import answers
from kernel.forms.printing import named, unprintable

SUBJECT = 500  # letters of a subject line in the register; official names run longer
Facts = dict[str, Any]


def draft_of(dossier: Dossier, agency: Agency) -> dict[str, Any]:
    """Kind, subject and facts of the result, or of the refusal, as documents.draft takes them."""
    owner, refused = _owner(dossier), dossier.proposal == Outcome.REFUSED
    facts = _refusal(dossier, owner, agency.name) if refused else granted(dossier, agency)
    paper, subject = paper_of(dossier), str(dossier.version.name)[:SUBJECT]
    return {
        "agency": agency, "kind": paper.kind, "field": paper.field, "subject": subject, "facts": facts, "holder": owner,
    }  # fmt: skip


def paper_of(dossier: Dossier) -> Paper:
    """Of what kind and field: what a leader may sign depends on it."""
    procedure = dossier.version.procedure
    refused = dossier.proposal == Outcome.REFUSED
    return Paper(results.REFUSAL if refused else kind_of(procedure.national_code)[0], procedure.field.code)


def granted(dossier: Dossier, agency: Agency) -> Facts:
    """What the definition of this result names (engine.result_definitions), always in Vietnamese."""
    form = definition_of(dossier)
    words = answers.facts(form, dossier.answers, on=clock.today(), language="vi")
    known = {**words, "owner": _owner(dossier), "code": dossier.code or ""}
    name = kind_of(dossier.version.procedure.national_code)[1]
    return results.granted(name, agency.name, CONTENTS.get(form.form, GENERAL), known, dossier.version.legal)


def _refusal(dossier: Dossier, holder: str, issuer: str) -> Facts:
    day, received = clock.today(), dossier.accepted_at or dossier.submitted_at or clock.now()
    return results.refused(
        holder=holder, code=dossier.code or "", request=str(dossier.version.name), issuer=issuer,
        received=f"ngày {received.astimezone(clock.ZONE):%d/%m/%Y}", legal=dossier.version.legal, opinion=dossier.opinion, on=day,
        coded=slips.reason_words(dossier.refusal_reasons),
        days=parameters.find("complaint.first_within", day), years=parameters.find("lawsuit.within", day),
    )  # fmt: skip


def _owner(dossier: Dossier) -> str:
    return str(dossier.parties.select_related("person").get(role=Role.OWNER).person.name)


def printed_kind(dossier: Dossier) -> str:
    """The name of the document that a signature on this proposal makes."""
    if dossier.proposal == Outcome.REFUSED:
        return kind(results.REFUSAL).name
    return kind_of(dossier.version.procedure.national_code)[1]


def printed_lines(dossier: Dossier) -> list[dict[str, str]]:
    """What the leader puts his name to: headings, and (name, value) of each line; nothing where it is a refusal."""
    refused = dossier.proposal == Outcome.REFUSED
    found: list[dict[str, str]] = [] if refused else granted(dossier, rules.deciding(dossier))["entries"]
    return found


def unprintable_places(dossier: Dossier) -> list[str]:
    """“👶” (Họ, chữ đệm, tên): each place of the paper that could not be printed, with its signs."""
    texts = [(_("Chủ hồ sơ"), _owner(dossier))]
    if dossier.proposal == Outcome.REFUSED:
        texts.append((_("Ý kiến"), dossier.opinion))
    for line in printed_lines(dossier):
        texts += [(line.get("name", ""), line.get("value", "")), (line.get("name", ""), line.get("name", ""))]
    found = {name: signs for name, text in texts if (signs := unprintable(text))}
    return [f"{named(signs)} ({name})" for name, signs in found.items()]
