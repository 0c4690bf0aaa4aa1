"""What the city says to a person, in words: kept, sent once, tried again when the way is blocked.

notify(*, person_id, address, channel, template, facts, dedupe_key, about)    inside an act or a reaction
send_due() -> int                              the worker's part
send_again(*, message, by)                     an official lets a letter go once more
inbox_of(person_ids), mark_read(…)             the notices a person reads on the site
use(channel, carrier)                          a gateway hands itself over
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.notifications.actions import send_again
    from kernel.notifications.carriers import use
    from kernel.notifications.inbox import inbox_of, mark_read
    from kernel.notifications.sending import send_due
    from kernel.notifications.writing import notify

__all__ = ["inbox_of", "mark_read", "notify", "send_again", "send_due", "use"]

# An installed app's package is imported before its models may be: the names arrive when first asked for.
_PLACES = {"notify": "writing", "send_due": "sending", "send_again": "actions", "inbox_of": "inbox", "mark_read": "inbox",
           "use": "carriers"}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"kernel.notifications.{_PLACES[name]}"), name)
