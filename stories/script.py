"""What a play may ask of its cast, in the words of the tale. A cast is whoever does it: by actions (cast.py), or before a
screen (tests/journeys/cast.py). A play knows people, agencies and papers by their names, and a dossier by the number of
its submission, which is what a person in the city holds in hand."""

import datetime
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from kernel import clock

Answers = Mapping[str, Any]  # id of a question of the form: its answer, as the form keeps it


@dataclass(frozen=True)
class Lacking:
    """One thing an officer asks for: a paper, by how its title begins, or an answer, by its question's id."""

    reason: str  # city.services.states.dossiers.Reason
    paper: str = ""
    answer: str = ""
    note: str = ""


class Character(Protocol):
    """One person of the play, resident or official. A submission's number stands for the dossier throughout."""

    def drafts(self, code: str, office: str, answers: Answers) -> str:
        """Begin and fill in a form for oneself, to the agency with this name; the number of the submission."""

    def drafts_for(self, owner: str, code: str, answers: Answers) -> str:
        """The same at the counter, for the resident who stands there."""

    def attaches(self, submission: str, *, without: str = "") -> None:
        """A file for every paper of the sheet, save those whose title begins with `without`."""

    def shows_papers(self, submission: str) -> None:
        """At the counter every paper is shown, none is kept."""

    def submits(self, submission: str) -> None: ...

    def accepts(self, submission: str) -> None: ...

    def refuses(self, submission: str, reasons: Sequence[str], note: str) -> None: ...

    def asks(self, submission: str, lacks: Sequence[Lacking], note: str) -> None:
        """One request for all that is missing."""

    def supplies(self, submission: str, answers: Answers | None = None) -> None:
        """A new file for each paper asked, a new answer for each answer asked."""

    def hands_over(self, submission: str, agency: str, comment: str) -> None: ...

    def forwards(self, submission: str, comment: str = "") -> None: ...

    def inspects(self, submission: str, record: Answers) -> None:
        """On the spot, and writes the record: day, place, who was there, what was found."""

    def proposes(self, submission: str, outcome: str, comment: str, reasons: Sequence[str] = ()) -> None:
        """After having looked at every paper and found it valid; a refusal with its coded reasons."""

    def signs(self, submission: str) -> None:
        """Approve; number, print, signatures and seal follow by themselves."""

    def hands_out(self, submission: str, way: str) -> None: ...

    def withdraws(self, submission: str) -> None: ...

    def takes_cash(self, submission: str, payer: str) -> None: ...

    def looks(self, submission: str, *, shot: str = "") -> None:
        """Opens the dossier and reads; `shot` names the picture that documentation shows of it."""


class Cast(Protocol):
    def __call__(self, username: str) -> Character: ...

    def at(self, moment: datetime.datetime) -> AbstractContextManager[None]:
        """What happens within the block happens at this moment; before it ends the worker has done what is due."""


class Play(Protocol):
    __name__: str

    def __call__(self, cast: Cast, today: datetime.date) -> str:
        """Tells the tale of one dossier, with dates counted back from `today`; the number of its submission."""


def day(today: datetime.date, ago: int, hour: int = 8, minute: int = 0) -> datetime.datetime:
    """A moment `ago` days before today, moved back to a working day by weekday."""
    found = today - datetime.timedelta(days=ago)
    while found.weekday() > 4:
        found -= datetime.timedelta(days=1)
    return datetime.datetime.combine(found, datetime.time(hour, minute), clock.ZONE)


def later(moment: datetime.datetime, working_days: int, hour: int, minute: int = 0) -> datetime.datetime:
    """So many working days by weekday after it: what follows never comes before, whatever day of the week it is today."""
    found = moment.date()
    for _day in range(working_days):
        found += datetime.timedelta(days=3 if found.weekday() == 4 else 1)
    return datetime.datetime.combine(found, datetime.time(hour, minute), clock.ZONE)
