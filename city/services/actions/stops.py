"""The agency itself stops a dossier (national status 8). The applicant's own stop is reception.withdraw (NĐ 118/2025 Đ.21)."""

from django.utils.translation import gettext as _

from city.agencies.models import Post
from city.payments.actions import cancel, hold
from city.services.actions import deadlines, steps
from city.services.engine.process import END
from city.services.events import dossiers as events
from city.services.models import Dossier, Stop
from city.services.queries import moves, supplements
from city.services.rules import dossiers as rules
from city.services.states.dossiers import StopReason, Verb
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.web import say


@action(requires=rules.may_stop)
def stop(*, dossier: Dossier, reason: str, basis: str, note: str, by: Actor) -> Dossier:
    """With a coded reason, its legal basis, and what the applicant can do; all three are told to him. What was asked and
    not paid is asked no more; what was paid is given back by the rules of the treasury, outside of this act."""
    dossier.expect(Verb.STOP)
    _check(reason, basis, note)
    if reason == StopReason.NOT_SUPPLIED:
        _expect_over(dossier)
    if reason == StopReason.NOT_PAID:
        _expect_due(dossier)
    post = Post.objects.get(pk=by.post_id or 0)
    dossier.move(Verb.STOP)
    dossier.closed_at = dossier.changed_at = clock.now()
    Stop.objects.create(dossier=dossier, reason=reason, basis=basis.strip(), note=note.strip(), post=post, stopped_at=clock.now())  # fmt: skip
    cancel(origin=dossier, by=by)
    deadlines.stop(dossier=dossier)
    steps.leave(dossier=dossier, verb=Verb.STOP, by=by, comment=note)
    steps.enter(dossier=dossier, to=END)
    dossier.save()
    record(events.DossierStopped(dossier.pk, reason), about=dossier, by=by)
    return dossier


def _check(reason: str, basis: str, note: str) -> None:
    if reason not in StopReason.values:
        raise Refused(_("Chọn lý do dừng giải quyết."), field="reason")
    if not basis.strip():
        raise Refused(_("Ghi căn cứ: điều, khoản của văn bản, hoặc số văn bản yêu cầu dừng."), field="basis")
    if not note.strip():
        raise Refused(_("Viết cho người nộp biết vì sao và có thể làm gì tiếp."), field="note")


def _expect_over(dossier: Dossier) -> None:
    """The day that the applicant was told holds for the agency too; where none was named, the basis says what term it was."""
    waiting = supplements.open_one(dossier)
    if waiting is None:
        raise Refused(_("Hồ sơ không có yêu cầu bổ sung nào đang chờ. Chọn lý do khác."), field="reason")
    if waiting.give_by is not None and clock.now() <= waiting.give_by:
        words = _("Người nộp được hẹn bổ sung đến hết ngày %(day)s; ngày đó chưa qua.")
        raise Refused(words % {"day": say.day(waiting.give_by)}, field="reason")


def _expect_due(dossier: Dossier) -> None:
    """Locked: cash taken at the same moment comes before, and then it is no reason, or after, and finds the charge cancelled."""
    hold(origin=dossier)
    if not moves.amount_due(dossier):
        raise Refused(_("Hồ sơ không còn khoản phí, lệ phí nào chưa nộp. Chọn lý do khác."), field="reason")
