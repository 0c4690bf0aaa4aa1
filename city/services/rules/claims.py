"""Who may take a dossier's work upon himself, said to the inbox, and who may not deal with its documents, said to the register;
neither knows dossiers."""

from django.utils.translation import gettext as _

from city.documents import rules as documents
from city.documents.models import Document
from city.services.models import Dossier
from city.services.rules.dossiers import is_own_matter, process_of
from city.work.models import Item
from city.work.rules import judges
from kernel.actors import Actor


@judges("services.dossier")
def hindrance(actor: Actor, item: Item) -> str:
    """The step's power, and four eyes: else the dossier would lie with somebody who can do nothing with it."""
    dossier = Dossier.objects.filter(pk=item.about_id).first()
    step = next((s for s in process_of(dossier).steps if s.id == item.code), None) if dossier else None
    if dossier is None or step is None:
        return ""
    if not actor.has(step.power):
        return _("Chức vụ của bạn không có quyền làm bước này. Để người có quyền nhận.")
    if is_own_matter(actor, dossier):
        return _(
            "Bạn là một bên của hồ sơ này nên không được giải quyết. Để đồng nghiệp nhận, hoặc báo lãnh đạo phân công."
        )
    return ""


@documents.judges("services.dossier")
def is_in_own_matter(actor: Actor, document: Document) -> bool:
    """Four eyes, as for the dossier itself: nobody withdraws the refusal that he was given."""
    if actor.person_id is None:
        return False
    dossier = Dossier.objects.filter(pk=document.origin_id).first()
    return dossier is not None and is_own_matter(actor, dossier)
