from city.accounts.models import Person, User
from kernel.actors import Actor


def is_self(actor: Actor, subject: Person | User) -> bool:
    """One's own data only."""
    return subject.pk == (actor.person_id if isinstance(subject, Person) else actor.user_id)
