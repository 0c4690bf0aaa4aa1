from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "city.services"

    def ready(self) -> None:
        # what they say of dossiers and of procedures is registered when they are read
        from city.services.queries import fields  # noqa: F401
        from city.services.rules import claims  # noqa: F401
