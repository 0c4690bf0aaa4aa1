from django.apps import AppConfig
from django.conf import settings


class MailConfig(AppConfig):
    name = "gateways.mail"

    def ready(self) -> None:
        from gateways.mail import carriers
        from kernel import notifications

        # Django's own default host is "localhost", which nobody configured: only a host that was set counts.
        by_smtp = settings.is_overridden("EMAIL_HOST") and settings.EMAIL_HOST
        notifications.use("email", carriers.SmtpCarrier() if by_smtp else carriers.FolderCarrier())
