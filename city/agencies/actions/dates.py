"""What all dated acts share: days that are over stay as they were said, and what a constraint refuses is said in words."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernel import clock
from kernel.errors import Refused
from kernel.web import say


def refuse_past(day: datetime.date, field: str) -> None:
    """Documents were signed and people were told on those days; a new fact begins today or later."""
    if day < clock.today():
        raise Refused(
            _("Những ngày đã qua giữ nguyên như đã ghi. Chọn hôm nay (%(today)s) hoặc một ngày sau.")
            % {"today": say.day(clock.today())},
            field=field,
        )


def refuse_backwards(since: datetime.date, until: datetime.date | None) -> None:
    """`until` is the first day on which it does not hold any more."""
    if until is not None and until <= since:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="until")


@contextmanager
def once(constraint: str, words: str, field: str | None = None) -> Iterator[None]:
    """Two at the same moment: what the check above could not see yet, the constraint sees, and it is said the same way."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != constraint:
            raise
        raise Refused(words, field=field) from error
