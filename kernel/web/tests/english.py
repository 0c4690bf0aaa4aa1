"""The English of every app, compiled where it is missing or older than its source: a page in English is tested as it is used."""

import os
import pathlib

import polib
import pytest
from django.apps import apps


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """The English of every app, compiled if the .mo is missing or older than its .po."""
    for app in apps.get_app_configs():
        for po in pathlib.Path(app.path).glob("locale/*/LC_MESSAGES/django.po"):
            mo = po.with_suffix(".mo")
            if "site-packages" in str(po) or (mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime):
                continue
            fresh = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(fresh))
            fresh.replace(mo)
