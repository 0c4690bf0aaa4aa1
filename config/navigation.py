"""What stands in the head and foot of every page: the city's name, the way to each room, the account.

Data, not code: a room is added by one `Entry`. An entry whose room is not installed is left out, and an entry that asks
for a power is shown only to those who have it (the room itself decides again).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from kernel.web import access, preferences, site


@dataclass(frozen=True)
class Entry:
    """A way to a page: label, name of the url, the power that it asks for ("" = none)."""

    label: Any
    name: str
    power: str = ""


PORTAL = (
    Entry(_("Thủ tục"), "services:procedures"),
    Entry(_("Hồ sơ của tôi"), "services:my_dossiers"),
    Entry(_("Tra cứu"), "services:lookup"),
    Entry(_("Kiểm tra giấy tờ"), "documents:verify"),
)
DESK = (
    Entry(_("Hộp việc"), "desk:inbox"),
    Entry(_("Hồ sơ"), "services:desk_dossiers"),
    Entry(_("Nhận tại quầy"), "services:counter", "dossiers.accept"),
    Entry(_("Sổ theo dõi"), "services:desk_book", "dossiers.accept"),
    Entry(_("Sổ văn bản"), "documents:register", "documents.register"),
    Entry(_("Lịch làm việc"), "desk:calendars", "calendar.manage"),
    Entry(_("Vận hành"), "desk:operations", "operations.manage"),
    Entry(_("Danh mục"), "services:procedures", "catalogue.manage"),
    Entry(_("Quản trị"), "agencies:agencies", "agencies.manage"),
)
FOOT_PORTAL = (
    Entry(_("Hướng dẫn"), "portal:help"),
    Entry(_("Dữ liệu cá nhân"), "portal:privacy"),
    Entry(_("Khả năng tiếp cận"), "portal:accessibility"),
)
FOOT_DESK = (Entry(_("Lịch làm việc"), "desk:calendars"),)
ACCOUNT_RESIDENT = (
    Entry(_("Hồ sơ của tôi"), "services:my_dossiers"),
    Entry(_("Người được ủy quyền"), "accounts:mandates"),
    Entry(_("Tài khoản"), "accounts:profile"),
)
ACCOUNT_OFFICIAL = (
    Entry(_("Hộp việc"), "desk:inbox"),
    Entry(_("Chức vụ của tôi"), "desk:capacity"),
    Entry(_("Ủy quyền"), "agencies:substitution"),
    Entry(_("Tài khoản"), "accounts:profile"),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, one object with all that the base templates show. Made only when a page asks."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    return {
        "site": _site(),
        "language": preferences.language(request),
        "theme": preferences.theme(request),
        "here": access.here(request),
        "nav_portal": _links(PORTAL, request, actor),
        "nav_desk": _links(DESK, request, actor),
        "foot_portal": _links(FOOT_PORTAL, request, actor),
        "foot_desk": _links(FOOT_DESK, request, actor),
        "account": _account(request, actor),
        "sign_in": access.sign_in_url(request, url) if (url := _url(settings.LOGIN_URL)) else "",
        "agency": getattr(actor, "agency_name", ""),
        "desk_home": _url("desk:inbox") or "/",
    }


def _site() -> dict[str, Any]:
    return {
        "name": site.name(),
        "tagline": _("Cổng dịch vụ công thành phố"),
        "owner": site.owner(),
        "hotline": site.hotline(),
        "hours": site.hours(),
        "demo": settings.DEMO,
    }


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _links(entries: Iterable[Entry], request: HttpRequest, actor: Any) -> list[dict[str, Any]]:
    """The entries this actor may use. `here` marks the room the page belongs to: the longest address it starts with."""
    shown = [(e, url) for e in entries if (url := _url(e.name)) and (not e.power or (actor and actor.has(e.power)))]
    inside = [url for _entry, url in shown if request.path.startswith(url)]
    return [{"label": e.label, "url": url, "here": url == max(inside, key=len, default=None)} for e, url in shown]


def _account(request: HttpRequest, actor: Any) -> dict[str, Any] | None:
    if not request.user.is_authenticated:
        return None
    official = getattr(actor, "is_official", False)
    return {
        "name": getattr(actor, "name", "") or str(request.user),
        "post": getattr(actor, "title", ""),
        "links": _links(ACCOUNT_OFFICIAL if official else ACCOUNT_RESIDENT, request, actor),
        "sign_out": _url("accounts:sign_out"),
    }
