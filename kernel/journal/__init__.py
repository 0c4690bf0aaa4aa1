"""Memory of the city: one entry per act, in the act's own transaction, and the deliveries it causes.

@action(requires=rules.can_accept)             transaction, lock on the subject, the rule, an entry or failure
record(DossierAccepted(…), about=dossier, by=by)
@part                                          a piece of other acts: writes, and refuses to run on its own
@reacts_to(DossierAccepted)                    an upper room answers, after commit, once
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.journal.acts import action, already_done, part, unguarded
    from kernel.journal.entries import entries_about, record
    from kernel.journal.facts import Fact
    from kernel.journal.reactions import deliver_all, reacts_to

__all__ = ["Fact", "action", "already_done", "deliver_all", "entries_about", "part", "reacts_to", "record", "unguarded"]

# An installed app's package is imported before its models may be: the names arrive when first asked for.
_PLACES = {"action": "acts", "already_done": "acts", "part": "acts", "unguarded": "acts", "Fact": "facts", "deliver_all": "reactions",
           "reacts_to": "reactions", "entries_about": "entries", "record": "entries"}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"kernel.journal.{_PLACES[name]}"), name)
