"""Who may see and do what with documents. A post's powers: documents.sign (leaders), documents.register (văn thư)."""

from collections.abc import Callable

from django.db.models import QuerySet

from city.agencies.models import Agency
from city.agencies.rules import acts_for
from city.documents.models import Document, DocumentReader, Signature
from kernel import access
from kernel.actors import Actor
from kernel.signing.places import Role

SIGN = "documents.sign"
REGISTER = "documents.register"

Judge = Callable[[Actor, Document], bool]
_judges: dict[str, Judge] = {}


def judges(kind: str) -> Callable[[Judge], Judge]:
    """Decorator: the room whose things are of this kind says whether a document of one is not for somebody to deal with."""

    def added(judge: Judge) -> Judge:
        _judges[kind] = judge
        return judge

    return added


def is_hindered(actor: Actor, document: Document) -> bool:
    """Four eyes: whose own matter it is neither signs nor withdraws; as the room says that it came from."""
    judge = _judges.get(document.origin_kind)
    return judge is not None and judge(actor, document)


def visible_to(actor: Actor) -> QuerySet[Document]:
    """What the actor may read: THE predicate of this room."""
    return access.visible(Document.objects.all(), actor, through=DocumentReader)


def is_system(actor: Actor, subject: object) -> bool:
    return actor.kind == "system"


def can_draft(actor: Actor, agency: Agency) -> bool:
    """Any official of the agency; the rooms above ask their own rules first."""
    return actor.kind == "system" or acts_for(actor, agency.pk)


def can_share(actor: Actor, document: Document) -> bool:
    return can_draft(actor, document.agency)


def can_sign(actor: Actor, document: Document) -> bool:
    """A leader of the agency that issues it (NĐ 30/2020, Đ.13)."""
    return actor.has(SIGN) and acts_for(actor, document.agency_id) and not is_hindered(actor, document)


def signer_of(document: Document) -> Signature | None:
    """Whose signature the last version with one asks for; none on a paper that only bears the seal."""
    asked = Signature.objects.filter(version__document=document, role=Role.PERSON)
    return asked.order_by("-version__no").first()


def can_retry(actor: Actor, document: Document) -> bool:
    """Whoever was to sign; nobody signs again in another's name. A sealed slip: who drew it up, or văn thư."""
    asked = signer_of(document)
    if asked is None:
        return can_register(actor, document) or (
            can_draft(actor, document.agency) and actor.post_id is not None and actor.post_id == document.drafted_by_id
        )
    return can_sign(actor, document) and asked.post_id == actor.post_id


def can_register(actor: Actor, document: Document) -> bool:
    """Văn thư of the agency, or a leader who may sign: gives up a number, withdraws a document."""
    able = (actor.has(REGISTER) or actor.has(SIGN)) and acts_for(actor, document.agency_id)
    return able and not is_hindered(actor, document)


def can_see_register(actor: Actor, agency: Agency) -> bool:
    return (actor.has(REGISTER) or actor.has(SIGN)) and acts_for(actor, agency.pk)
