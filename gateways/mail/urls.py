from django.urls import path

from gateways.mail import views

app_name = "mail"
urlpatterns = [
    path("mail/", views.box, name="box"),
    path("mail/<slug:name>/", views.letter, name="letter"),
]
