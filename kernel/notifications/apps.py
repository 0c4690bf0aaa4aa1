from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kernel.notifications"

    def ready(self) -> None:
        from kernel import jobs
        from kernel.notifications import events, retention, sending

        assert events and retention  # importing makes the fact and the duty known
        jobs.source(sending.send_due)
