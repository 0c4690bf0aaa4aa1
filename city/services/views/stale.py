"""A page that was opened before somebody else acted: it is told so, and filled in again upon the newest state."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from city.services.models import Dossier
from kernel.errors import WrongMove
from kernel.web.forms import MotcuaForm


class Stale(WrongMove):
    """The page was opened before somebody else acted."""


def fresh(request: HttpRequest, dossier: Dossier) -> None:
    """A page that was opened before somebody else acted is told so."""
    if request.POST.get("revision") != str(dossier.revision):
        raise Stale(_("Hồ sơ đã thay đổi sau khi bạn mở trang này. Tải lại trang, xem việc mới nhất rồi làm tiếp."))


def refill(found: Dossier, form: MotcuaForm) -> None:
    """The same form upon the newest state: what was typed stands there, and the next press is a decision on what is seen now."""
    found.refresh_from_db()
    form.add_error(None, refilled())


def refilled() -> str:
    return _(
        "Hồ sơ đã thay đổi sau khi bạn mở trang này. Đây là bản mới nhất, những gì bạn điền vẫn còn. Xem lại rồi gửi."
    )


@contextmanager
def unchanged(request: HttpRequest, dossier: Dossier) -> Iterator[None]:
    """The dossier stays as the page showed it until the act is done: two clerks at the same moment, and the second is told."""
    with transaction.atomic():
        dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
        fresh(request, dossier)
        yield
