import hashlib
import json
from typing import Any

from django.db import models


class Definition(models.Model):
    """A form, process or result template, named by the digest of its canonical JSON. Insert-only (migration 0003): what a dossier
    began with stays readable for ever."""

    class Kind(models.TextChoices):
        FORM = "form"
        PROCESS = "process"
        TEMPLATE = "template"

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    engine = models.PositiveSmallIntegerField(default=1)  # the version of our code that reads it
    code = models.CharField(max_length=80)
    body = models.JSONField()
    installed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.sha256[:8]}"


def digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
