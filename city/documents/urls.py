from django.urls import path

from city.documents.views import desk, portal, public

app_name = "documents"
urlpatterns = [
    path("verify/", public.verify, name="verify"),
    path("verify/file/", public.verify_file, name="verify_file"),
    path("verify/<str:token>/", public.verify_token, name="verify_token"),
    path("documents/<str:token>/file/", portal.download, name="download"),
    path("desk/documents/", desk.register, name="register"),
    path("desk/documents/<str:token>/", desk.document, name="document"),
    path("desk/documents/<str:token>/signing/", desk.retry, name="retry"),
    path("desk/documents/<str:token>/voiding/", desk.void, name="void"),
    path("desk/documents/<str:token>/withdrawal/", desk.withdraw, name="withdraw"),
]
