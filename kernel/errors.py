"""What is said to the person. Anything else crashes and is said to us."""


class Refusal(Exception):
    """An act that is not done; `message` says in the person's words why and what to do. Its page is answered by the middleware."""

    status = 409

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message, self.field = message, field

    def __str__(self) -> str:
        return str(self.message)


class Refused(Refusal):
    """What was given can be put right: a view that shows a form catches this one and says it there. `field` names the answer
    at fault."""


class WrongMove(Refusal):
    """The thing is in a state that does not allow this act (somebody was faster, or the page is stale)."""


class NotAllowed(Refusal):
    """The person may see the thing, but not do this with it."""

    status = 403
