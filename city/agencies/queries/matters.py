"""What a signature may be about, in lists of the rooms above, which this one does not know: kinds of paper (documents), fields of
procedures (services). Each offers its list here; what is kept of it is the code."""

from collections.abc import Callable, Iterable, Mapping

from city.agencies.models import Agency

Lister = Callable[[Agency | None], Mapping[str, str]]  # code -> name, in order: what concerns one office, or all (None)
KINDS, FIELDS = "kinds", "fields"
_listers: dict[str, Lister] = {}


def lists(what: str) -> Callable[[Lister], Lister]:
    """Register the list of kinds, or of fields."""

    def keep(lister: Lister) -> Lister:
        _listers[what] = lister
        return lister

    return keep


def listed(what: str, office: Agency | None = None) -> Mapping[str, str]:
    return _listers[what](office)


def called(what: str, codes: Iterable[str]) -> dict[str, str]:
    """Code -> name, in the order of the list; a code that is no more stands for itself."""
    wanted = set(codes)
    known = {code: name for code, name in listed(what).items() if code in wanted} if wanted else {}
    return known | {code: code for code in sorted(wanted - set(known))}


def named(what: str, codes: Iterable[str]) -> list[str]:
    return [*called(what, codes).values()]


def unknown(what: str, codes: Iterable[str]) -> list[str]:
    """Those that the list has not."""
    wanted = set(codes)
    return sorted(wanted - set(listed(what))) if wanted else []
