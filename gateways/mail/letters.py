"""A letter as an e-mail (RFC 5322), and as a file of the demo's letter box."""

import datetime
import email.parser
import email.policy
import email.utils
import pathlib
import re
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gateways.mail.dressed import dressed
from kernel import clock
from kernel.notifications.ports import Letter, Undeliverable

NAME = re.compile(r"\d{8}T\d{6}-[a-z0-9-]+")


class Mail(EmailPolicy):
    """Python's own folding loses a space where it begins another encoded word ("đã đượctiếp nhận"); its older Header does not."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() != "subject":
            return str(super().fold(name, value))
        said = Header(str(value), header_name=name).encode(linesep=self.linesep)
        return f"{name}: {said}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return (
            self.fold(name, value).encode("ascii")
            if name.lower() == "subject"
            else bytes(super().fold_binary(name, value))
        )


POLICY = Mail(linesep="\r\n")


@dataclass(frozen=True)
class Shown:
    """What the letter box shows; `name` is the file without its ending."""

    name: str
    to: str
    subject: str
    written_at: datetime.datetime | None
    body: str


def as_email(letter: Letter) -> EmailMessage:
    """The same letter has the same Message-ID, by which a mail server drops a second copy. Undeliverable for no address."""
    try:
        validate_email(letter.to)
    except ValidationError:
        raise Undeliverable("not an e-mail address") from None
    message = EmailMessage(policy=POLICY)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = email.utils.format_datetime(letter.written_at.astimezone(clock.ZONE))
    message["Message-ID"] = f"<{letter.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: absence notes do not answer it
    message.set_content(letter.body, cte="quoted-printable")
    message.add_alternative(dressed(str(message["Subject"]), letter.body), subtype="html", cte="quoted-printable")
    return message


def name_of(letter: Letter) -> str:
    return f"{letter.written_at.astimezone(clock.ZONE):%Y%m%dT%H%M%S}-{letter.key}"


def folder() -> pathlib.Path:
    return pathlib.Path(settings.MAIL_ROOT)


def newest(number: int) -> list[Shown]:
    """Newest first; the names begin with the time."""
    names = sorted((path.stem for path in folder().glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True)
    return [found for name in names[:number] if (found := read(name))]


def read(name: str) -> Shown | None:
    """None for a name that is none of ours or a letter that is not there."""
    if not NAME.fullmatch(name):
        return None
    try:
        data = (folder() / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = email.parser.BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(data)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    lines = "\n".join(text.splitlines()).strip()
    return Shown(name, str(message["To"]), str(message["Subject"]), _date(message), lines)


def _date(message: EmailMessage) -> datetime.datetime | None:
    return email.utils.parsedate_to_datetime(str(message["Date"])) if message["Date"] else None
