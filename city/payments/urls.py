from django.urls import path

from city.payments import views

app_name = "payments"
urlpatterns = [
    path("desk/charges/<int:pk>/cash/", views.take_cash, name="take_cash"),
    path("desk/charges/<int:pk>/receipt/", views.receipt, name="receipt"),
]
