"""Pages as pictures: drawn once, in the limited process, then read from disk."""

import pathlib

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused
from kernel.files import cell, refusals, store
from kernel.files.models import Blob

WIDTHS = (88, 1000)  # pixels: the strip of small pages, and the page to read


def page_image(blob: Blob, page: int = 1, width: int = 1000) -> bytes:
    """Page `page` (from 1) as WebP, `width` pixels wide (one of WIDTHS). Of a photo, its PDF copy is drawn."""
    if width not in WIDTHS:
        raise ValueError(f"{width}: pages are drawn {WIDTHS} pixels wide")
    if blob.state != Blob.State.CHECKED:
        raise Refused(_("Tệp đang được kiểm tra virus. Hãy thử lại sau ít phút."))
    shown = blob.readable
    if shown.media_type != "application/pdf":
        raise Refused(_("Tệp loại này không xem trước được. Hãy tải tệp về để mở."))
    if not 1 <= page <= (shown.pages or page):
        raise _undrawable(page)  # before any process is started for it
    place = _place(shown, page, width)
    if not place.exists():
        _draw(shown, page, width, place)
    return place.read_bytes()


def _undrawable(page: int) -> Refused:
    return Refused(_("Không vẽ được trang %(page)s của tệp này. Hãy tải tệp về để xem.") % {"page": page})


def _place(blob: Blob, page: int, width: int) -> pathlib.Path:
    return pathlib.Path(settings.FILES_ROOT) / "pages" / blob.pk[:2] / blob.pk[2:4] / f"{blob.pk}-{page}-{width}.webp"


def _draw(blob: Blob, page: int, width: int, place: pathlib.Path) -> None:
    with store.room_for_work() as folder:
        try:
            cell.draw(store.place_of(blob.pk), page, width, folder / "page.webp")
        except cell.Bad:
            raise _undrawable(page) from None
        except cell.Busy:
            raise refusals.busy() from None
        place.parent.mkdir(parents=True, exist_ok=True)
        (folder / "page.webp").replace(place)
