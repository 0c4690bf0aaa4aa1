"""Files that people send and the city makes: checked once, kept once under their sha256, never changed.

blob = keep(stream, *, name, by)               a stranger's bytes: true type by content, dangerous ones Refused
blob = put_bytes(data, media_type)             bytes the city itself made, stored as they are
with open_blob(blob) as file                   the bytes
page_image(blob, page, width) -> bytes         a page as WebP, drawn in a limited process
serve(blob, *, name, inline=False)             the HTTP answer with safe headers; who may have it, the room decides
clean_name(name) -> str                        a name that is safe to show and to save under
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.files.intake import keep, put_bytes
    from kernel.files.names import clean_name
    from kernel.files.pages import page_image
    from kernel.files.serving import serve
    from kernel.files.store import open_blob

__all__ = ["clean_name", "keep", "open_blob", "page_image", "put_bytes", "serve"]

# An installed app's package is imported before its models may be: the names arrive when first asked for.
# The inspector's process relies on it too: it imports this package, and must not meet Django.
_PLACES = {"keep": "intake", "put_bytes": "intake", "open_blob": "store", "clean_name": "names",
           "page_image": "pages", "serve": "serving"}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"kernel.files.{_PLACES[name]}"), name)
