"""Where things lie, and the surroundings every child process gets."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("MOTCUA_STATE") or ROOT / "var").absolute()
LOGS = STATE / "log"
STAMPS = STATE / "stamps"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PRODUCT = ("config", "stories", "gateways", "city", "kernel")  # the packages of the product, as in pyproject.toml

STRANGERS = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")


def surroundings(**more: str) -> dict[str, str]:
    """The environment without what another project left in it, UTF-8 whatever the locale, plus `more`."""
    kept = {name: value for name, value in os.environ.items() if name not in STRANGERS}
    return kept | {"PYTHONUTF8": "1", "MOTCUA_STATE": str(STATE), **more}


def manage(*words: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *words]


def has_command(name: str) -> bool:
    """Whether a management command is part of this checkout, without starting Django to ask."""
    return any(any((ROOT / package).glob(f"**/management/commands/{name}.py")) for package in PRODUCT)
