"""Whoever asked another agency takes the dossier back while nobody there has taken it up."""

from django.utils.translation import gettext as _

from city.services.actions import steps
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verb
from city.work.queries import is_taken_up, open_items
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.journal import action, record
from kernel.refs import ref


@action(requires=rules.can_recall)
def recall(*, dossier: Dossier, comment: str, by: Actor) -> Dossier:
    """The dossier comes back to the step that handed it over; why is written down, and the other agency reads it."""
    dossier.expect(Verb.RECALL)
    asked, agency = rules.handed_over(dossier), dossier.other_agency
    if asked is None or agency is None or not _lies_with_another(dossier):
        raise WrongMove(_("Hồ sơ không nằm ở cơ quan khác. Tải lại trang để xem việc mới nhất."))
    if not is_untouched(dossier):
        raise Refused(
            _("Cơ quan được hỏi đã nhận việc nên không lấy lại được nữa. Gọi cho họ, hoặc chờ ý kiến của họ.")
        )
    if not comment.strip():
        raise Refused(_("Ghi lý do lấy lại, để cơ quan kia biết."), field="comment")
    dossier.move(Verb.RECALL)
    steps.leave(dossier=dossier, verb=Verb.RECALL, by=by, comment=comment)
    dossier.other_agency, dossier.changed_at = None, clock.now()
    steps.enter(dossier=dossier, to=asked.step, holder=steps.last_holder(dossier, asked.step))
    dossier.save()
    record(events.DossierRecalled(dossier.pk, agency.pk), about=dossier, by=by)
    return dossier


def may_recall(actor: Actor, dossier: Dossier) -> bool:
    """What the button asks."""
    return _lies_with_another(dossier) and rules.can_recall(actor, dossier) and is_untouched(dossier)


def _lies_with_another(dossier: Dossier) -> bool:
    step = rules.step_of(dossier)
    return step is not None and step.place == "other"


def is_untouched(dossier: Dossier) -> bool:
    """It lies where handing over put it: nobody there claimed it, or gave it to one of theirs."""
    item = open_items(ref(dossier)).first()
    return item is not None and not is_taken_up(item)
