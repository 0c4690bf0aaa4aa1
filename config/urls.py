"""Addresses of the city: each room brings its own urls.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("kernel.web.urls")),
]
