from django.urls import path

from kernel.web import views

app_name = "web"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("design/", views.design, name="design"),
    path("resend/", views.resend, name="resend"),
    path("theme/", views.theme, name="theme"),
]
