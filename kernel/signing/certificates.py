"""Certificates of posts and agencies."""

import datetime

from cryptography.hazmat.primitives import hashes, serialization
from django.db import models

from kernel import clock
from kernel.refs import Ref, ref
from kernel.signing import authority, keys
from kernel.signing.models import Certificate
from kernel.signing.places import Role


def certificate_for(
    *,
    owner: models.Model | Ref,
    role: Role | str,
    subject: str,
    organisation: str,
    at: datetime.datetime | None = None,
) -> Certificate:
    """The owner's certificate that holds at `at` under this very name; the software store issues one if there is none.

    `subject` is the person's or the agency's full name. Two workers may each issue one at the same moment: both hold."""
    moment, of = at or clock.now(), ref(owner)
    rows = Certificate.objects.filter(
        owner_kind=of.kind, owner_id=of.id, role=role, subject=subject[:200], organisation=organisation[:250],
        valid_from__lte=moment, valid_to__gt=moment,
    )  # fmt: skip
    found = rows.filter(models.Q(revoked_at=None) | models.Q(revoked_at__gt=moment)).order_by("pk").first()
    return found or _issue(of, Role(role), subject[:200], organisation[:250], moment)


def revoke(certificate: Certificate, *, at: datetime.datetime | None = None) -> None:
    """From `at` on it signs nothing; what it signed before stays valid."""
    Certificate.objects.filter(pk=certificate.pk, revoked_at=None).update(revoked_at=at or clock.now())
    certificate.refresh_from_db()


def key_name(fingerprint: str) -> str:
    return f"{fingerprint}.pem"


def _issue(owner: Ref, role: Role, subject: str, organisation: str, moment: datetime.datetime) -> Certificate:
    authority.root()
    key = keys.fresh()
    since = (moment - datetime.timedelta(days=1)).replace(microsecond=0)
    made = authority.issue(key.public_key(), subject=subject, organisation=organisation, since=since)
    fingerprint = made.fingerprint(hashes.SHA256()).hex()
    keys.keep(key_name(fingerprint), key, made)
    return Certificate.objects.create(
        role=role, owner_kind=owner.kind, owner_id=owner.id, subject=subject, organisation=organisation,
        fingerprint=fingerprint, body=made.public_bytes(serialization.Encoding.DER),
        valid_from=made.not_valid_before_utc, valid_to=made.not_valid_after_utc,
    )  # fmt: skip
