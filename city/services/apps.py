from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "city.services"

    def ready(self) -> None:
        from city.services.rules import claims  # noqa: F401  what it says of dossiers is registered when it is read
