"""A node that really runs on a copy of the made one: its processes by their number, its database, its end in all cases."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from manara.foundation.node import postgres, state
from manara.foundation.node.config import Config, load
from manara.foundation.node.connection import dsn

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
SOON = 40.0  # seconds within which what is waited for must have come


def environment(folder: Path, port: int) -> dict[str, str]:
    """The settings of the node in `folder`, and none of the tester's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MANARA_", "DJANGO_"))}
    if "MANARA_POSTGRES_PROGRAMS" in os.environ:
        kept["MANARA_POSTGRES_PROGRAMS"] = os.environ["MANARA_POSTGRES_PROGRAMS"]
    return kept | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "MANARA_DATA_DIR": str(folder),
        "MANARA_PORT": str(port),
        "MANARA_COUNTRY": "MR",
        "MANARA_RESERVED_PHONE_PREFIXES": "+2221",
        "MANARA_DEFAULT_LANGUAGE": "en",
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def until(found: Callable[[], T], what: str, within: float = SOON) -> T:
    """The first true answer of `found`; an AssertionError that names `what` when it does not come in time."""
    end = time.monotonic() + within
    while True:
        answer = found()
        if answer:
            return answer
        assert time.monotonic() < end, f"{what} did not come within {within:.0f} s"
        time.sleep(0.02)


@dataclass
class StruckNode:
    """One running node; `log` holds what it wrote, over all its starts."""

    folder: Path
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def config(self) -> Config:
        given = environment(self.folder, self.port)
        return load({name: value for name, value in given.items() if name.startswith("MANARA_")})

    def start(self) -> None:
        """Begins to run and returns when the health page says so."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "manara", "node", "run"], env=environment(self.folder, self.port), stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        until(lambda: self.ended or self.health() == "ok", "the node's health page")
        assert not self.ended, self.log.read_text()[-3000:]

    @property
    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def health(self) -> str:
        return state.health(self.config)

    def child(self, name: str) -> int:
        """The process of the web server, the job worker or the sealer that runs now; 0 when none does."""
        notes = state.read(self.config)
        pid = notes.children.get(name, 0) if notes else 0
        return pid if pid and lives(pid) else 0

    def web_workers(self) -> list[int]:
        return below(self.child("web"))

    def database(self) -> int:
        """The process of the node's own PostgreSQL; 0 when it does not run."""
        return postgres.place(self.config).process() or 0

    def strike(self, *processes: int) -> None:
        """Kills the processes of this node with these numbers, all at once."""
        assert all(processes), "there is nothing to strike"
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def stop(self, within: float = SOON) -> int:
        """Told to end as the system does it; returns how it ended."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within)

    def asked(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database as the tables' owner."""
        with psycopg.connect(**dsn(self.config, "owner"), connect_timeout=5) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def clear_away(self) -> None:
        """Ends whatever of this node still runs, by its numbers."""
        children = [self.child(name) for name in ("web", "jobs", "sealer")]
        workers = self.web_workers() if children[0] else []
        if not self.ended:
            try:
                self.stop(60)
            except subprocess.TimeoutExpired:
                self.process.kill()  # type: ignore[union-attr]
                self.process.wait()  # type: ignore[union-attr]
        for left in (*workers, *children, self.database()):
            if left and lives(left):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(left, signal.SIGKILL)
                until(lambda left=left: not lives(left), f"the end of process {left}")  # type: ignore[misc]


def lives(process: int) -> bool:
    """Whether it runs; one that nobody has taken note of does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def below(process: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def run_making(folder: Path, *words: str) -> dict[str, Any]:
    """What the making process printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.making", *words], env=environment(folder, 8000), check=False,
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def copied(template: Path, target: Path) -> None:
    """A copy with owners and modes: PostgreSQL asks for both."""
    subprocess.run(["cp", "-a", str(template), str(target)], check=True)


@contextlib.contextmanager
def running(template: Path, place: Path, log: Path | None = None) -> Iterator[StruckNode]:
    """A node that runs on a copy of `template` in `place`, cleared away at the end."""
    copied(template, place / "node")
    node = StruckNode(place / "node", log or place / "node.log")
    try:
        node.start()
        yield node
    finally:
        node.clear_away()
