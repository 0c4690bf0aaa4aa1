"""Items ticked on a page of the inbox: which of them are still there for this person, and who could take them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from city.desk.queries import holders
from city.desk.queries.inbox import SIZE
from city.work.models import Item
from city.work.rules import reachable
from kernel.actors import Actor


@dataclass(frozen=True)
class Chosen:
    """`items` in the order of the page; `gone`: how many of those ticked are not this person's to see any more."""

    items: list[Item]
    gone: int

    @property
    def dossiers(self) -> list[int]:
        return list(dict.fromkeys(item.about_id for item in self.items if item.about_kind == "services.dossier"))


@dataclass(frozen=True)
class Colleague:
    """A post, who holds it, and which of the chosen items he may do."""

    post: int
    called: str
    items: frozenset[int]


def numbers(values: Iterable[str]) -> list[int]:
    """The ids among what a form sent, each once, at most a page of them."""
    found = (int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19)
    return list(dict.fromkeys(found))[:SIZE]


def choose(actor: Actor, pks: Sequence[int]) -> Chosen:
    found = {item.pk: item for item in reachable(actor).filter(pk__in=pks)}
    return Chosen([found[pk] for pk in pks if pk in found], len(pks) - len(found))


def colleagues(actor: Actor, items: Sequence[Item]) -> list[Colleague]:
    """All others who may do at least one of them, those who may do most first."""
    called, able = dict[int, str](), dict[int, set[int]]()
    for item, held in holders.choices(actor, items).items():
        for post, name in (one for one in held if one[0] != actor.post_id):
            called[post] = name
            able.setdefault(post, set()).add(item)
    found = [Colleague(post, called[post], frozenset(pks)) for post, pks in able.items()]
    return sorted(found, key=lambda one: (-len(one.items), one.called))
