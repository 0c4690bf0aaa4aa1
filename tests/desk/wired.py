"""The whole city with the desk's new addresses, for tests on this side of city/services/urls.py."""

from django.urls import include, path

from city.services import urls as services
from city.services.views.desk_routes import desk_patterns
from config import urls as whole

urlpatterns = [
    path("", include(([*desk_patterns, *services.urlpatterns], "services"))),
    *whole.urlpatterns,
]
