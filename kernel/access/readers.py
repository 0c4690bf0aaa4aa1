"""A reader row says: this principal may read this subject. The same rows serve lists in order."""

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from kernel.actors import Actor

M = TypeVar("M", bound=models.Model)


class Reader(models.Model):
    """Abstract; a room adds `subject = ForeignKey(…)`. `sort_at` never changes after insert."""

    principal = models.BigIntegerField()
    sort_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["subject", "principal"], name="%(app_label)s_%(class)s_once")]
        indexes = [models.Index(fields=["principal", "-sort_at", "-subject"], name="%(app_label)s_%(class)s_ix")]


def visible(rows: models.QuerySet[M], actor: Actor, *, through: type[Any]) -> models.QuerySet[M]:
    """Those of `rows` the actor may read: THE predicate."""
    if not actor.principals:
        return rows.none()
    mine = through._default_manager.filter(subject=models.OuterRef("pk"), principal__in=actor.principals)
    return rows.filter(models.Exists(mine))


def grant(through: type[Any], subject: models.Model, principals: Iterable[int], sort_at: datetime.datetime) -> None:
    """Let each principal read the subject; those who may already, still may."""
    through._default_manager.bulk_create(
        [through(subject=subject, principal=p, sort_at=sort_at) for p in dict.fromkeys(principals)],
        ignore_conflicts=True,
    )
