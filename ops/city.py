"""bin/run: prepares a city, opens it, and keeps its processes alive until somebody says stop."""

import http.client
import json
import os
import signal
import time

from ops import children, environment, ports, preparation, speech
from ops.children import Child, Stopped
from ops.locks import Lock
from ops.places import LOGS, PYTHON, ROOT, STATE, has_command, manage, surroundings
from ops.postgres import Cluster, embedded_binaries

LOOK = 0.1  # seconds between two looks at the children
PATIENCE = 90.0  # seconds until the web process must have answered
HOST = os.environ.get("MOTCUA_BIND", "127.0.0.1")
RUN_LOCK = Lock(STATE / "run.lock")


class Watched:
    """A child that is started again when it dies: at once, then after ever longer pauses while it keeps dying."""

    def __init__(self, child: Child, cluster: Cluster | None = None) -> None:
        self.child, self.cluster = child, cluster
        self.deaths, self.next_at, self.born_at = 0, 0.0, time.monotonic()

    def look(self) -> None:
        now = time.monotonic()
        if self.child.alive():
            if now - self.born_at > 60:
                self.deaths = 0
            return
        if not self.next_at:
            self.next_at = now + pause_after(self.deaths)
            self.deaths += 1
            speech.say(
                f"{self.child.name} dừng đột ngột; đang khởi động lại.", f"{self.child.name} died; restarting it."
            )
        if now >= self.next_at:
            self.child.signal_group(signal.SIGKILL)  # workers of a killed leader still hold the port
            self.cluster.start() if self.cluster else self.child.start()
            self.next_at, self.born_at = 0.0, time.monotonic()


def pause_after(deaths: int) -> float:
    """Seconds: 0, 0.5, 1, 2, 4, 8, then 15 for ever."""
    return 0.0 if deaths == 0 else min(15.0, 0.25 * 2**deaths)


def main() -> int:
    speech.in_utf8()
    children.listen()
    try:
        return _run()
    except Stopped:
        return 130
    except speech.Problem as problem:
        speech.explain(problem)
        return 1
    except PermissionError as error:
        speech.say(f"Không ghi được: {error}", f"Cannot write there: {error}")
        return 1


def _run() -> int:
    port = ports.wanted()
    address = f"http://127.0.0.1:{port}"
    if not RUN_LOCK.take():
        note = json.loads(RUN_LOCK.note() or "{}")
        state = (
            ("đang mở tại", "is open at") if note.get("ready") else ("đang được dựng, sẽ mở tại", "is being set up at")
        )
        speech.say(f"Thành phố {state[0]} {note.get('address', '')}", f"The city {state[1]} {note.get('address', '')}")
        return 0
    try:
        RUN_LOCK.write(json.dumps({"pid": os.getpid(), "address": address, "ready": False}))
        ports.require_free(port, HOST)
        environment.make()
        preparation.secret()
        preparation.translations()
        return _with_database(port, address)
    finally:
        RUN_LOCK.release()


def _with_database(port: int, address: str) -> int:
    demo = preparation.wants_demo()
    env = surroundings(MOTCUA_SUPERVISED="1", MOTCUA_POOL="1", MOTCUA_DEMO="1" if demo else "0")
    env.setdefault("MOTCUA_ADDRESS", address)
    if os.environ.get("DATABASE_URL"):
        preparation.static_files(env)
        preparation.given_database(env, demo=demo)
        return _open(port, address, env, [])
    cluster = city_cluster()
    if not cluster.lock.take():
        speech.say(
            "Một lệnh bin/manage đang dùng cơ sở dữ liệu; đang chờ.", "bin/manage is using the database; waiting."
        )
        cluster.lock.wait(meanwhile=children.check)
    try:
        cluster.create()
        cluster.start()
        env["DATABASE_URL"] = cluster.url("motcua")
        preparation.static_files(env)
        cluster.wait_ready()
        preparation.embedded_database(cluster, env, demo=demo)
        return _open(port, address, env, [Watched(cluster.child, cluster)])
    finally:
        cluster.stop()
        cluster.lock.release()


def city_cluster() -> Cluster:
    return Cluster(STATE / "postgres", binaries=embedded_binaries())


def _open(port: int, address: str, env: dict[str, str], watched: list[Watched]) -> int:
    web = Child("web", web_command(port), env)
    others = [Child("worker", manage("work"), env)] if has_command("work") else []
    accounts = Child("accounts", manage("demo_accounts"), env)
    accounts.log.unlink(missing_ok=True)
    ports.require_free(port, HOST)
    try:
        with speech.step(f"Mở cửa ở {address}", "Opening"):  # said before the first answer: who polls may be quick
            watched = [*watched, *(Watched(child.start()) for child in (web, *others))]
            if has_command("demo_accounts") and env["MOTCUA_DEMO"] == "1":
                accounts.start()
            _until_ready(port, web, watched)
        _welcome(address, accounts, worker=bool(others))
        while True:
            children.check()
            _look_at(watched)
    except Stopped:
        speech.say("Đang đóng cửa…", "Closing…")
        return 0
    finally:
        _close([web, *others, accounts])


def web_command(port: int) -> list[str]:
    argv = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    argv += ["--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers", "--workers-kill-timeout", "10"]
    return [*argv, "--no-ws", "config.wsgi:application"]


def _look_at(watched: list[Watched]) -> None:
    for one in watched:
        one.look()
    time.sleep(LOOK)


def _until_ready(port: int, web: Child, watched: list[Watched]) -> None:
    """Ready means that our page answers and our child lives: a stranger on the port would answer too."""
    deadline = time.monotonic() + PATIENCE
    while not (is_healthy(port) and web.alive()):
        children.check()
        if time.monotonic() > deadline or any(one.child is web and one.deaths > 3 for one in watched):
            speech.stop_with("Trang web không khởi động được.", "The web process does not start.", web.log)
        _look_at(watched)


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if HOST == "0.0.0.0" else HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(address: str, accounts: Child, *, worker: bool) -> None:
    RUN_LOCK.write(json.dumps({"pid": os.getpid(), "address": address, "ready": True}))
    speech.say(f"\nThành phố đã mở cửa: {address}", f"The city is open: {address}")
    if not worker:
        speech.say("Chưa có tiến trình xử lý việc nền.", "There is no background worker yet.")
    if accounts.process and accounts.finish() == 0:
        print(f"\n{accounts.log.read_text('utf-8').strip()}\n")
    where = LOGS.relative_to(ROOT) if LOGS.is_relative_to(ROOT) else LOGS
    speech.say(f"Nhật ký nằm ở {where}/. Ctrl-C để dừng.", f"Logs are in {where}/. Ctrl-C stops everything.")


def _close(running: list[Child]) -> None:
    """Web and worker finish what they hold, together; the database goes after them."""
    for child in running:
        if child.alive() and child.process:
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 20
    for child in running:
        child.stop(signal.SIGTERM, max(0.0, deadline - time.monotonic()))
