"""Which dossier is copied to where, for whom and when: the distribution of a city.

103 communes of very unequal size, one department with a third of everything; of a hundred dossiers five are open, two of
these late. One firm files a twentieth of all. The same seed gives the same city."""

import datetime
import json
import random
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from city.accounts.models import Person
from city.agencies.states import Level
from kernel import clock
from stories.bench.columns import padded
from stories.bench.patterns import Pattern, words_of
from stories.bench.places import Office, alike

SHARES = {"closed": 0.95, "open": 0.03, "late": 0.02}
BIG = 1 / 3  # the share of the largest department
DEPARTMENTS = 0.10  # of all other departments together
FIRM = 0.05  # filed by one and the same person
YEARS = 1.25  # over which closed dossiers are spread, back from the pattern's own days
WEEK = datetime.timedelta(days=7)
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Resident:
    """A person with the words by which others know him; `snapshot` is what a party row keeps."""

    pk: int
    words: tuple[str, ...]
    snapshot: str

    @classmethod
    def of(cls, person: Person) -> "Resident":
        born = person.birth_on.isoformat() if person.birth_on else ""
        kept = {
            "name": person.name,
            "address": person.address,
            "phone": person.phone,
            "email": person.email,
            "birth_on": born,
        }
        return cls(person.pk, tuple(words_of(person)), json.dumps(kept))


@dataclass(frozen=True)
class Copy:
    no: int
    pattern: Pattern
    office: Office
    owner: Resident
    shift: datetime.timedelta
    submission: str
    code: str
    idempotency: str
    token: str
    numbers: list[int]  # of its documents, in the order of the register
    receipt: int | None
    home: Office  # where the pattern was played

    def row(self) -> tuple[object, ...]:
        now = [*self.owner.words, self.code, self.submission, *self.office.words_as(self.home)]
        return (
            self.no, self.pattern.pk, self.office.pk, self.owner.pk, self.shift, self.submission, self.code, self.idempotency, self.token,
            self.numbers, self.receipt, self.owner.snapshot, padded(now),
        )  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a copy is to be, before numbers are given out."""

    pattern: Pattern
    office: Office
    owner: Resident
    shift: datetime.timedelta


class Numbers:
    """Codes, register numbers and receipts as the city's own series give them out, to go on from where they stand."""

    def __init__(self, series: dict[tuple[str, str], int]) -> None:
        self.series = defaultdict(int, series)

    def take(self, key: str, period: str) -> int:
        self.series[key, period] += 1
        return self.series[key, period]


def city(
    many: int, patterns: Sequence[Pattern], offices: dict[int, Office], residents: Sequence[Resident], *, seed: int = 3
) -> list[Wish]:
    """`many` wishes in the order of their submission."""
    dice = random.Random(seed)
    fitting = {home: alike(offices[home], offices.values()) for home in {p.office for p in patterns}}
    found = [_one(dice, patterns, offices, fitting, residents) for _ in range(many)]
    return sorted(found, key=lambda w: w.pattern.submitted + w.shift)


def _one(
    dice: random.Random, patterns: Sequence[Pattern], offices: dict[int, Office], fitting: dict[int, list[Office]],
    residents: Sequence[Resident],
) -> Wish:  # fmt: skip
    level = Level.CITY if dice.random() < BIG + DEPARTMENTS else Level.COMMUNE
    state = dice.choices([*SHARES], [*SHARES.values()])[0]
    of_state = [p for p in patterns if p.state == state]
    wanted = [p for p in of_state if offices[p.office].level == level] or of_state
    pattern = dice.choices(wanted, [p.weight for p in wanted])[0]
    owner = residents[0] if dice.random() < FIRM else dice.choice(residents)
    return Wish(
        pattern,
        _office(dice, fitting[pattern.office], offices[pattern.office].level),
        owner,
        _shift(dice, pattern),
    )


def _office(dice: random.Random, offices: Sequence[Office], level: str) -> Office:
    """Communes by rank, the first some twenty times the last; of the departments the first has its third of everything."""
    if level == Level.CITY:
        first = dice.random() < BIG / (BIG + DEPARTMENTS) or len(offices) == 1
        return offices[0] if first else dice.choice(offices[1:])
    return dice.choices(offices, [1 / (rank + 3) for rank in range(len(offices))])[0]


def _shift(dice: random.Random, pattern: Pattern) -> datetime.timedelta:
    """Whole weeks back, so that working days stay working days, and a few minutes so that no two stand at one moment."""
    minutes = datetime.timedelta(seconds=dice.randrange(40 * 60), microseconds=dice.randrange(10**6))
    weeks = {"closed": int(YEARS * 52), "late": 3, "open": 1}[pattern.state]
    back = dice.randrange(weeks) * WEEK
    if back == datetime.timedelta() and pattern.ended + minutes > clock.now():
        return -minutes
    return minutes - back


def numbered(wishes: Sequence[Wish], offices: dict[int, Office], numbers: Numbers, *, seed: int = 3) -> Iterator[Copy]:
    """Each with its codes and numbers, in the order given."""
    dice = random.Random(seed)
    for no, wish in enumerate(wishes, 1):
        home = offices[wish.pattern.office]
        yield Copy(
            no, wish.pattern, wish.office, wish.owner, wish.shift, _submission(dice), _code(wish, numbers), secrets.token_urlsafe(24),
            "".join(dice.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=26)), _register(wish, numbers), _receipt(wish, numbers), home,
        )  # fmt: skip


def _submission(dice: random.Random) -> str:
    signs = "".join(dice.choices(_LETTERS, k=12))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.ZONE).date()


def _code(wish: Wish, numbers: Numbers) -> str:
    if wish.pattern.accepted is None or not wish.pattern.code:
        return ""
    day = _day(wish.pattern.accepted + wish.shift)
    number = numbers.take(f"dossier.{wish.office.code}", f"{day:%y%m%d}")
    return f"{wish.office.code}-{day:%y%m%d}-{number:04d}"


def _register(wish: Wish, numbers: Numbers) -> list[int]:
    return [
        numbers.take(f"documents.{wish.office.pk}.{book}", str((dated_on + wish.shift).year))
        for book, dated_on in wish.pattern.register
    ]


def _receipt(wish: Wish, numbers: Numbers) -> int | None:
    if wish.pattern.paid is None:
        return None
    return numbers.take(f"receipt.{wish.office.pk}", str(_day(wish.pattern.paid + wish.shift).year))
