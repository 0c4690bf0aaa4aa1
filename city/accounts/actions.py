"""Persons and sign-ins."""

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from city.accounts import events
from city.accounts.engine import private_numbers
from city.accounts.models import Mandate, Person, User
from city.accounts.states import Assurance, PersonKind
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record


@action()
def register_person(
    *,
    name: str,
    number: str = "",
    kind: str = PersonKind.NATURAL,
    birth_on: datetime.date | None = None,
    address: str = "",
    phone: str = "",
    email: str = "",
    assurance: int = Assurance.NONE,
    by: Actor,
) -> Person:
    """Write a person down, or return the one with this number: a person is known once. What was not known of him is
    filled in, what was known stays (correct_person mends it)."""
    if number and not private_numbers.is_number(number):
        raise Refused(
            _("Số định danh có 12 chữ số; mã số thuế có 10 chữ số, hoặc 10 chữ số, gạch nối, 3 chữ số."), field="number"
        )
    found = Person.objects.select_for_update().with_number(number).first() if number else None
    given = {"birth_on": birth_on, "address": address, "phone": phone, "email": email}
    person = found or Person(kind=kind, name=name, assurance=assurance)
    if found is None:
        person.number = number
    for field, value in given.items():
        if value and not getattr(person, field):
            setattr(person, field, value)
    person.save()
    record(events.PersonRegistered(person.pk), about=person, by=by)
    return person


@action()
def correct_person(*, person: Person, values: dict[str, object], by: Actor) -> Person:
    """Bring contact data or a name up to date; the journal names the fields, never the values."""
    changed = tuple(sorted(name for name, value in values.items() if getattr(person, name) != value))
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
    record(events.PersonCorrected(person.pk, changed), about=person, by=by)
    return person


@action()
def open_user(*, username: str, person: Person | None = None, password: str | None = None, by: Actor) -> User:
    """A sign-in for a person. Without a password it signs in through an identity provider only."""
    if User.objects.filter(username=username).exists():
        raise Refused(_("Tên đăng nhập này đã có người dùng. Chọn tên khác."), field="username")
    user = User(username=username, person=person)
    _set_password(user, password)
    user.save()
    record(events.UserOpened(user.pk, person.pk if person else None), about=user, by=by)
    return user


@action()
def set_password(*, user: User, password: str, by: Actor) -> User:
    _set_password(user, password)
    user.save(update_fields=["password"])
    record(events.PasswordSet(user.pk), about=user, by=by)
    return user


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refused(" ".join(error.messages), field="password") from error
    user.set_password(password)


@action()
def close_user(*, user: User, by: Actor) -> User:
    """The person left: nobody signs in with this any more; what was done stays his."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(events.UserClosed(user.pk), about=user, by=by)
    return user


@action(lock=False)
def signed_in(*, user: User, way: str, by: Actor) -> User:
    """Note a sign-in and its way (password, identity provider)."""
    user.signed_in_at = clock.now()
    user.save(update_fields=["signed_in_at"])
    record(events.SignedIn(user.pk, way), about=user, by=by)
    return user


@action()
def give_mandate(*, principal: Person, agent: Person, until: datetime.date | None, by: Actor) -> Mandate:
    """`agent` may file and receive for `principal`, from today until the day before `until`."""
    mandate = Mandate.objects.create(principal=principal, agent=agent, valid=DateRange(clock.today(), until))
    record(events.MandateGiven(mandate.pk, principal.pk, agent.pk), about=mandate, by=by)
    return mandate
