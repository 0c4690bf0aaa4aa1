"""Timed work of the services room."""

from city.services.actions import drafts
from city.services.queries import keeping
from kernel import jobs
from kernel.actors import SYSTEM

AT_ONCE = 500


@jobs.every(seconds=3600)
def forget_drafts() -> int:
    """Drafts that nobody touched for as long as the privacy page says; more than AT_ONCE wait for the next hour."""
    found = list(keeping.over()[:AT_ONCE])
    for draft in found:
        drafts.forget(dossier=draft, by=SYSTEM)
    return len(found)
