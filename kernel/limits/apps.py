from importlib import import_module

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "kernel.limits"

    def ready(self) -> None:
        import_module("kernel.limits.sweeping")
