from django.urls import path

from gateways.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.box, name="box"),
    path("<slug:name>/", views.letter, name="letter"),
]
