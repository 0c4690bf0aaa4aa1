import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from city.accounts.engine import private_numbers
from city.accounts.states import Assurance, PersonKind
from kernel.actors import principal


class PersonQuerySet(models.QuerySet["Person"]):
    def with_number(self, number: str) -> "PersonQuerySet":
        return self.filter(number_index=private_numbers.index(number))


class Person(models.Model):
    """A natural or legal person, known once by number (12-digit identity number; tax code)."""

    personal: ClassVar = ("name", "number_sealed", "number_index", "birth_on", "address", "phone", "email", "language")
    retention: ClassVar = (
        "while a dossier or account names the person; then to be scrubbed (erased_at; no act does it yet)"
    )

    kind = models.CharField(max_length=7, choices=PersonKind, default=PersonKind.NATURAL)
    name = models.CharField(max_length=200)
    number_sealed = models.BinaryField(null=True)
    number_index = models.CharField(max_length=64, null=True, unique=True)
    birth_on = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    # Chosen by the person himself; blank: never chose, the city's own.
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    assurance = models.SmallIntegerField(choices=Assurance, default=Assurance.NONE)
    erased_at = models.DateTimeField(null=True)

    objects = PersonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        return private_numbers.unseal(bytes(self.number_sealed)) if self.number_sealed else ""

    @number.setter
    def number(self, number: str) -> None:
        self.number_sealed = private_numbers.seal(number) if number else None
        self.number_index = private_numbers.index(number) if number else None

    @property
    def principal(self) -> int:
        return principal("person", self.pk)


class Mandate(models.Model):
    """`agent` may act for `principal`: a proxy, a parent, a company's representative."""

    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_held")
    scope = models.CharField(max_length=20, default="dossiers")
    valid = DateRangeField()
    ended_at = models.DateTimeField(null=True)  # ended early: void from this moment on, though the day is not over

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="mandate_once",
                expressions=[
                    ("principal", RangeOperators.EQUAL),
                    ("agent", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(ended_at=None),
            ),
            models.CheckConstraint(name="mandate_between_two", condition=~models.Q(principal=models.F("agent"))),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} for {self.principal_id}"

    @property
    def last(self) -> datetime.date | None:
        """The last day on which it holds, as people say it; None where no end is set."""
        return self.valid.upper - datetime.timedelta(days=1) if self.valid.upper else None


class UserManager(BaseUserManager["User"]):
    """With the person: every request of a signed-in user asks for both."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A sign-in. What it may do follows from its person and its appointments, never from flags here."""

    username = models.CharField(max_length=80, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    last_login = None  # Django would write it silently; signing in is an act (actions.signed_in)
    signed_in_at = models.DateTimeField(null=True)
    password_until = models.DateTimeField(null=True)  # given by another, for one use before this; null = one's own

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username

    @property
    def must_choose_password(self) -> bool:
        """Somebody else knows the password: it opens nothing but the page on which another is chosen."""
        return self.password_until is not None

    def has_perm(self, *_: Any) -> bool:
        return False
