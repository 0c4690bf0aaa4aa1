import os
import pathlib

import polib
import pytest

PO = pathlib.Path(__file__).parents[1] / "locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """This app's English, compiled when it is older than its source."""
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.stat().st_mtime < PO.stat().st_mtime:
        fresh = mo.with_suffix(f".{os.getpid()}")
        polib.pofile(str(PO)).save_as_mofile(str(fresh))
        fresh.replace(mo)
