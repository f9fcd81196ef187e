"""Search by name and the page of an entity, against the empty signed-in page, with twenty users at once on a real node.

Run: `python -m bench.search_and_entity [--data-dir DIR]`, DIR filled by `bench.region_at_scale`. The limits are 4 × and 8 ×
the p95 of the empty page of the same run. Users ask for the three pages in turn, so that each is measured under the others.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

PAGES = ("empty", "search", "entity")
LIMITS = {"search": 4.0, "entity": 8.0}
PORT = 8613


def main() -> int:
    """Measure, print one JSON object, and say by the exit code whether both limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path("/tmp/manara-region"))
    parser.add_argument("--rounds", type=int, default=15, help="how often each user opens each page")
    parser.add_argument("--users", type=int, default=20)
    given = parser.parse_args()
    if not (given.data_dir / "bench.json").exists():
        command = [sys.executable, "-m", "bench.region_at_scale", "--data-dir", str(given.data_dir)]
        subprocess.run(command, check=True, stdout=sys.stderr)
    os.environ.update({"MANARA_DATA_DIR": str(given.data_dir), "MANARA_PORT": str(PORT)})
    node = subprocess.Popen([sys.executable, "-m", "manara", "node", "run"], stdout=sys.stderr, stderr=sys.stderr)
    try:
        _wait(node)
        sessions, names, entities = _prepared(given.users)
        alone = _measure(sessions[:1], names, entities, 2 * given.rounds)
        measured = _measure(sessions, names, entities, given.rounds)
    finally:
        node.terminate()
        node.wait(60)
    told = _told(measured)
    # Twenty at once wait in one queue, which brings the pages nearer to each other; one user shows what each costs by itself.
    print(json.dumps({**told, "one_user": _told(alone)}, indent=1))
    return 0 if all(told[page]["ratio"] <= limit for page, limit in LIMITS.items()) else 1


def _wait(node: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if node.poll() is not None:
            raise SystemExit("The node ended before it answered.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            threading.Event().wait(0.3)
    raise SystemExit("The node did not answer within two minutes.")


def _prepared(users: int) -> tuple[list[str], list[str], list[str]]:
    """Cookies of signed-in users, names to look for and entities to open, drawn from what they may see."""
    from manara.foundation.node.installed import let_go, set_up

    set_up()
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    from manara.foundation import access
    from manara.foundation.models import User
    from manara.web import second_factor
    from manara.web.middleware.session import BEGUN, SEEN

    codes = json.loads((settings.NODE.data_dir / "bench.json").read_text("utf-8"))["users"][:users]
    cookies = []
    for user in User.objects.filter(code__in=codes):
        session = SessionStore()
        session["_auth_user_id"], session["_auth_user_backend"] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session[BEGUN] = session[SEEN] = int(time.time())
        session[second_factor.KNOWN] = True
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; manara_language=fr")
    with access.acting(User.objects.get(code=codes[0]), purpose="bench"), connection.cursor() as cursor:
        cursor.execute("select setseed(0.8)")
        cursor.execute(
            "select caption, public_id from intake_entity tablesample bernoulli (0.3) where schema = 'Person' limit 2000"
        )
        rows = cursor.fetchall()
    let_go()
    return cookies, [name for name, _id in rows], [str(public_id) for _name, public_id in rows]


def _measure(cookies: list[str], names: list[str], entities: list[str], rounds: int) -> dict[str, list[float]]:
    measured: dict[str, list[float]] = {page: [] for page in PAGES}
    problems: list[str] = []
    gate = threading.Barrier(len(cookies))

    def user(number: int, cookie: str) -> None:
        rng = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        gate.wait()
        for turn in range(rounds + 2):
            for page in rng.sample(PAGES, len(PAGES)):
                path = {
                    "empty": "/account/",
                    "search": f"/search/?q={quote(rng.choice(names))}",
                    "entity": f"/entities/{rng.choice(entities)}/",
                }[page]
                began = time.perf_counter()
                connection.request(
                    "GET", path, headers={"Cookie": cookie, "Host": f"localhost:{PORT}", "Accept-Encoding": "gzip"}
                )
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    problems.append(f"{path}: {answer.status}")
                if turn >= 2:  # the first turns fill caches
                    measured[page].append(time.perf_counter() - began)

    threads = [threading.Thread(target=user, args=each) for each in enumerate(cookies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise SystemExit(f"{len(problems)} answers were no pages, such as {problems[0]}")
    return measured


def _told(measured: dict[str, list[float]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for page, times in measured.items():
        cuts = statistics.quantiles(times, n=100)
        told[page] = {"requests": len(times), "p50_ms": round(1000 * cuts[49], 1), "p95_ms": round(1000 * cuts[94], 1)}
    for page, limit in LIMITS.items():
        told[page] |= {"ratio": round(told[page]["p95_ms"] / told["empty"]["p95_ms"], 2), "limit": limit}
    return told


if __name__ == "__main__":
    sys.exit(main())
