"""Addresses of the services room: the public catalogue, applying, one's own dossiers, the desk."""

from django.urls import path

from city.services.desk_urls import desk_patterns
from city.services.views import apply, portal, public

app_name = "services"
urlpatterns = [
    path("procedures/", public.procedures, name="procedures"),
    path("procedures/<str:code>/", public.procedure, name="procedure"),
    path("lookup/", portal.lookup, name="lookup"),
    path("apply/<str:code>/", apply.begin, name="apply"),
    path("drafts/<str:submission>/", apply.draft, name="draft"),
    path("drafts/<str:submission>/papers/", apply.papers, name="apply_papers"),
    path("drafts/<str:submission>/papers/<int:pk>/removal/", apply.remove_paper, name="remove_paper"),
    path("drafts/<str:submission>/papers/<int:pk>/shown/", apply.show_paper, name="show_paper"),
    path("drafts/<str:submission>/check/", apply.check, name="apply_check"),
    path("drafts/<str:submission>/submission/", apply.submission, name="submission"),
    path("drafts/<str:submission>/discard/", apply.discard, name="discard"),
    path("drafts/<str:submission>/form/<str:page>/", apply.page, name="apply_page"),
    path("my/dossiers/", portal.my_dossiers, name="my_dossiers"),
    path("my/notices/", portal.notices, name="notices"),
    path("my/dossiers/<str:submission>/", portal.my_dossier, name="my_dossier"),
    path("my/dossiers/<str:submission>/submitted/", portal.submitted, name="submitted"),
    path("my/dossiers/<str:submission>/supplement/", portal.supplement, name="supplement"),
    path("my/dossiers/<str:submission>/supplement/sending/", portal.send_supplement, name="send_supplement"),
    path("my/dossiers/<str:submission>/supplement/<str:page>/", portal.supplement_page, name="supplement_page"),
    path("my/dossiers/<str:submission>/withdrawal/", portal.withdrawal, name="withdrawal"),
    path("dossiers/<str:submission>/papers/<int:pk>/", portal.paper, name="paper"),
    path(
        "dossiers/<str:submission>/papers/<int:pk>/pages/<int:number>/<int:width>/",
        portal.paper_page,
        name="paper_page",
    ),
    *desk_patterns,
]
