"""Persons and sign-ins."""

import datetime
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from city.accounts import events, rules
from city.accounts.engine import private_numbers
from city.accounts.models import Mandate, Person, User
from city.accounts.states import Assurance, PersonKind
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record

ONE_USE = datetime.timedelta(days=7)
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike on paper


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
    filled in, what was known stays (correct_person mends it). What an official fills in of a known person is recorded by itself,
    and the person is told (reactions): nobody's letters go elsewhere unseen."""
    if number and not private_numbers.is_number(number):
        raise Refused(
            _("Số định danh có 12 chữ số; mã số thuế có 10 chữ số, hoặc 10 chữ số, gạch nối, 3 chữ số."), field="number"
        )
    given = {"birth_on": birth_on, "address": address, "phone": phone, "email": email}
    blank = Person(kind=kind, name=name, assurance=assurance)
    person, known = _known_once(number, blank) if number else (blank, False)
    filled = tuple(field for field, value in given.items() if value and not getattr(person, field))
    for field in filled:
        setattr(person, field, given[field])
    person.save()
    record(events.PersonRegistered(person.pk), about=person, by=by)
    if known and filled and by.is_official and by.person_id != person.pk:
        record(events.PersonFilledIn(person.pk, filled), about=person, by=by)
    return person


def _known_once(number: str, new: Person) -> tuple[Person, bool]:
    """The person with this number, locked, and whether he was known before. Where two desks write a new one down at the same moment, the second waits for the
    first and takes its row."""
    rows = Person.objects.select_for_update().with_number(number)
    if found := rows.first():
        return found, True
    new.number = number
    Person.objects.bulk_create([new], ignore_conflicts=True)
    return rows.get(), False


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


@action(requires=rules.is_self)
def set_password(*, user: User, password: str, by: Actor) -> User:
    """One's own choice. A password for one use that lies too long is void: another could have found it meanwhile."""
    if user.password_until is not None and user.password_until < clock.now():
        raise Refused(_("Mật khẩu dùng một lần đã hết hạn. Nhờ người quản trị cấp mật khẩu khác."))
    if user.check_password(password):
        raise Refused(_("Chọn một mật khẩu khác mật khẩu đang dùng."), field="password")
    _set_password(user, password)
    user.password_until = None
    user.save(update_fields=["password", "password_until"])
    record(events.PasswordSet(user.pk), about=user, by=by)
    return user


@action(requires=rules.can_manage_accounts, lock=False)
def open_official(*, username: str, person: Person, by: Actor) -> tuple[User, str]:
    """A sign-in for an official, with a password for one use: returned once, kept nowhere but as its hash."""
    user = open_user(username=username, person=person, by=by)
    return user, _one_use_password(user)


@action(requires=rules.can_manage_accounts)
def issue_password(*, user: User, by: Actor) -> str:
    """Another password for one use, for whoever forgot his: the old one and all open sessions are void."""
    if not user.has_usable_password():
        raise Refused(_("Người này đăng nhập qua định danh điện tử, không dùng mật khẩu."))
    secret = _one_use_password(user)
    record(events.PasswordIssued(user.pk), about=user, by=by)
    return secret


def _one_use_password(user: User) -> str:
    """Sixty bits in signs that do not look alike, good for a week."""
    secret = "-".join("".join(secrets.choice(_SIGNS) for _n in range(4)) for _n in range(3))
    user.set_password(secret)
    user.password_until = clock.now() + ONE_USE
    user.save(update_fields=["password", "password_until"])
    return secret


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refused(" ".join(error.messages), field="password") from error
    user.set_password(password)


@action(lock=False)
def signed_in(*, user: User, way: str, by: Actor) -> User:
    """Note a sign-in and its way (password, identity provider)."""
    user.signed_in_at = clock.now()
    user.save(update_fields=["signed_in_at"])
    record(events.SignedIn(user.pk, way), about=user, by=by)
    return user


@action(requires=rules.can_give_mandate)
def give_mandate(*, principal: Person, agent: Person, until: datetime.date | None, by: Actor) -> Mandate:
    """`agent` may file and receive for `principal`, from today until the day before `until` (BLDS 2015 Đ.562, Đ.563)."""
    if agent.pk == principal.pk:
        raise Refused(_("Bạn không cần ủy quyền cho chính mình."), field="number")
    if until is not None and until <= clock.today():
        raise Refused(_("Ngày cuối phải từ hôm nay trở đi."), field="until")
    valid = DateRange(clock.today(), until)
    if Mandate.objects.filter(principal=principal, agent=agent, ended_at=None, valid__overlap=valid).exists():
        raise Refused(
            _("Bạn đang ủy quyền cho người này. Muốn đổi ngày, hãy kết thúc lần ủy quyền ấy trước."), field="number"
        )
    mandate = Mandate.objects.create(principal=principal, agent=agent, valid=valid)
    record(events.MandateGiven(mandate.pk, principal.pk, agent.pk), about=mandate, by=by)
    return mandate


@action(requires=rules.can_end_mandate)
def end_mandate(*, mandate: Mandate, by: Actor) -> Mandate:
    """Void from this moment on, by either side; the row keeps the days on which it held."""
    tomorrow = clock.today() + datetime.timedelta(days=1)
    if mandate.ended_at is not None or (mandate.valid.upper and mandate.valid.upper < tomorrow):
        raise Refused(_("Ủy quyền này đã kết thúc."))
    mandate.ended_at = clock.now()
    mandate.valid = DateRange(mandate.valid.lower, tomorrow)
    mandate.save(update_fields=["ended_at", "valid"])
    record(events.MandateEnded(mandate.pk, mandate.principal_id, mandate.agent_id), about=mandate, by=by)
    return mandate
