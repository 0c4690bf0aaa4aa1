from django.urls import path

from city.desk import views

app_name = "desk"
urlpatterns = [
    path("desk/", views.inbox, name="inbox"),
    path("desk/capacity/", views.capacity, name="capacity"),
    path("desk/next/", views.next_item, name="next"),
    path("desk/items/<int:pk>/", views.item, name="item"),
    path("desk/items/<int:pk>/claim/", views.claim, name="claim"),
    path("desk/items/<int:pk>/holder/", views.hand_over, name="hand_over"),
]
