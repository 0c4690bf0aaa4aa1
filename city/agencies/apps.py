from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "city.agencies"
