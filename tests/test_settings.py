"""What a deployment sets from outside: read as a process would read it."""

import runpy
from pathlib import Path

import pytest

SETTINGS = Path(__file__).resolve().parents[1] / "config" / "settings.py"
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
