from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "city.accounts"

    def ready(self) -> None:
        from city.accounts.views import languages
        from kernel.web import preferences

        preferences.on_language(languages.keep)
