from django.urls import path

from gateways.identity import views

app_name = "identity"
urlpatterns = [path("identity/demo/", views.choose, name="choose")]
