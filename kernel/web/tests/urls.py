"""A small site for the tests of the middleware: an open page, a closed one, and views that refuse."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import include, path

from kernel.errors import NotAllowed, Refused
from kernel.web.access import public

UPLOAD = """{% extends "kernel/base.html" %}
{% block scripts %}{% include "kernel/parts/upload_script.html" %}
<script src="{% static 'kernel/js/keys.js' %}" defer></script>{% endblock %}
{% block content %}<h1>Gửi tệp</h1>{% if missing and not spot %}<div class="errors" tabindex="-1">Cần chọn tệp</div>{% endif %}
{% if spot %}<p class="far">{% for line in spot %}{{ line }}<br>{% endfor %}</p><h2 id="second">Giấy thứ hai</h2>{% endif %}
<form method="post"{% if spot %} action="#second"{% endif %} enctype="multipart/form-data" data-upload>{% csrf_token %}<label>Tệp <input type="file" name="file"{% if missing %} aria-invalid="true"{% endif %}
data-max-bytes="1000" data-too-big="Tệp {name} quá lớn"></label>{% include "kernel/parts/upload_progress.html" %}
<button class="btn btn-main">Gửi</button></form>{% endblock %}"""


HTMX = """{% extends "kernel/base.html" %}
{% block scripts %}{% include "kernel/parts/htmx.html" %}{% endblock %}
{% block content %}<h1>Từng mảnh</h1><div id="out">trống</div>
<button type="button" hx-get="/piece/" hx-target="#out">Lấy mảnh</button>
<button type="button" hx-get="/refused/" hx-target="#out">Bị từ chối</button>
<button type="button" hx-get="/closed/" hx-target="#out">Cần đăng nhập</button>{% endblock %}"""


@public
def confirm(request: HttpRequest) -> HttpResponse:
    words = ["Hồ sơ dừng ngay và không mở lại được.", "Lệ phí đã nộp được hoàn trong 5 ngày làm việc."]
    asked = {"title": "Rút hồ sơ?", "words": words, "sure": "Rút hồ sơ", "cancel": "/design/"}
    return render(request, "kernel/confirm.html", asked | {"layout": "kernel/desk.html"})


@public
def htmx(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(HTMX).render({}, request))


@public
def piece(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<b>mảnh mới</b><script>window.bad = 1</script>")


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("only for you")


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("Hồ sơ đã được <b>người khác</b> nhận.")


@public
def not_allowed(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Chỉ người tiếp nhận được làm việc này.")


@public
def deadlocked(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE deadlock_detected; END $$")
    return HttpResponse("written")


@public
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a mistake of ours")


@public
def done(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Đã nhận tệp.")
    return redirect("web:design")


@public
def upload(request: HttpRequest, spot: range = range(0)) -> HttpResponse:
    """With `spot`, the form of a second paper stands as many lines further down."""
    if request.method == "POST" and request.FILES:
        messages.success(request, f"Đã nhận {request.FILES['file'].name}")
        return redirect(request.path)
    page = engines["django"].from_string(UPLOAD)
    return HttpResponse(page.render({"missing": request.method == "POST", "spot": spot}, request))


accounts = ([path("in/", public(lambda request: HttpResponse("sign in")), name="sign_in")], "accounts")
urlpatterns = [
    path("", include("kernel.web.urls")),
    path("accounts/", include(accounts)),
    path("closed/", closed, name="closed"),
    path("refused/", refused),
    path("not-allowed/", not_allowed),
    path("deadlocked/", deadlocked),
    path("forbidden/", forbidden),
    path("missing/", missing),
    path("broken/", broken),
    path("done/", done),
    path("confirm/", confirm),
    path("htmx/", htmx),
    path("piece/", piece),
    path("upload/", upload, name="upload"),
    path("upload/far/", upload, {"spot": range(80)}, name="far"),
]
