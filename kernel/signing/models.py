"""Certificates the city signs with. The private key is never here: a file, a token or a service holds it."""

from django.db import models

from kernel.signing.places import Role


class Certificate(models.Model):
    """One X.509 certificate of a post (person) or an agency (seal). The owner is named by value: owners live upstairs."""

    class Device(models.TextChoices):
        SOFTWARE = "software"
        TOKEN = "token"  # noqa: S105 (a USB token, no password)
        REMOTE = "remote"

    role = models.CharField(max_length=6, choices=Role)
    owner_kind = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    subject = models.CharField(max_length=200)
    organisation = models.CharField(max_length=250)
    device = models.CharField(max_length=8, choices=Device, default=Device.SOFTWARE)
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of `body`, hex
    body = models.BinaryField()  # DER
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner_kind", "owner_id", "role"], name="certificate_owner_ix")]
        constraints = [
            models.CheckConstraint(name="certificate_lives", condition=models.Q(valid_from__lt=models.F("valid_to")))
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.fingerprint[:12]}"
