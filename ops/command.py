"""bin/manage: a management command against the city's database, which is started for it when the city is closed."""

import os
import signal
import subprocess
import sys

from ops import children, environment, preparation, speech
from ops.city import city_cluster
from ops.places import ROOT, manage, surroundings

ASKS_FOR_PAGES = "bench"


def main(words: list[str]) -> int:
    speech.in_utf8(to_errors=True)
    children.listen()
    try:
        return _main(words)
    except children.Stopped:
        return 130
    except speech.Problem as problem:
        speech.explain(problem)
        return 1


def _main(words: list[str]) -> int:
    environment.make()
    preparation.secret()
    preparation.translations()
    demo = preparation.wants_demo(words)
    env = surroundings(MOTCUA_DEMO="1" if demo else "0")
    if os.environ.get("DATABASE_URL") or preparation.only_asks(words):
        return _execute(words, env)
    cluster = city_cluster()
    guest = cluster.guests.wait(shared=True, meanwhile=children.check)
    if not cluster.lock.take():  # the city is open, or another bin/manage opened its database
        cluster.wait_ready(ours=False)
        return _execute(words, env | {"DATABASE_URL": cluster.url("motcua")})
    try:
        cluster.create()
        cluster.start()
        cluster.wait_ready()
        env["DATABASE_URL"] = cluster.url("motcua")
        preparation.missing_database(cluster, env, demo=demo)
        return _execute(words, env)
    finally:
        guest.release()
        cluster.guests.wait()  # others may still be at work on the database we opened
        cluster.stop()
        cluster.lock.release()


def _execute(words: list[str], env: dict[str, str]) -> int:
    """In the terminal's foreground, with our input and output; Ctrl-C reaches it directly."""
    if words[:1] == [ASKS_FOR_PAGES]:
        preparation.static_files(env)  # also where bin/run has never opened the city
    process = subprocess.Popen(
        manage(*words), env=env, cwd=ROOT, preexec_fn=children.die_with_parent(signal.SIGTERM)
    )  # fmt: skip
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        if code == 0 and preparation.founds(words) and env["MOTCUA_DEMO"] == "0":
            preparation.stay_in_earnest()
        return code


def run() -> int:
    return main(sys.argv[1:])
