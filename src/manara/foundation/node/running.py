"""Runs a node: its database, its web processes, its job worker and its audit sealer, until it is told to stop."""

from __future__ import annotations

import importlib.util
import logging
import time

import psycopg

from manara.foundation.node import installed, logs, postgres
from manara.foundation.node.child import WEB, WORKERS
from manara.foundation.node.config import Config
from manara.foundation.node.programs import DatabaseProblem
from manara.foundation.node.state import NodeProblem, Notes, now, only_one
from manara.foundation.node.supervise import Supervisor, command_of

log = logging.getLogger("manara.node")

TRIES_AGAIN = 2.0  # seconds after which a database that did not start is started again


def run(config: Config) -> int:
    """Runs until SIGTERM or SIGINT. Raises ConfigProblem, DatabaseProblem or NodeProblem when it cannot start."""
    config.secret_key()
    config.node_key()
    logs.start(config)
    with only_one(config):
        database = Database(config)
        try:
            _refuse_unready(config)
            notes = Notes(config.profile, config.public_origin, now(), database=database.name)

            def note(children: dict[str, int]) -> None:
                notes.children = children
                try:
                    notes.write(config)
                except OSError as problem:  # a full disk; `status` shows the notes before, and the node goes on
                    log.error("what runs could not be noted down: %s", problem.strerror)

            note({})
            log.info("%s node at %s with %s", config.profile, config.public_origin, database.name)
            Supervisor({role: command_of(role) for role in roles()}, database.tend, note).run()
        finally:
            database.server.stop()
    return 0


def roles() -> list[str]:
    """The node's processes: the web server and each worker that its rooms have."""
    return [WEB, *(name for name, place in WORKERS.items() if _exists(place.partition(":")[0]))]


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _refuse_unready(config: Config) -> None:
    installed.set_up()
    try:
        missing = installed.pending()
    finally:
        installed.let_go()
    if missing:
        raise NodeProblem(
            f"The database lacks {len(missing)} migrations (the first is {missing[0]}); run `manara node init`."
        )
    if not (config.static_dir / "staticfiles.json").exists():
        raise NodeProblem(f"Nothing is collected in {config.static_dir}; run `manara node init`.")


class Database:
    """The node's database while it runs; an embedded server that died is started again."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.server = postgres.ensure_running(config)
        self.name = f"PostgreSQL {self.server.version} ({self.server.origin})" if self.server.version else "your PostgreSQL"
        self.due = 0.0

    def tend(self) -> None:
        """Called about once a second."""
        if self.server.alive() or time.monotonic() < self.due:
            return
        log.error("the database has ended; it is started again")
        try:
            self.server.stop()
            self.server = postgres.ensure_running(self.config)
            log.info("the database runs again")
        except (DatabaseProblem, psycopg.Error, OSError) as problem:
            # A full disk, most likely. A later round tries again; meanwhile the health page says 503.
            log.error("the database did not start: %s", problem)
            self.due = time.monotonic() + TRIES_AGAIN
