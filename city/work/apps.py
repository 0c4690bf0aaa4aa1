from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "city.work"
