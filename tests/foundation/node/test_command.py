"""`manara node`: made, checked, run, crashed, stopped and looked at as an operator does."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from manara.foundation.node import postgres, state
from manara.foundation.node.config import Config, load

WAIT = 60.0  # seconds for a condition, on a machine that does much else


def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for a condition of another process, which tells nobody; fails when it does not come."""
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, f"{what} did not come within {WAIT:.0f} s"
        time.sleep(0.05)


class Operator:
    """Someone at a terminal, with a node's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "node"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MANARA_", "DJANGO_"))}
        programs = {name: value for name, value in os.environ.items() if name == "MANARA_POSTGRES_PROGRAMS"}
        self.environ = kept | programs | {"MANARA_PORT": str(self.port), "MANARA_DATA_DIR": str(self.folder)}

    @property
    def config(self) -> Config:
        return load({"MANARA_DATA_DIR": str(self.folder), "MANARA_PORT": str(self.port)})

    def types(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "manara", *words],
            env=self.environ | environ, capture_output=True, text=True, check=False,
        )

    def starts(self) -> subprocess.Popen[bytes]:
        log = (self.folder / "run.log").open("ab")
        with log:
            node = subprocess.Popen([sys.executable, "-m", "manara", "node", "run"], env=self.environ, stderr=log)
        until(lambda: node.poll() is not None or state.health(self.config) == "ok", "the health page")
        assert node.poll() is None, (self.folder / "run.log").read_text()
        return node

    def stops(self, node: subprocess.Popen[bytes]) -> int:
        node.send_signal(signal.SIGTERM)
        return node.wait(WAIT)


@contextlib.contextmanager
def database(operator: Operator) -> Iterator[psycopg.Connection[Any]]:
    """The node's database as its owner, whether the node runs or not."""
    server = postgres.ensure_running(operator.config)
    try:
        with psycopg.connect(**server.owner_dsn) as connection:
            yield connection
    finally:
        server.stop()


@pytest.fixture(scope="module")
def operator() -> Iterator[Operator]:
    folder = Path(tempfile.mkdtemp(prefix="manara-test-"))
    folder.chmod(0o711)
    someone = Operator(folder)
    made = someone.types("node", "init")
    assert made.returncode == 0, made.stderr
    assert "first administrator opens http://localhost:" in made.stdout
    yield someone
    shutil.rmtree(folder)


def test_init_a_second_time_changes_nothing(operator: Operator) -> None:
    keys = {file.name: file.read_bytes() for file in operator.config.keys_dir.iterdir()}
    again = operator.types("node", "init")
    assert again.returncode == 0, again.stderr
    for line in ("is there", "keys        are there", "migrations  are current"):
        assert line in again.stdout
    assert {file.name: file.read_bytes() for file in operator.config.keys_dir.iterdir()} == keys
    with database(operator) as app:
        opens = "SELECT count(*) FROM foundation_invitation WHERE withdrawn_at IS NULL AND accepted_at IS NULL"
        assert app.execute(opens).fetchone() == (1,), "a link that was printed before no longer opens"


def test_an_administrators_code_that_cannot_be_typed_is_refused(operator: Operator) -> None:
    refused = operator.types("node", "init", "--administrator", "مدير")
    assert refused.returncode == 1
    assert "“مدير” cannot be an administrator's code: 2 to 24 Latin letters" in refused.stderr


def test_another_profile_never_shares_the_folder(operator: Operator) -> None:
    refused = operator.types("node", "init", "--profile", "protection")
    assert refused.returncode == 1
    assert "two nodes never share a folder, a database or a key" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_check_finds_a_new_node_in_order(operator: Operator) -> None:
    checked = operator.types("node", "check")
    assert checked.returncode == 0, checked.stdout
    lines = checked.stdout.splitlines()
    assert [line.split()[1] for line in lines[:-1]] == [
        "settings", "folder", "keys", "disk", "database", "migrations", "role", "walls", "clock", "static",
    ]
    assert all(line.startswith("ok ") for line in lines[:-1])


def test_check_names_each_thing_that_is_wrong(operator: Operator) -> None:
    key = operator.config.keys_dir / "node.key"
    try:
        with database(operator) as owner:
            owner.execute("CREATE TABLE open_to_all (audience_id bigint)")
            owner.execute("GRANT INSERT ON django_migrations TO manara_app")
        key.chmod(0o644)
        checked = operator.types("node", "check")
        assert checked.returncode == 1
        for problem in (
            "node.key is open to other accounts",
            "without row-level security: open_to_all",
            "the application's role writes the list of migrations",
            "3 problems",
        ):
            assert problem in checked.stdout
    finally:
        key.chmod(0o600)
        with database(operator) as owner:
            owner.execute("DROP TABLE open_to_all")
            owner.execute("REVOKE INSERT ON django_migrations FROM manara_app")


