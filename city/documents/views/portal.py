"""Files for those who may read them, residents and officials alike."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from city.documents import queries, rules
from kernel import files


@require_safe
def download(request: HttpRequest, token: str) -> FileResponse:
    """The signed and sealed PDF, byte for byte as it was kept."""
    document = get_object_or_404(rules.visible_to(request.actor).select_related("entry"), token=token)  # type: ignore[attr-defined]
    blob = queries.file_of(document)
    if blob is None:
        raise Http404
    name = f"{document.entry.printed.replace('/', '-')}.pdf"
    return FileResponse(files.open_blob(blob), content_type="application/pdf", filename=name, as_attachment=False)
