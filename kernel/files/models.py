"""What is known of a kept file. The bytes stand on disk (kernel.files.store); the name belongs to the row that refers to it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length

from kernel import clock

models.CharField.register_lookup(Length)


class Blob(models.Model):
    """One content. `size` in bytes; `pages` of a PDF, 1 of a photo, null where unknown; `preview`: the PDF copy of a photo,
    turned upright and without the place where it was taken."""

    retention: ClassVar = "as long as a row of a room refers to it, and kernel.files.forgetting.GRACE after that"

    class State(models.TextChoices):
        CHECKED = "checked"
        WAITING = "waiting", "the virus scanner has not answered yet"
        REFUSED = "refused", "found dangerous after it was kept"

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.CHECKED)
    preview = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="originals")
    created_at = models.DateTimeField(default=clock.now)
    unused_since = models.DateTimeField(null=True)  # nothing refers to it: it will be forgotten

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="blob_sha256_whole"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="blob_not_empty"),
        ]
        indexes = [models.Index(fields=["created_at"], name="blob_waiting_ix", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.media_type} {self.size}"

    @property
    def readable(self) -> "Blob":
        """What others look at: the PDF copy of a photo, else the file itself."""
        return self.preview or self
