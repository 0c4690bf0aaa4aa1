"""What must be true before the city opens: secret, translations, static files, tables, demo. Each is skipped when done.

A stamp under var/stamps says what was done last; a step that was killed has none and is done again.
"""

import contextlib
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ops import speech, words
from ops.ask import NoAnswer, ask
from ops.children import Child
from ops.places import PRODUCT, PYTHON, ROOT, STAMPS, STATE, has_command, manage, surroundings
from ops.postgres import VERSIONS, Cluster

LOCK = ROOT / "requirements" / "main.txt"  # Django and its applications bring migrations and static files too
APPLIED = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
VERSION = "SELECT current_setting('server_version_num')::int / 10000"
FOUND, IN_EARNEST = "found_city", "in-earnest"  # the command that founds a city without the demo, and its stamp
HAS_TABLES = "SELECT to_regclass('django_migrations') IS NOT NULL"


def digest(files: Iterable[Path], *more: object) -> str:
    """Of names and bytes, so that a moved or renamed file counts as a change."""
    total = hashlib.sha256(repr(more).encode())
    for path in sorted(files):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def product_files(pattern: str) -> list[Path]:
    return [path for package in PRODUCT for path in (ROOT / package).glob(pattern) if path.is_file()]


def is_stamped(name: str, value: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == value


def put_stamp(name: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / f"{name}.new").write_text(value)
    (STAMPS / f"{name}.new").replace(STAMPS / name)


def secret() -> None:
    """The key of sessions and signatures of this city; read by config.settings. Whole or not at all, and of two first starts
    at the same moment one wins: what the other sealed with its own could never be opened again."""
    path = STATE / "secret"
    if path.exists():
        return
    STATE.mkdir(parents=True, exist_ok=True)
    handle, own = tempfile.mkstemp(dir=STATE)  # 0600
    with os.fdopen(handle, "w") as half:
        half.write(secrets.token_urlsafe(50))
        half.flush()
        os.fsync(half.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(own, path)
    Path(own).unlink()


def translations() -> None:
    sources = words.sources(ROOT, PRODUCT)
    value = digest(sources)
    if is_stamped("words", value) and all(po.with_suffix(".mo").exists() for po in sources):
        return
    if sources:
        with speech.step("Dịch giao diện", "Compiling translations"):
            _must(Child("words", [PYTHON, words.__file__, *sources], surroundings()))
    put_stamp("words", value)


def static_files(env: dict[str, str]) -> None:
    value = digest([*product_files("**/static/**/*"), ROOT / "config" / "settings.py", LOCK], STATE)
    if is_stamped("static", value) and (STATE / "static").exists():
        return
    with speech.step("Gom tệp tĩnh", "Collecting static files"):
        _must(Child("static", manage("collectstatic", "--noinput", "-v0"), env))
    put_stamp("static", value)


def embedded_database(cluster: Cluster, env: dict[str, str], *, demo: bool) -> None:
    """The city's database appears whole or not at all: it is filled under another name and then renamed."""
    if not missing_database(cluster, env, demo=demo):
        migrate(env, _ask(env["DATABASE_URL"], APPLIED))


def missing_database(cluster: Cluster, env: dict[str, str], *, demo: bool) -> bool:
    """Fill it if it is not there, and say whether that was so; one that is there stays as it is."""
    if _ask(cluster.url("motcua"), "SELECT 1") is not None:
        return False
    admin = cluster.url("postgres")
    _ask(admin, "DROP DATABASE IF EXISTS motcua_new WITH (FORCE)", "CREATE DATABASE motcua_new")
    unfinished = env | {"DATABASE_URL": cluster.url("motcua_new")}
    migrate(unfinished, [])
    if demo:
        play_demo(unfinished)
    _ask(admin, "ALTER DATABASE motcua_new RENAME TO motcua")
    return True


def given_database(env: dict[str, str], *, demo: bool) -> None:
    """A server somebody else keeps: an empty database is filled, one with tables is only brought up to date."""
    url, mark = env["DATABASE_URL"], STAMPS / "demo-unfinished"
    answer = _ask(url, VERSION)
    if not answer or answer[0][0] not in VERSIONS:
        found = f"PostgreSQL {answer[0][0]}" if answer else "no such database"
        speech.stop_with(
            f"DATABASE_URL phải trỏ tới một cơ sở dữ liệu có sẵn trên PostgreSQL 15–18 ({found}).",
            f"DATABASE_URL must name an existing database on PostgreSQL 15–18 ({found}).",
        )
    if mark.exists() and mark.read_text() == digest([], url):
        speech.stop_with(
            f"Lần trước dữ liệu mẫu chưa dựng xong. Hãy làm trống cơ sở dữ liệu, xoá {mark} rồi chạy lại.",
            f"The demo was not finished last time. Empty the database, remove {mark} and start again.",
        )
    fresh = not _ask(url, HAS_TABLES)[0][0]
    if fresh and demo and has_command("play_demo"):
        put_stamp(mark.name, digest([], url))
    migrate(env, [] if fresh else _ask(url, APPLIED))
    if fresh and demo:
        play_demo(env)
    mark.unlink(missing_ok=True)


def migrate(env: dict[str, str], applied: list[list[Any]]) -> None:
    """Skipped when neither the migration files nor what the database says it has applied changed since last time."""
    files = digest([*product_files("**/migrations/*"), LOCK])
    if applied and is_stamped("migrations", digest([], files, applied)):
        return
    with speech.step("Dựng bảng dữ liệu", "Preparing the tables"):
        _must(Child("migrate", manage("migrate", "--noinput", "-v1"), env))
    put_stamp("migrations", digest([], files, _ask(env["DATABASE_URL"], APPLIED)))


def play_demo(env: dict[str, str]) -> None:
    if has_command("play_demo"):
        with speech.step("Diễn dữ liệu mẫu của một thành phố", "Playing the demo of a city"):
            _must(Child("demo", manage("play_demo"), env))


def _must(child: Child) -> None:
    if child.start().finish():
        speech.stop_with("Bước này không thành công.", "This step failed.", child.log)


def _ask(url: str, *statements: str) -> list[list[Any]]:
    try:
        return ask(PYTHON, url, *statements)  # type: ignore[no-any-return]
    except NoAnswer as error:
        speech.stop_with(f"Cơ sở dữ liệu không trả lời: {error}", f"The database does not answer: {error}")


def wants_demo(words: Sequence[str] = ()) -> bool:
    """As MOTCUA_DEMO says; else yes, unless this city is founded in earnest: by this very command, or by an earlier one."""
    if given := os.environ.get("MOTCUA_DEMO"):
        return given == "1"
    return not founds(words) and not (STAMPS / IN_EARNEST).exists()


def founds(words: Sequence[str]) -> bool:
    """Whether this is the command that founds a city, and not only a question about it."""
    return list(words[:1]) == [FOUND] and not only_asks(words)


def only_asks(words: Sequence[str]) -> bool:
    """What commands there are, and what they take: no city is opened for that, and none filled."""
    return not words or words[0] in {"help", "version"} or bool({"-h", "--help", "--version"} & set(words))


def stay_in_earnest() -> None:
    """From now on this checkout opens without demo accounts and demo sign-in, though nobody says so each time."""
    put_stamp(IN_EARNEST, "bin/manage found_city\n")
