from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "city.accounts"
