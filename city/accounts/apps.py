from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "city.accounts"

    def ready(self) -> None:
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        # Signing in is an act of ours (actions.signed_in); Django's own silent write would stand outside the journal.
        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
