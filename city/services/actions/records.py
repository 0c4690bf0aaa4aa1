"""What a step writes down in the form of its process (an inspection, a calculation). Each writing is a row, none is changed."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from city.agencies.models import Post
from city.services.events import dossiers as events
from city.services.models import Dossier, StepRecord
from city.services.queries.definitions import process_of
from city.services.queries.moves import records_of
from city.services.rules import dossiers as rules
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.forms.checking import page_findings
from kernel.forms.definition import FormDefinition
from kernel.journal import action, record


@action(requires=rules.can_record)
def write_record(*, dossier: Dossier, page: str, values: dict[str, Any], by: Actor) -> StepRecord:
    """Page `page` of the process's form with `values` (field id: JSON value). Written again, the new row stands and the old
    one stays as the trace (NĐ 61/2018 Đ.19.3: an inspection is recorded and kept with the dossier)."""
    form = process_of(dossier).record
    if form is None or not rules.may_record(dossier, page):
        raise WrongMove(_("Bước này không ghi nội dung đó. Tải lại trang để xem việc mới nhất."))
    _check(form, page, values, clock.today())
    before = records_of(dossier).get(page)
    old = before.values if before else {}
    changed = tuple(sorted(k for k in {*old, *values} if old.get(k) != values.get(k)))
    if not changed:
        raise Refused(_("Chưa có gì thay đổi."))
    row = StepRecord.objects.create(
        dossier=dossier, step=dossier.step, page=page, no=before.no + 1 if before else 1, values=values,
        post=Post.objects.get(pk=by.post_id or 0), written_at=clock.now(),
    )  # fmt: skip
    dossier.revision += 1
    dossier.changed_at = clock.now()
    dossier.save(update_fields=["revision", "changed_at"])
    record(events.RecordWritten(dossier.pk, dossier.step, page, changed), about=dossier, by=by)
    return row


def _check(form: FormDefinition, page: str, values: dict[str, Any], on: datetime.date) -> None:
    asked = form.page(page)
    strange = set(values) - {field.id for field in asked.fields}
    if strange:
        raise Refused(_("Biểu này không hỏi: %(fields)s.") % {"fields": ", ".join(sorted(strange))})
    for finding in page_findings(asked, values, values, on):
        raise Refused(finding.say, field=finding.path)
