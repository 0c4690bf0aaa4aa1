"""A file taken out by mistake can be put back: the page after the removal offers it once. What was taken out travels signed in
that page's form, so nothing of it stays with us but the bytes, which wait for kernel.files.forgetting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from city.services.models import Dossier, DossierPaper
from kernel.errors import Refused
from kernel.files.models import Blob

REMOVED = "services.removed"  # in the session until the next page; and the salt of what is signed
OFFERED = 24 * 3600  # seconds; the bytes are kept for longer (kernel.files.forgetting.GRACE)


def remember(request: HttpRequest, row: DossierPaper) -> None:
    """For the next page of this browser, before the row goes."""
    request.session[REMOVED] = {
        "dossier": row.dossier_id, "blob": row.blob_id, "name": row.name, "title": row.title,
        "paper": row.paper_id, "line": row.line_id,
    }  # fmt: skip


def just_removed(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """What the page says, once: the name, the paper or the line of the request it was sent for, and all of it, signed."""
    said = request.session.pop(REMOVED, None)
    if said is None or said["dossier"] != dossier.pk:
        return None
    place = said["line"] or said["paper"]
    return {"name": said["name"] or said["title"], "place": place, "token": signing.dumps(said, salt=REMOVED)}


def put_back(request: HttpRequest, dossier: Dossier, attach: Callable[[Blob | None, dict[str, Any]], object]) -> None:
    """`attach(blob, said)`; where that is too late, it is said what to do."""
    try:
        said = signing.loads(request.POST.get("removed", ""), salt=REMOVED, max_age=OFFERED)
        blob = Blob.objects.filter(pk=said["blob"]).exclude(state=Blob.State.REFUSED).first()
        if said["dossier"] != dossier.pk or (said["blob"] and blob is None):
            raise Refused(_("Không đặt lại được: tệp không còn được giữ. Hãy gửi lại tệp."))
        attach(blob, said)
    except signing.BadSignature:
        messages.warning(request, _("Đã quá lâu để hoàn tác. Hãy gửi lại tệp."))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã đặt lại “%(name)s”.") % {"name": said["name"] or said["title"]})
