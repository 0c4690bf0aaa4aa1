"""Addresses of the city: each room brings its own urls.py."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("kernel.web.urls")),
    path("", include("city.portal.urls")),
    path("", include("city.desk.urls")),
    path("", include("city.services.urls")),
    path("", include("city.payments.urls")),
    path("", include("city.documents.urls")),
    path("", include("city.agencies.urls")),
    path("", include("city.accounts.urls")),
    *(
        path("", include(f"gateways.{name}.urls"))
        for name in settings.GATEWAYS
        if name and find_spec(f"gateways.{name}.urls")
    ),
]
