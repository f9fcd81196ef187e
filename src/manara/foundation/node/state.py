"""What a running node writes down about itself, and how `manara node status` reads it."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import http.client
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from manara import __version__
from manara.foundation.node.config import Config

NOT_RUNNING = 3


class NodeProblem(RuntimeError):
    """The node cannot do what was asked; its text is a sentence for the person who asked."""


@dataclass
class Notes:
    """A running node: its own process, its children and since when."""

    profile: str
    address: str
    since: str
    pid: int = field(default_factory=os.getpid)
    version: str = __version__
    database: str = ""
    children: dict[str, int] = field(default_factory=dict)

    def write(self, config: Config) -> None:
        """Replaces the notes as one step, so that a reader never sees half of them."""
        draft = _file(config).with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=1), "utf-8")
        draft.replace(_file(config))


def _file(config: Config) -> Path:
    return config.run_dir / "node.json"


@contextlib.contextmanager
def only_one(config: Config) -> Iterator[None]:
    """Holds the node for one process at a time. Raises NodeProblem when it runs already."""
    config.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (config.run_dir / "node.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            running = read(config)
            raise NodeProblem(
                f"This node runs already{f' as process {running.pid}' if running else ''}; `manara node status` says more."
            ) from None
        try:
            yield
        finally:
            _file(config).unlink(missing_ok=True)


def is_running(config: Config) -> bool:
    """Whether a process holds the node now; the lock ends with its process however that ends."""
    try:
        with (config.run_dir / "node.lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def read(config: Config) -> Notes | None:
    """The notes of the running node, or None."""
    try:
        return Notes(**json.loads(_file(config).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def health(config: Config) -> str:
    """What the node's health page answers: "ok", another word, or "no answer"."""
    host = "127.0.0.1" if config.host in ("0.0.0.0", "::") else config.host  # noqa: S104  a comparison
    connection = http.client.HTTPConnection(host, config.port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": "localhost"})
        answer = connection.getresponse()
        text = answer.read(64).decode("ascii", "replace").strip()
        return "ok" if answer.status == 200 and text == "ok" else f"answers {answer.status}"
    except (OSError, http.client.HTTPException):
        return "no answer"
    finally:
        connection.close()


def status(config: Config) -> dict[str, Any]:
    """Everything `manara node status` tells."""
    notes = read(config) if is_running(config) else None
    if notes is None:
        return {"running": False, "profile": config.profile, "data": str(config.data_dir)}
    return {"running": True, **asdict(notes), "data": str(config.data_dir), "health": health(config), "queue": _queue(config)}


def _queue(config: Config) -> dict[str, int] | str:
    from manara.foundation.node.connection import dsn

    try:
        with psycopg.connect(**dsn(config, "app"), connect_timeout=5) as connection:
            rows = connection.execute(
                "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY 1"
            ).fetchall()
    except psycopg.Error:
        return "the database does not answer"
    counted = dict(rows)
    return {"waiting": counted.get("todo", 0), "running": counted.get("doing", 0)}


def print_status(config: Config, *, as_json: bool) -> int:
    """Prints it; 0 when the node runs, NOT_RUNNING when it does not."""
    found = status(config)
    if as_json:
        print(json.dumps(found))
    elif not found["running"]:
        print(f"The {config.profile} node in {config.data_dir} does not run.")
    else:
        queue = found["queue"]
        waiting = queue if isinstance(queue, str) else f"{queue['waiting']} waiting, {queue['running']} running"
        print(f"The {found['profile']} node runs since {found['since']} at {found['address']} (Manara {found['version']}).")
        print(f"health    {found['health']}")
        print(f"database  {found['database']}")
        print(f"jobs      {waiting}")
        print(f"processes {found['pid']}" + "".join(f", {name} {pid}" for name, pid in found["children"].items()))
    return 0 if found["running"] else NOT_RUNNING
