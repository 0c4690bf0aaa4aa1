from typing import Any

from django.apps import AppConfig
from django.core import checks


class WebConfig(AppConfig):
    name = "kernel.web"

    def ready(self) -> None:
        checks.register(_hours_can_be_read)


def _hours_can_be_read(**_given: Any) -> list[checks.CheckMessage]:
    from django.conf import settings

    from kernel.web import site

    try:
        site.read_hours(settings.HOTLINE_HOURS)
    except ValueError as wrong:
        return [checks.Error(f"MOTCUA_HOTLINE_HOURS: {wrong}", id="web.E001")]
    return []
