"""Two ways out: a mail server, or a folder."""

import os
import smtplib
import ssl

from django.conf import settings

from gateways.mail import letters
from kernel.notifications.ports import Blocked, Letter, Undeliverable

SECONDS = 20  # that a mail server may take to answer; the worker's lease is longer


class SmtpCarrier:
    """EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL of the settings."""

    def carry(self, letter: Letter) -> None:
        message = letters.as_email(letter)
        try:
            with _connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code = max((answer[0] for answer in refused.recipients.values()), default=0)
            if code >= 500:
                raise Undeliverable(f"the mail server knows no such receiver ({code})") from None
            raise smtplib.SMTPException(f"the mail server asks to wait ({code})") from None
        except smtplib.SMTPServerDisconnected as error:
            raise Blocked(f"{type(error).__name__}: {error}") from None


def _connected() -> smtplib.SMTP:
    try:
        return _signed_in()
    except OSError as error:  # smtplib's own errors are OSErrors too: no server, no greeting, no welcome
        raise Blocked(f"{type(error).__name__}: {error}") from None


def _signed_in() -> smtplib.SMTP:
    secure = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.EMAIL_USE_SSL:
        server = smtplib.SMTP_SSL(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SECONDS)
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=secure)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        server.close()
        raise
    return server


class FolderCarrier:
    """settings.MAIL_ROOT/<time>-<key>.eml, written whole; the same letter twice is the same file."""

    def carry(self, letter: Letter) -> None:
        data = letters.as_email(letter).as_bytes()
        place = letters.folder() / f"{letters.name_of(letter)}.eml"
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".part{os.getpid()}")
        part.write_bytes(data)
        part.replace(place)
