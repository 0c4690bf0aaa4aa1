from django.apps import AppConfig
from django.conf import global_settings, settings


class MailConfig(AppConfig):
    name = "gateways.mail"

    def ready(self) -> None:
        from gateways.mail import carriers
        from kernel import notifications

        # Django's own default, "localhost", is nobody's choice; a server on this machine is written as 127.0.0.1.
        by_smtp = settings.EMAIL_HOST not in ("", global_settings.EMAIL_HOST)
        notifications.use("email", carriers.SmtpCarrier() if by_smtp else carriers.FolderCarrier())
