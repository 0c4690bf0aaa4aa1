"""Addresses of the desk that city/services/urls.py does not list yet; the room's urls include this list."""

from django.urls import path

from city.services.views import desk, desk_corrections, desk_papers

desk_patterns = [
    path("desk/dossiers/<str:submission>/signing/", desk.signing, name="desk_signing"),
    path("desk/dossiers/<str:submission>/correction/", desk_corrections.correction, name="desk_correction"),
    path("desk/dossiers/<str:submission>/papers/<int:pk>/verdict/", desk_papers.verdict, name="desk_verdict"),
]
