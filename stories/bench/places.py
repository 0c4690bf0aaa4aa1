"""Offices that are built alike: which post, unit and official of one stands for which of another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from city.agencies.models import AgencyCode, AgencyState, Appointment, Post
from city.agencies.states import AgencyKind

Key = tuple[str, str, str]  # ("post" | "agency" | "person" | "user", unit or "", title or "")


@dataclass
class Office:
    """`places` by what stands in them; `words` name the office and its officials, always in the same order."""

    pk: int
    name: str
    level: str
    code: str = ""
    places: dict[Key, int] = field(default_factory=dict)
    officials: dict[Key, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [self.name, *(name for _key, name in sorted(self.officials.items()))]

    def stands_for(self, other: "Office") -> bool:
        """Of the same level, with most of the units and posts that the other has: a văn thư is not everywhere."""
        shared = self.places.keys() & other.places.keys()
        return self.level == other.level and 2 * len(shared) > len(other.places)

    def words_as(self, other: "Office") -> list[str]:
        """This office's words in the order of `other`'s; who has no counterpart keeps his name."""
        return [self.name, *(self.officials.get(key, name) for key, name in sorted(other.officials.items()))]


def offices() -> dict[int, Office]:
    """Every office that has posts, with its divisions, as of today."""
    states = {s.agency_id: s for s in AgencyState.objects.on().select_related("agency")}
    found = {
        pk: Office(pk, s.name, s.level)
        for pk, s in states.items()
        if s.agency.kind == AgencyKind.OFFICE and s.parent_id
    }
    for pk, value in AgencyCode.objects.on().filter(scheme="QD20").values_list("agency_id", "value"):
        if pk in found:
            found[pk].code = value
    for pk, state in states.items():
        if home := found.get(_home(states, pk)):
            home.places["agency", "" if pk == home.pk else state.name, ""] = pk
    _people(found, states)
    return {pk: office for pk, office in found.items() if office.officials}


def _home(states: dict[int, AgencyState], pk: int) -> int:
    state = states[pk]
    return state.parent_id or pk if state.agency.kind == AgencyKind.DIVISION else pk


def _people(found: dict[int, Office], states: dict[int, AgencyState]) -> None:
    posts = {p.pk: p for p in Post.objects.on()}
    for one in Appointment.objects.on().select_related("user__person"):
        post = posts[one.post_id]
        office = found.get(_home(states, post.agency_id))
        if office is None:
            continue
        unit = "" if post.agency_id == office.pk else states[post.agency_id].name
        office.places["post", unit, post.title] = post.pk
        person = one.user.person
        if person is not None:
            office.places["person", unit, post.title] = person.pk
            office.officials["person", unit, post.title] = person.name


def alike(home: Office, all_offices: Iterable[Office]) -> list[Office]:
    """Those that can stand for `home`, itself among them, in order of key."""
    return sorted((o for o in all_offices if o.stands_for(home)), key=lambda o: o.pk)