def test_a_node_runs_survives_crashes_and_stops_cleanly(operator: Operator) -> None:
    assert operator.types("node", "status").returncode == state.NOT_RUNNING
    node = operator.starts()
    config = operator.config
    try:
        told = json.loads(operator.types("node", "status", "--json").stdout)
        assert (told["running"], told["health"], told["pid"]) == (True, "ok", node.pid)
        assert told["queue"] == {"waiting": 0, "running": 0}
        second = operator.types("node", "run")
        assert second.returncode == 1
        assert f"This node runs already as process {node.pid}" in second.stderr

        with urllib.request.urlopen(f"http://localhost:{operator.port}/accounts/login/?q=secret-word") as page:
            assert page.status == 200

        web = told["children"]["web"]
        os.kill(web, signal.SIGKILL)
        until(lambda: (notes := state.read(config)) is not None and notes.children.get("web", web) != web, "another web")
        until(lambda: state.health(config) == "ok", "the health page after the web server was killed")

        database = postgres.place(config).process()
        assert database is not None
        os.kill(database, signal.SIGKILL)
        until(lambda: postgres.place(config).process() not in (None, database), "another database")
        until(lambda: state.health(config) == "ok", "the health page after the database was killed")
        children = json.loads(operator.types("node", "status", "--json").stdout)["children"]
    finally:
        ended = operator.stops(node)
    assert ended == 0
    assert postgres.place(config).process() is None
    assert not any(Path(f"/proc/{pid}").exists() for pid in children.values())
    assert state.health(config) == "no answer"
    log = (operator.folder / "run.log").read_text()
    assert "GET /health/ 200" in log
    assert "GET /accounts/login/ 200" in log
    assert "secret-word" not in log
    assert "127.0.0.1 " not in log.split("Listening at")[1]


def test_when_the_main_process_is_killed_its_children_end_and_the_next_start_works(operator: Operator) -> None:
    node = operator.starts()
    notes = state.read(operator.config)
    assert notes is not None
    node.kill()
    node.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in notes.children.values()), "the end of the children")
    assert operator.types("node", "status").returncode == state.NOT_RUNNING
    assert operator.stops(operator.starts()) == 0


def test_run_refuses_a_database_that_lacks_migrations(operator: Operator) -> None:
    try:
        with database(operator) as owner:
            owner.execute("CREATE TABLE kept AS SELECT * FROM django_migrations WHERE app = 'foundation'")
            owner.execute("DELETE FROM django_migrations WHERE app = 'foundation'")
        refused = operator.types("node", "run")
        assert refused.returncode == 1
        assert "migrations (the first is foundation.0001_initial); run `manara node init`." in refused.stderr
    finally:
        with database(operator) as owner:
            owner.execute("INSERT INTO django_migrations OVERRIDING SYSTEM VALUE SELECT * FROM kept")
            owner.execute("DROP TABLE kept")


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (["node", "run"], {"MANARA_PORT": "x"}, "MANARA_PORT is “x”; it must be a whole number from 1 to 65535."),
        (["node", "run"], {"MANARA_DATA_DIR": "/nonexistent/manara"}, "The key /nonexistent/manara/keys/secret.key"),
        (["node", "fly"], {"LC_ALL": "en_GB.UTF-8"}, "VERB is “fly”"),
        (["fly"], {"LC_ALL": "en_GB.UTF-8"}, "COMMAND is “fly”"),
        (["node"], {}, "VERB"),
        (["node", "init", "--profile", "police"], {"LC_ALL": "fr_FR.UTF-8"}, "--profile vaut « police »"),
        (["node", "check"], {"MANARA_DATABASE_URL": "postgresql://manara_app:hunter2@127.0.0.1:9/manara"}, ""),
    ],
)
def test_every_failure_is_one_sentence_and_no_traceback(
    operator: Operator, words: list[str], environ: dict[str, str], sentence: str
) -> None:
    failed = operator.types(*words, **environ)
    assert failed.returncode != 0
    assert sentence in failed.stderr
    assert len(failed.stderr.splitlines()) <= 1
    assert "Traceback" not in failed.stderr
    assert "hunter2" not in failed.stderr + failed.stdout


def test_for_developers_the_traceback_can_be_had(operator: Operator) -> None:
    failed = operator.types("node", "run", MANARA_PORT="x", MANARA_DEBUG="1")
    assert "Traceback" in failed.stderr
    assert failed.stderr.splitlines()[-1].startswith("manara node: MANARA_PORT is “x”")
