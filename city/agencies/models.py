"""Everything is dated by a half-open `valid`; an agency is a bare key, its name and place in the tree are states of it."""

import datetime
from typing import TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from city.accounts.models import User
from city.agencies.states import AgencyKind, ByOrder, Level, Rank, Share
from kernel import clock
from kernel.actors import principal
from kernel.worktime.models import Calendar

M = TypeVar("M", bound=models.Model)


class Dated(models.QuerySet[M]):
    def on(self, day: datetime.date | None = None) -> "Dated[M]":
        """Those that hold on `day` (today)."""
        return self.filter(valid__contains=day or clock.today())


def _once(name: str, *fields: str, condition: models.Q | None = None) -> ExclusionConstraint:
    equal = [(field, RangeOperators.EQUAL) for field in fields]
    return ExclusionConstraint(name=name, expressions=[*equal, ("valid", RangeOperators.OVERLAPS)], condition=condition)


class AuthorityStamp(models.Model):
    """One row, whose token a trigger renews with every change of what rights follow from (migration 0006, queries.authority)."""

    token = models.UUIDField()

    def __str__(self) -> str:
        return str(self.token)


class Agency(models.Model):
    """An agency, or a division of one. What it is called and whom it stands under: AgencyState. Which calendar it goes by
    is not dated: the hours of the calendar are (actions.calendars)."""

    kind = models.CharField(max_length=8, choices=AgencyKind)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"agency {self.pk}"

    @property
    def principal(self) -> int:
        return principal("agency" if self.kind == AgencyKind.OFFICE else "unit", self.pk)

    def state(self, day: datetime.date | None = None) -> "AgencyState | None":
        return self.states.on(day).first()

    @property
    def name(self) -> str:
        """Today's name; a list selects `states` itself (queries.names)."""
        state = self.state() or self.states.order_by("valid").last()
        return state.name if state else str(self)


class AgencyState(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="states")
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=40, blank=True)  # as in document symbols: "UBND", "SXD"
    place = models.CharField(max_length=80, blank=True)  # before the date of a document: "Ninh Kiều"
    collective = models.CharField(max_length=150, blank=True)  # after "TM.": "Ủy ban nhân dân"; none under one head
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="child_states")
    valid = DateRangeField()

    objects = Dated["AgencyState"].as_manager()

    class Meta:
        constraints = [_once("agency_state_once", "agency")]

    def __str__(self) -> str:
        return self.name


class AgencyCode(models.Model):
    """Codes are re-used (31120 was An Hòa, is Cái Khế): never a key without its days."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20)  # "QD20" (H13.12), "GSO", "symbol"
    value = models.CharField(max_length=35)
    valid = DateRangeField()

    objects = Dated["AgencyCode"].as_manager()

    class Meta:
        constraints = [_once("agency_code_once", "scheme", "value")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Succession(models.Model):
    """`new` takes over from `old` on a day: its officials read what the old one's could."""

    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    share = models.CharField(max_length=4, choices=Share, default=Share.ALL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Post(models.Model):
    """A place in an agency; what it may do on a day: PostPowers. Rights hang on posts, never on people."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=150)
    rank = models.CharField(max_length=6, choices=Rank, default=Rank.OTHER)
    valid = DateRangeField()

    objects = Dated["Post"].as_manager()

    class Meta:
        constraints = [_once("post_head_once", "agency", condition=models.Q(rank=Rank.HEAD))]

    def __str__(self) -> str:
        return self.title

    @property
    def is_head(self) -> bool:
        """Of an agency; the head of a division signs only by the other's order."""
        return self.rank == Rank.HEAD and self.agency.kind == AgencyKind.OFFICE

    @property
    def is_deputy(self) -> bool:
        return self.rank == Rank.DEPUTY and self.agency.kind == AgencyKind.OFFICE

    @property
    def principal(self) -> int:
        return principal("post", self.pk)

    def powers_on(self, day: datetime.date | None = None) -> list[str]:
        """Names as of states.Power; none on a day on which the post was not there."""
        return [power for row in self.grants.on(day) for power in row.powers]


class PostPowers(models.Model):
    """What a post may do, from one day to another; its rows follow each other without a gap."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    powers = ArrayField(models.CharField(max_length=40), default=list)
    valid = DateRangeField()

    objects = Dated["PostPowers"].as_manager()

    class Meta:
        constraints = [_once("post_powers_once", "post")]

    def __str__(self) -> str:
        return f"{self.post_id}: {', '.join(self.powers)}"


class AssignedFields(models.Model):
    """The fields of procedures (codes, queries.matters) assigned to a deputy from one day to another, by the decision that says so:
    what he signs "KT." (NĐ 30/2020 Đ.13.1–2). No row, or one that names none: nobody wrote them down, and he signs whatever
    is his agency's."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assigned")
    fields = ArrayField(models.CharField(max_length=20), default=list)
    source = models.CharField(max_length=300)
    valid = DateRangeField()

    objects = Dated["AssignedFields"].as_manager()

    class Meta:
        constraints = [_once("assigned_fields_once", "post")]

    def __str__(self) -> str:
        return f"{self.post_id}: {', '.join(self.fields)}"

    def covers(self, field: str) -> bool:
        return not self.fields or field in self.fields


class Appointment(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    acting = models.BooleanField(default=False)  # entrusted with the head's post, not appointed to it: signs "Q."
    valid = DateRangeField()

    objects = Dated["Appointment"].as_manager()

    class Meta:
        constraints = [_once("appointment_once", "user", "post")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.post_id}"

    @property
    def last(self) -> datetime.date | None:
        """The last day on which it holds, as people say it; None where no end is set."""
        return self.valid.upper - datetime.timedelta(days=1) if self.valid.upper else None


class Delegation(models.Model):
    """Powers lent from one appointment to another, never beyond the lender's own or passed on."""

    lender = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="lent")
    holder = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="borrowed")
    powers = ArrayField(models.CharField(max_length=40))
    authority = models.CharField(
        max_length=3, choices=ByOrder, blank=True
    )  # how the holder signs, where a head says so
    kinds = ArrayField(models.CharField(max_length=10), default=list)  # of paper that may be signed, by code
    fields = ArrayField(models.CharField(max_length=20), default=list)  # of procedures, by code; none named: all
    valid = DateRangeField()
    basis = models.CharField(max_length=300)  # the decision that says so
    ended_at = models.DateTimeField(null=True)  # ended early: no power from this moment on, though the day is not over

    objects = Dated["Delegation"].as_manager()

    class Meta:
        constraints = [_once("delegation_once", "lender", "holder", condition=models.Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.lender_id} lends to {self.holder_id}"

    def covers(self, kind: str, field: str) -> bool:
        """Whether a paper of this kind and field lies within it. A list that names nothing sets no limit: of kinds, where one
        stands in for another, and where a word was given before kinds were asked for (until 0.1.0)."""
        return (not self.kinds or kind in self.kinds) and (not self.fields or field in self.fields)

    @property
    def last(self) -> datetime.date:
        last: datetime.date = self.valid.upper - datetime.timedelta(days=1)
        return last
