from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    name = "kernel.worktime"
