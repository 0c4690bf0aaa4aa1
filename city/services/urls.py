"""Addresses of the services room: the public catalogue, applying, one's own dossiers, the desk."""

from django.urls import path

from city.services.views import apply, counter, desk, desk_corrections, desk_papers, portal, public

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
    path("desk/dossiers/", desk.dossiers, name="desk_dossiers"),
    path("desk/counter/", counter.counter, name="counter"),
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
    path("desk/dossiers/<str:submission>/signing/", desk.signing, name="desk_signing"),
    path("desk/dossiers/<str:submission>/correction/", desk_corrections.correction, name="desk_correction"),
    path("desk/dossiers/<str:submission>/slip/", counter.slip, name="desk_slip"),
    path("desk/dossiers/<str:submission>/papers/<int:pk>/", desk_papers.paper, name="desk_paper"),
    path("desk/dossiers/<str:submission>/papers/<int:pk>/verdict/", desk_papers.verdict, name="desk_verdict"),
]
