"""The cast of the plays for tests, which hold rows: an intent takes a dossier where the tale has its number, and gives it back
as it is now."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from city.accounts.models import User
from city.agencies.models import Agency
from city.agencies.queries import actor_for
from city.services.actions import reception
from city.services.models import Dossier
from city.services.states.dossiers import Channel
from kernel.actors import Actor
from stories import cast

INTENTS = ("attaches", "shows_papers", "submits", "accepts", "refuses", "supplies", "hands_over", "forwards", "proposes",
           "signs", "hands_out", "withdraws", "takes_cash")  # fmt: skip


def actor(username: str) -> Actor:
    return actor_for(User.objects.select_related("person").get(username=username))


def _with_rows(intent: Callable[..., Any]) -> Callable[..., Dossier]:
    @functools.wraps(intent)
    def acted(self: "Player", dossier: Dossier, *args: Any, **kwargs: Any) -> Dossier:
        intent(self, dossier.submission, *args, **kwargs)
        dossier.refresh_from_db()
        return dossier

    return acted


class Player(cast.Player):
    def asks(self, dossier: Dossier, lacks: Sequence[reception.Lack], note: str) -> Dossier:  # type: ignore[override]
        reception.ask_supplement(dossier=self.takes(dossier), lacks=list(lacks), note=note, by=self.actor)
        dossier.refresh_from_db()
        return dossier

    def takes(self, dossier: Dossier) -> Dossier:
        return self._takes(dossier.submission)

    def drafts(  # type: ignore[override]
        self, code: str, agency: Agency, answers: dict[str, Any], *, owner: str = "", channel: str = Channel.ONLINE
    ) -> Dossier:
        person = User.objects.select_related("person").get(username=owner or self.username).person
        assert person is not None
        return cast.found(self._drafts(code, agency, person, Channel(channel), answers))


for name in INTENTS:
    setattr(Player, name, _with_rows(getattr(cast.Player, name)))
