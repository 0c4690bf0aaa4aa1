"""One thing said to one person by one channel."""

from typing import ClassVar

from django.db import models

from kernel import clock
from kernel.refs import Ref


class Message(models.Model):
    """`person_id` is a value (the kernel knows no persons); `about_kind`, `about_id` are a kernel.refs.Ref.

    waiting: not tried yet · failed: tried, is tried again at `next_at` · sent · dead: a person must look."""

    retention: ClassVar = "letters one year after they were sent or written in vain (kernel.notifications.retention); notices with their person"

    class Channel(models.TextChoices):
        INBOX = "inbox", "on the site"
        EMAIL = "email"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed", "is tried again"
        DEAD = "dead", "needs a person"

    dedupe_key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=5, choices=Channel)
    person_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel="inbox", person_id__isnull=False)
                | (models.Q(channel="email") & ~models.Q(address="")),
                name="message_has_receiver",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
                name="message_sent_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], name="message_due_ix", condition=models.Q(state__in=["waiting", "failed"])
            ),
            models.Index(
                fields=["person_id", "-created_at", "-id"], name="message_inbox_ix", condition=models.Q(channel="inbox")
            ),
            models.Index(
                fields=["person_id"],
                name="message_unread_ix",
                condition=models.Q(channel="inbox", read_at__isnull=True),
            ),
            models.Index(fields=["about_kind", "about_id"], name="message_about_ix"),
            models.Index(fields=["-id"], name="message_dead_ix", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.channel} {self.state}"

    @property
    def about(self) -> Ref | None:
        return Ref(self.about_kind, self.about_id) if self.about_id is not None else None
