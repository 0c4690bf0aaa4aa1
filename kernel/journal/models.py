"""The journal, its deliveries and its seals. Entries and seals are insert-only by trigger (migrations 0002, 0003)."""

from typing import Any

from django.db import models
from django.db.models.expressions import Func


class Xid(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's xid8: the transaction that wrote the row, by which the sealer knows what is finished for good."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, *_: Any) -> int | None:
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None or hasattr(value, "resolve_expression") else str(value)


class CurrentXid(Func):
    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = Xid()


class WallClock(Func):
    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = models.DateTimeField()


class JournalEntry(models.Model):
    """One act. `occurred_at` is the settable clock, `recorded_at` the database's own."""

    era = models.IntegerField(db_default=1)
    xid = Xid(db_default=CurrentXid())
    recorded_at = models.DateTimeField(db_default=WallClock())
    occurred_at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=36, blank=True)
    fact = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id", "id"], name="journal_about_ix"),
            models.Index(fields=["era", "xid", "id"], name="journal_xid_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.about_kind}:{self.about_id}"


class Delivery(models.Model):
    """One reaction's copy of an entry: written with it, done once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead", "needs a person"

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=WallClock())
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "reaction"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_at", "id"], name="delivery_due_ix", condition=models.Q(state="waiting")),
            models.Index(fields=["-id"], name="delivery_dead_ix", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.entry_id}: {self.state}"


class Seal(models.Model):
    """The entries of one era written by transactions xid_from ≤ xid < xid_to, hashed (`sealed`). `no` runs from 1 without
    a gap through all eras. `ids` (8 bytes each, big-endian) and `leaves` (32 bytes each) stand in the order of the tree."""

    no = models.BigIntegerField(primary_key=True)
    era = models.IntegerField()
    cluster = models.BigIntegerField()  # pg_control_system().system_identifier: xids are comparable within it only
    xid_from = Xid()
    xid_to = Xid()
    size = models.IntegerField()
    root = models.BinaryField()
    head = models.BinaryField()
    ids = models.BinaryField()
    leaves = models.BinaryField()
    sealed_at = models.DateTimeField(db_default=WallClock())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["era", "xid_from"], name="seal_once")]

    def __str__(self) -> str:
        return f"seal {self.no}: {self.size} entries"


class Once(models.Model):
    """A posted form whose act was done, and the page it led to (kernel.journal.once)."""

    key = models.CharField(max_length=64, primary_key=True)
    location = models.TextField(db_default="")
    made_at = models.DateTimeField(db_default=WallClock(), db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.location}"
