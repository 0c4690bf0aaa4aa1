"""What is said to the person. Anything else crashes and is said to us."""


class Refused(Exception):
    """The act cannot be done; `message` says in the person's words why and what to do. `field` names the answer at fault."""

    status = 409

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message, self.field = message, field

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(Refused):
    """The thing is in a state that does not allow this act (somebody was faster, or the page is stale)."""


class NotAllowed(Refused):
    """The person may see the thing, but not do this with it."""

    status = 403
