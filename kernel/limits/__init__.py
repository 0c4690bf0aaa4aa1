"""How often something may be tried: counted in PostgreSQL, so that all processes count together, by the settable clock.

Rate("lookup", times=300, seconds=600).take(network)   spend one of 300; TooOften when none is left (they come back evenly)
with attempt("sign-in", account, network=…, known=…) as trial: … trial.succeeded()
                                                        guesses at a secret: each failure makes the next wait longer
network_of(request.META) -> str                         who asks: an IPv4 address, or an IPv6 /64

TooOften is a Refused (429): its sentence says when to try again. Nobody can lock another person out: what one network
spoils it waits for itself, and a browser that the person has signed in with before (known) is held up by nobody else.
Keys are kept as keyed digests, never as names or addresses. Source: OWASP ASVS 5.0, 2.4.1 and 6.3.1.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.limits.attempts import attempt
    from kernel.limits.networks import network_of
    from kernel.limits.rates import Rate
    from kernel.limits.words import TooOften

__all__ = ["Rate", "TooOften", "attempt", "network_of"]

# An installed app's package is imported before its models may be: the names arrive when first asked for.
_PLACES = {"attempt": "attempts", "network_of": "networks", "Rate": "rates", "TooOften": "words"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"kernel.limits.{_PLACES[name]}"), name)
