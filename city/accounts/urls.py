from django.urls import path

from city.accounts import views
from city.accounts.views import mandates, passwords

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.profile, name="profile"),
    path("account/password/", passwords.new_password, name="new_password"),
    path("account/mandates/", mandates.mandates, name="mandates"),
    path("account/mandates/new/", mandates.new_mandate, name="new_mandate"),
    path("account/mandates/<int:pk>/end/", mandates.end_mandate, name="end_mandate"),
]
