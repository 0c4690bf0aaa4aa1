"""Foreign keys run downwards: strings such as "documents.Document" escape the import contracts."""

import pathlib
import tomllib

from django.apps import apps

ROOT = pathlib.Path(__file__).resolve().parents[2]
STOREYS = "Storeys: a room may use only the rooms below it"
BESIDES = {"contenttypes", "auth", "sessions"}


def storeys() -> dict[str, int]:
    """Room -> height; the kernel is the ground. The contracts of pyproject.toml are the only list."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["name"] == STOREYS]
    rooms = {name.strip(" ()"): len(layers) - no for no, line in enumerate(layers) for name in line.split("|")}
    return {**rooms, "kernel": 0}


def _room(model) -> str:  # type: ignore[no-untyped-def]
    top, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if top == "city" else top


def test_every_table_belongs_to_a_known_room() -> None:
    known = storeys()
    strange = {m._meta.label for m in apps.get_models() if _room(m) not in known and m._meta.app_label not in BESIDES}
    assert strange == set()


def test_foreign_keys_run_downwards() -> None:
    level, upward, seen = storeys(), [], 0
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.is_relation or field.auto_created or target is None or _room(target) not in level:
                continue
            here, there, seen = _room(model), _room(target), seen + 1
            if here != there and (here not in level or level[there] >= level[here]):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert seen > 40
    assert upward == []
