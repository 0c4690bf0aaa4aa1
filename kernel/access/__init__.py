"""Who may read what: one reader table per room, one predicate, keyset pages. Measured in docs/performance.md."""

from kernel.access.pages import Page, newest
from kernel.access.readers import grant, visible

__all__ = ["Page", "grant", "newest", "visible"]
