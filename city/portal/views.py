"""The home page, and the pages that say how the city works with people's data."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from city.services.models import Dossier
from city.services.queries import keeping, residents
from city.services.queries.figures import public_figures
from kernel.actors import Actor
from kernel.web.access import public


@dataclass(frozen=True)
class LifeEvent:
    """A thing in life, the words that find its procedures, and an icon."""

    title: Any
    words: Any
    query: str
    icon: str


EVENTS = (
    LifeEvent(_("Có con nhỏ"), _("Khai sinh, nhận cha mẹ con"), "khai sinh", "baby"),
    LifeEvent(_("Kết hôn, gia đình"), _("Đăng ký kết hôn, xác nhận tình trạng hôn nhân"), "kết hôn", "heart"),
    LifeEvent(_("Xây, sửa nhà"), _("Giấy phép xây dựng, sửa chữa, cải tạo"), "giấy phép xây dựng", "house-plus"),
    LifeEvent(_("Nhà đất"), _("Đăng ký, cấp đổi giấy chứng nhận"), "đất đai", "map"),
    LifeEvent(_("Mở hộ kinh doanh"), _("Đăng ký, thay đổi, tạm ngừng"), "hộ kinh doanh", "store"),
    LifeEvent(_("Đi học"), _("Chuyển trường, cấp bản sao bằng"), "học", "graduation-cap"),
    LifeEvent(_("Trợ giúp xã hội"), _("Người khuyết tật, người cao tuổi, hộ nghèo"), "trợ giúp xã hội", "hand-heart"),
    LifeEvent(_("Người thân qua đời"), _("Khai tử, mai táng phí"), "khai tử", "flower-2"),
)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    mine = _mine(actor) if actor.is_resident else []
    return render(request, "portal/home.html", {"events": EVENTS, "mine": mine, "figures": public_figures()})


def _mine(actor: Actor, few: int = 3) -> list[Dossier]:
    """What waits for the person, then the newest."""
    waiting = residents.waiting_for(actor)[:few]
    newest = [row for row in residents.submitted_page(actor, size=few).rows if row not in waiting]
    return residents.with_owners([*waiting, *newest][:few], actor)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"draft_days": keeping.days()})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@public
@require_safe
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")
