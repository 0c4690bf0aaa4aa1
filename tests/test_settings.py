"""What a deployment sets from outside: read as a process would read it."""

import io
import logging
import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies.models import Post
from config.logs import Discreet
from kernel.journal import unguarded

SETTINGS = Path(__file__).resolve().parents[1] / "config" / "settings.py"
Case = tuple[str, str, str]  # MOTCUA_DEMO, what is said outside, what found_city wrote


def of_the_city(patch: pytest.MonkeyPatch, state: Path, variable: str, cases: Sequence[Case]) -> list[str]:
    """MOTCUA_<variable>, which found_city writes into the state folder too, as a process would read it."""
    patch.setenv("MOTCUA_STATE", str(state))
    file, found = state / {"CITY": "city", "HOTLINE_HOURS": "hotline"}[variable], []
    for demo, said, written in cases:
        patch.setenv("MOTCUA_DEMO", demo)
        patch.setenv(f"MOTCUA_{variable}", said)
        file.write_text(written) if written else file.unlink(missing_ok=True)
        found.append(runpy.run_path(str(SETTINGS))[variable])
    return found


NAMES = (
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "PROXIES",
)


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[object]:
    for name in ("HOST", "PORT", "TLS", "USER", "PASSWORD_FILE", "FROM"):
        monkeypatch.delenv(f"MOTCUA_EMAIL_{name}", raising=False)
    monkeypatch.delenv("MOTCUA_PROXIES", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(f"MOTCUA_{name}", value)
    found = runpy.run_path(str(SETTINGS))
    return [found[name] for name in NAMES]


def test_mail_is_off_unless_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch) == ["", 587, False, False, "", "", 0]


def test_a_mail_server_with_its_password_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("bí mật\n")
    given = {"EMAIL_HOST": "mail.example.org", "EMAIL_USER": "motcua", "EMAIL_PASSWORD_FILE": str(tmp_path / "secret")}
    assert read(monkeypatch, **given, EMAIL_TLS="direct", PROXIES="1") == [
        "mail.example.org", 465, False, True, "motcua", "bí mật", 1,
    ]  # fmt: skip
    assert read(monkeypatch, **given, EMAIL_TLS="none", EMAIL_PORT="25")[:4] == ["mail.example.org", 25, False, False]
    assert read(monkeypatch, **given)[:4] == ["mail.example.org", 587, True, False]


SERVES = (["-c", "import config.wsgi"], ["manage.py", "work"])


@pytest.mark.parametrize("command", SERVES)
def test_nothing_serves_with_the_secret_that_stands_in_the_source(command: list[str], tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k != "MOTCUA_SECRET"} | {
        "MOTCUA_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
    }  # fmt: skip
    done = subprocess.run([sys.executable, *command], cwd=SETTINGS.parents[1], env=bare, capture_output=True, text=True)
    assert (done.returncode, f"no MOTCUA_SECRET and no {tmp_path / 'secret'}" in done.stderr) == (1, True)


def test_with_a_secret_the_web_process_opens(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x" * 50)
    given = {k: v for k, v in os.environ.items() if k != "MOTCUA_SECRET"} | {"MOTCUA_STATE": str(tmp_path)}
    assert (
        subprocess.run([sys.executable, "-c", "import config.wsgi"], cwd=SETTINGS.parents[1], env=given).returncode == 0
    )


def test_behind_a_bouncer_no_cursor_stays_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for value in ("0", "1"):
        monkeypatch.setenv("MOTCUA_PGBOUNCER", value)
        found.append(runpy.run_path(str(SETTINGS))["DATABASES"]["default"]["DISABLE_SERVER_SIDE_CURSORS"])
    assert found == [False, True]


@pytest.mark.django_db
def test_a_refused_row_is_in_no_line_of_the_log() -> None:
    """Neither what stood in it, nor what stood behind a line break in it; also where one error caused another."""
    name = "Nguyễn Thị Thử\n12 Mậu Thân"
    line = logging.Logger("test", logging.INFO)
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(next(h.formatter for h in logging.getLogger().handlers if isinstance(h.formatter, Discreet)))
    line.addHandler(handler)
    try:
        with transaction.atomic(), unguarded("a row that is refused"):
            Post.objects.create(agency_id=None, title=name, valid=DateRange(None, None))
    except IntegrityError:
        line.exception("refused")
    said = out.getvalue()
    assert ("Nguyễn" in said, "Mậu" in said, 'null value in column "agency_id"' in said) == (False, False, True)
    assert said.count("DETAIL: left out") == 2
