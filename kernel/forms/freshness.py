"""Two windows with the same page: the second to be saved is told what the first has changed, and keeps what was typed.

The page carries a mark of the answers it was shown with. A post whose mark is another than that of the answers now kept
comes from a page that is older than they are; only if saving it would change one of them, the person is asked.
"""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from kernel.forms.definition import Page
from kernel.forms.walk import Draft

FIELD = "seen"  # of the post; no field of a definition may be called so


def held(page: Page, draft: Draft, index: int | None) -> dict[str, Any]:
    """The answers of this page, or of one item of its group, as they are kept."""
    values: dict[str, Any] = draft.values
    if page.group:
        items = draft.values.get(page.group.id, ())
        values = items[index] if index is not None and index < len(items) else {}
    return {spec.id: values[spec.id] for spec in page.asked if spec.id in values}


def mark(page: Page, draft: Draft, index: int | None) -> str:
    content = json.dumps(held(page, draft, index), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def complaint(page: Page, kept: Draft, typed: Draft, index: int | None, seen: str) -> str:
    """What to say when the page is older than the answers and would change them; else ""."""
    now, then = held(page, kept, index), held(page, typed, index)
    if not seen or seen == mark(page, kept, index) or now == then:
        return ""
    names = [spec.name.within() for spec in page.asked if now.get(spec.id) != then.get(spec.id)]
    return _(
        "Trang này vừa được lưu ở một cửa sổ khác, khác với những gì bạn gõ ở: %(names)s. Những gì bạn gõ vẫn ở dưới đây; "
        "bấm Lưu và tiếp tục lần nữa nếu muốn dùng."
    ) % {"names": ", ".join(names)}


def other_item(page: Page, kept: Draft, index: int, seen: str) -> str:
    """What to say when another item stands there now than the one that was to be removed, or none; else ""."""
    if not seen or seen == mark(page, kept, index):
        return ""
    return _(
        "Danh sách đã thay đổi sau khi bạn mở trang này nên chưa bỏ mục nào. Đây là danh sách hiện nay: bấm Bỏ lần nữa nếu "
        "vẫn muốn."
    )
