"""Compiles translations: each locale/*/LC_MESSAGES/*.po to the .mo beside it. Run by the environment's Python."""

import sys
from pathlib import Path


def sources(root: Path, packages: tuple[str, ...]) -> list[Path]:
    return sorted(po for package in packages for po in (root / package).glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_all(files: list[Path]) -> None:
    import polib  # type: ignore[import-untyped]  # not there while the set-up itself runs

    for po in files:
        half = po.with_suffix(".mo.new")
        polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(half))
        half.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all([Path(name) for name in sys.argv[1:]])
