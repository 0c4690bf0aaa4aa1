"""The letter box at its place, whatever else config.urls holds."""

from django.urls import include, path

urlpatterns = [path("", include("kernel.web.urls")), path("", include("gateways.mail.urls"))]
