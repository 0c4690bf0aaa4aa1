"""What this site is called. The city's name is a setting, like its address: every page and every letter prints it, so it may
cost no statement, and no process can go on with an old one from a cache; a letter keeps the name it was written with."""

import re

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _

LONGEST = 60  # letters; the head of a page on a telephone holds some twenty in one line
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


name = lazy(_name, str)  # in the language of the page or letter that prints it
owner = lazy(_owner, str)
