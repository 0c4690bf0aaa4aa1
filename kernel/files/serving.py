"""Files go out so that a browser shows or saves them and runs nothing. Who may have them, the room has decided before."""

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused
from kernel.files import store
from kernel.files.models import Blob
from kernel.files.names import clean_name

ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
SHOWN = {"application/pdf", "image/jpeg", "image/png", "image/webp"}  # what browsers show by themselves
_SHUT = "default-src 'none'; frame-ancestors 'self'"
# Chromium's PDF viewer does not start in a sandbox; scripts in PDF were refused when the file came.
POLICY = {True: f"{_SHUT}; style-src 'unsafe-inline'; object-src 'self'", False: f"{_SHUT}; sandbox"}


def serve(blob: Blob, *, name: str, inline: bool = False) -> HttpResponseBase:
    """The bytes, streamed, as a file to save; `inline=True` shows PDF and photos in the browser."""
    if blob.state != Blob.State.CHECKED:
        raise Refused(_("Tệp đang được kiểm tra virus. Hãy thử lại sau ít phút."))
    shown = inline and blob.media_type in SHOWN
    response = FileResponse(
        store.open_blob(blob), as_attachment=not shown, filename=name_for(blob, name), content_type=blob.media_type
    )
    response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY[shown and blob.media_type == "application/pdf"]
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def name_for(blob: Blob, name: str) -> str:
    """The person's name for it with the ending of what it truly is: "thư.exe" that is a PDF is saved as "thư.exe.pdf"."""
    clean, endings = clean_name(name), ENDINGS.get(blob.media_type, ())
    return clean if not endings or clean.lower().endswith(endings) else clean + endings[0]
