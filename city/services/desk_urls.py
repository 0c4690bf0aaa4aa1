"""Addresses of a dossier on the desk."""

from django.urls import path

from city.services.views import desk

desk_patterns = [
    path("desk/dossiers/", desk.dossiers, name="desk_dossiers"),
    path("desk/counter/", desk.counter, name="counter"),
    path("desk/dossiers/<str:submission>/", desk.dossier, name="desk_dossier"),
    path("desk/dossiers/<str:submission>/acceptance/", desk.acceptance, name="desk_accept"),
    path("desk/dossiers/<str:submission>/refusal/", desk.refusal, name="desk_refuse_reception"),
    path("desk/dossiers/<str:submission>/supplement/", desk.supplement, name="desk_ask_supplement"),
    path("desk/dossiers/<str:submission>/forwarding/", desk.forwarding, name="desk_forward"),
    path("desk/dossiers/<str:submission>/sending-back/", desk.sending_back, name="desk_send_back"),
    path("desk/dossiers/<str:submission>/handing-over/", desk.handing_over, name="desk_hand_over"),
    path("desk/dossiers/<str:submission>/proposal/", desk.proposal, name="desk_propose"),
    path("desk/dossiers/<str:submission>/approval/", desk.approval, name="desk_approve"),
    path("desk/dossiers/<str:submission>/return/", desk.return_of_result, name="desk_return"),
    path("desk/dossiers/<str:submission>/slip/", desk.slip, name="desk_slip"),
    path("desk/dossiers/<str:submission>/papers/<int:pk>/", desk.paper, name="desk_paper"),
]
