"""How people prove who they are, from outside. A gateway hands over its provider in its own apps.ready()."""

from typing import Any, Protocol


class IdentityProvider(Protocol):
    label: Any  # what its button says
    hint: Any
    url_name: str  # the gateway's own view that begins the sign-in

    def is_offered(self) -> bool:
        """Whether the sign-in page shows it now."""


providers: list[IdentityProvider] = []
