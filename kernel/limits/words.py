"""The refusal, in words, and the digest of a key."""

import datetime
import math

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel.errors import Refused


class TooOften(Refused):
    """Tried too often; `wait` says for how long. The message says so to the person, `seconds` to the browser."""

    status = 429

    def __init__(self, wait: datetime.timedelta, *, field: str | None = None) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        super().__init__(
            _("Đã thử quá nhiều lần. Hãy thử lại sau %(time)s.") % {"time": _in_words(self.seconds)}, field=field
        )


def _in_words(seconds: int) -> str:
    if seconds <= 90:
        return ngettext("%(n)s giây", "%(n)s giây", seconds) % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}


def digest(text: str) -> str:
    return salted_hmac("kernel.limits", text, algorithm="sha256").hexdigest()
