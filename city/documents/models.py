"""A document, its versions, its signatures and its line in the register."""

import secrets
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from city.agencies.models import Agency, Dated, Post
from city.documents.states import Authority, Book, Cause, Direction, DocumentState, EntryState, SignatureState
from kernel.access.readers import Reader
from kernel.files.models import Blob
from kernel.refs import Ref
from kernel.signing.models import Certificate
from kernel.signing.places import Role

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
TOKEN_LENGTH = 26  # 130 random bits


def new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


class Template(models.Model):
    """The whole text of a template, named by its SHA-256; insert only, so an old paper can be printed again as it was."""

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=40)
    source = models.TextField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"


class DocumentKind(models.Model):
    """A kind of document with its abbreviation (NĐ 30/2020, Đ.7 and Annex III), dated."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    abbreviation = models.CharField(max_length=10, blank=True)  # none for a letter (công văn)
    book = models.CharField(max_length=30, default=Book.ADMINISTRATIVE)  # the series its numbers come from (Đ.15.1)
    template = models.CharField(max_length=40)  # what it is printed with, unless the draft says otherwise
    source = models.CharField(max_length=120)
    valid = DateRangeField()

    objects = Dated["DocumentKind"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="document_kind_once",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """One document. `origin` names by value what it came from, in a higher room; `purpose` which paper of it this is."""

    personal: ClassVar = ("subject", "holder")
    retention: ClassVar = (
        "as the file it belongs to (NĐ 30/2020, Đ.19); subject and holder are scrubbed with the origin"
    )

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="documents")
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.OUT)
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="documents")
    symbol = models.CharField(max_length=40)  # "QĐ-UBND", "UBND-VX"
    subject = models.CharField(max_length=500)
    holder = models.CharField(max_length=200, blank=True)  # for whom it is, as printed
    state = models.CharField(max_length=9, choices=DocumentState, default=DocumentState.DRAFT)
    attempt = models.PositiveSmallIntegerField(default=0)  # of printing, signing and sealing
    cause = models.CharField(max_length=10, choices=Cause, blank=True)  # why the last attempt failed
    origin_kind = models.CharField(max_length=60)
    origin_id = models.BigIntegerField()
    purpose = models.CharField(max_length=60)
    field = models.CharField(max_length=20, blank=True)  # of the procedure, by code: a deputy signs in his fields
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    drafted_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id", "purpose"],
                name="document_once",
                condition=~Q(state__in=[DocumentState.VOID, DocumentState.WITHDRAWN]),
            ),
            models.CheckConstraint(
                name="document_withdrawn_with_reason",
                condition=~Q(state=DocumentState.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]
        indexes = [models.Index(fields=["origin_kind", "origin_id"], name="document_origin_ix")]  # in whatever state

    def __str__(self) -> str:
        return f"document {self.pk} ({self.state})"

    @property
    def origin(self) -> Ref:
        return Ref(self.origin_kind, self.origin_id)

    @property
    def last(self) -> "Version":
        return self.versions.order_by("-no")[0]

    @property
    def token_shown(self) -> str:
        """In groups of four, as it stands on the paper."""
        return "-".join(self.token[i : i + 4] for i in range(0, TOKEN_LENGTH, 4))


class Version(models.Model):
    """What is printed: a template and its facts. `blob` is the signed and sealed file, once there is one."""

    personal: ClassVar = ("facts",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField()
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "no"], name="document_version_once")]

    def __str__(self) -> str:
        return f"document {self.document_id} version {self.no}"


class Signature(models.Model):
    """One of the two signatures a version needs. Names and titles are frozen as printed."""

    personal: ClassVar = ("signer",)

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=6, choices=Role)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=3, choices=Authority, default=Authority.OWN)
    signer = models.CharField(max_length=250)  # the person's name, or the agency's
    lines = ArrayField(models.CharField(max_length=250), default=list)  # what stands above the name
    state = models.CharField(max_length=6, choices=SignatureState, default=SignatureState.ASKED)
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "role"], name="document_signature_once"),
            models.CheckConstraint(
                name="document_signature_done_by_somebody",
                condition=~Q(state=SignatureState.DONE) | (Q(certificate__isnull=False) & Q(signed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.version_id}: {self.state}"


class RegisterEntry(models.Model):
    """A line of the register of documents sent (NĐ 30/2020, Đ.15–16). Number and day never change (migration 0002)."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="entry")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=5, blank=True)
    printed = models.CharField(max_length=60)  # "12/QĐ-UBND"
    dated_on = models.DateField()
    state = models.CharField(max_length=4, choices=EntryState, default=EntryState.HELD)
    sha256 = models.CharField(max_length=64, blank=True)  # of the one true file
    reason = models.CharField(max_length=500, blank=True)  # why the number was given up
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year", "number", "suffix"], name="register_number_once"),
            models.UniqueConstraint(fields=["sha256"], name="register_file_once", condition=~Q(sha256="")),
            models.CheckConstraint(
                name="register_used_with_file_void_with_reason",
                condition=(Q(state=EntryState.HELD, sha256="", reason="", settled_at=None))
                | (Q(state=EntryState.USED, reason="", settled_at__isnull=False) & ~Q(sha256=""))
                | (Q(state=EntryState.VOID, sha256="", settled_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(F("agency"), F("book"), F("year"), F("number").desc(), name="register_book_ix")]

    def __str__(self) -> str:
        return self.printed


class DocumentReader(Reader):
    """Who may read the document: the agency's own posts and, once issued, whom it is for."""

    subject = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readers")

    class Meta(Reader.Meta):
        pass
