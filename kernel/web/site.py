"""What this site is called, and when its hotline answers. The city's name is a setting, like its address: every page and every letter prints it, so it may
cost no statement, and no process can go on with an old one from a cache; a letter keeps the name it was written with."""

import datetime as dt
import re

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from kernel.web import say

LONGEST = 60  # letters; the head of a page on a telephone holds some twenty in one line
_HOURS = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)( workdays)?", re.ASCII)
_RANK = re.compile(r"^(thành phố|tp\.?)(\s+|$)", re.IGNORECASE)


def bare(name: str) -> str:
    """The name without what it is: “Thành phố Huế” is Huế, as the sentences that print it need it."""
    return _RANK.sub("", " ".join(name.split()))[:LONGEST].strip()


def _name() -> str:
    city = bare(settings.CITY)
    return _("Một cửa %(city)s") % {"city": city} if city else _("Một cửa")


def _owner() -> str:
    city = bare(settings.CITY)
    if not city:
        return _("Ủy ban nhân dân thành phố chịu trách nhiệm nội dung.")
    return _("Ủy ban nhân dân thành phố %(city)s chịu trách nhiệm nội dung.") % {"city": city}


def read_hours(text: str) -> tuple[dt.time, dt.time, bool] | None:
    """From, until, and whether only on working days: “7:00-21:00”, “7:30-17:00 workdays”. None for ""; ValueError says how."""
    if not text:
        return None
    found = _HOURS.fullmatch(text)
    first, last = (dt.time(int(found[at]), int(found[at + 1])) for at in (1, 3)) if found else (dt.time(), dt.time())
    if found is None or first >= last:
        raise ValueError(f"hours of the hotline are written 7:00-21:00 or 7:30-17:00 workdays, not {text}")
    return first, last, bool(found[5])


def _hours() -> str:
    """ "7 giờ đến 21 giờ hằng ngày"; "" where the city has not said it: then a page names the number alone."""
    try:
        found = read_hours(settings.HOTLINE_HOURS)
    except ValueError:  # checks says so when a process starts; a page never fails for it
        return ""
    if found is None:
        return ""
    said = {"first": say.clock_hour(found[0]), "last": say.clock_hour(found[1])}
    return (_("%(first)s đến %(last)s ngày làm việc") if found[2] else _("%(first)s đến %(last)s hằng ngày")) % said


def _hotline() -> str:
    hours = _hours()
    return _("Tổng đài 1022, %(hours)s.") % {"hours": hours} if hours else _("Tổng đài 1022.")


hours = lazy(_hours, str)
hotline = lazy(_hotline, str)
name = lazy(_name, str)  # in the language of the page or letter that prints it
owner = lazy(_owner, str)
