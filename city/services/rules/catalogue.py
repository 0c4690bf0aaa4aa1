"""Who may change the catalogue. Everybody may read it: publicity is the point of it (NĐ 63/2010 Đ.8, Đ.16)."""

from typing import Any

from kernel.actors import Actor

MANAGE = "catalogue.manage"


def can_publish(actor: Actor, subject: Any = None) -> bool:
    return actor.kind == "system" or actor.has(MANAGE)
