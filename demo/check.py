"""Checks the demonstration without staying: loads it, signs in as each role, walks the main pages, prints the counts."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING

from demo.opening import filled
from manara.foundation.node.config import Config
from manara.foundation.node.config import load as load_config
from manara.foundation.node.state import NodeProblem

if TYPE_CHECKING:
    from demo.people import SignIn

# What each role's own work begins with; the home page is everybody's.
PAGES = {
    "first-responder": ("/reports/",),
    "investigator": ("/reports/", "/search/?q=Mohamed", "/entities/", "/imports/"),
    "analyst": ("/reports/", "/search/?q=%D9%85%D8%AD%D9%85%D8%AF", "/entities/", "/imports/", "/quarantine/"),
    "prosecutor": ("/reports/", "/search/?q=Sidi", "/entities/"),
    "liaison": ("/reports/", "/search/?q=Fatou", "/imports/"),
    "auditor": ("/log/",),
    "administrator": ("/people/",),
}
COUNTS = {
    "reports": "intake_report", "statements": "intake_statement", "entities": "intake_entity",
    "quarantined rows": "intake_quarantinedrow", "audit events": "foundation_auditevent",
}  # fmt: skip


def main(given: argparse.Namespace) -> int:
    """0 when everything answered; else says what failed."""
    folder = Path(os.environ["MANARA_DATA_DIR"]).parent
    os.environ.update({"MANARA_PORT": str(_free_port()), "MANARA_LOG_LEVEL": "error"})
    config = load_config()
    try:
        failures = check(config)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for failure in failures:
        print(f"manara demo: {failure}", file=sys.stderr)
    return int(bool(failures))


def check(config: Config) -> list[str]:
    """Load, walk and count; what failed, in sentences."""
    started = time.monotonic()
    with filled(config) as (sign_ins, beside):
        loaded = time.monotonic() - started
        beside.open()
        with _running(config):
            urllib.request.urlopen(config.public_origin, timeout=30).read()  # noqa: S310  the node's own address
            first = time.monotonic() - started
            failures = [] if not beside.wait() else ["the node did not work its plans out, or nobody signed one"]
            finished = time.monotonic() - started
            failures += [failure for each in _one_a_role(sign_ins) for failure in walk(config, each)]
        counts = _count(config)
    print(f"loaded in {loaded:.1f} s, first page after {first:.1f} s, plans worked out and signed after {finished:.1f} s")
    print(", ".join(f"{name} {number}" for name, number in counts.items()))
    return failures + [f"there are no {name}" for name, number in counts.items() if not number]


def walk(config: Config, sign_in: SignIn) -> list[str]:
    """Sign in as one role and open its pages; what failed."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    origin = config.public_origin
    try:
        _post(browser, origin, "/accounts/login/", {"login": sign_in.code, "password": sign_in.password})
        page = _post(browser, origin, "/accounts/2fa/authenticate/", {"code": sign_in.one_time_code()})
        failures = [] if sign_in.code in page else [f"{sign_in.role} could not sign in"]
        for path in PAGES.get(sign_in.role, ()):
            try:
                browser.open(origin + path, timeout=30).read()
            except urllib.error.HTTPError as problem:
                failures.append(f"{sign_in.role} got {problem.code} from {path.partition('?')[0]}")
        return failures
    except (urllib.error.URLError, OSError) as problem:
        return [f"{sign_in.role} could not sign in: {problem}"]


def _post(browser: urllib.request.OpenerDirector, origin: str, path: str, fields: dict[str, str]) -> str:
    form = browser.open(origin + path, timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    sent = {**fields, "csrfmiddlewaretoken": token.group(1) if token else ""}
    request = urllib.request.Request(  # noqa: S310  the node's own address
        origin + path, urllib.parse.urlencode(sent).encode(), headers={"Origin": origin, "Referer": origin + path}
    )
    return browser.open(request, timeout=30).read().decode()


def _one_a_role(sign_ins: list[SignIn]) -> list[SignIn]:
    return list({each.role: each for each in reversed(sign_ins)}.values())


@contextlib.contextmanager
def _running(config: Config):  # type: ignore[no-untyped-def]
    process = subprocess.Popen([sys.executable, "-m", "manara", "node", "run"])
    try:
        _wait_for(config.public_origin + "/health/", process)
        yield
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NodeProblem(f"The node ended with {process.returncode} before it answered.")
        with contextlib.suppress(urllib.error.URLError, OSError):
            if urllib.request.urlopen(address, timeout=5).status == 200:  # noqa: S310
                return
        time.sleep(0.1)
    raise NodeProblem("The node did not answer within a minute.")


def _count(config: Config) -> dict[str, int]:
    import psycopg

    from manara.foundation.node.connection import dsn

    with psycopg.connect(**dsn(config, "owner")) as connection:
        return {
            name: connection.execute(f"select count(*) from {table}").fetchone()[0]  # type: ignore[index]  # noqa: S608
            for name, table in COUNTS.items()
        }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
