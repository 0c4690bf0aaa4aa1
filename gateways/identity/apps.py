from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DemoIdentity:
    label = _("Tiếp tục với VNeID (bản thử)")
    hint = _("Bản thử: chọn một người dân hư cấu. Bản thật dùng ứng dụng VNeID, tài khoản mức 2.")
    url_name = "identity:choose"

    def is_offered(self) -> bool:
        return bool(settings.DEMO)


class IdentityConfig(AppConfig):
    name = "gateways.identity"

    def ready(self) -> None:
        from city.accounts.ports import providers

        providers.append(DemoIdentity())
