from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kernel.files"

    def ready(self) -> None:
        from kernel.files import scanning, sweeping

        assert scanning and sweeping  # importing registers their duties with the worker
