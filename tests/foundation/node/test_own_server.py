"""A node on a PostgreSQL of one's own: made with the owner's address, run and checked with the application's alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from manara.foundation.node import keys, postgres
from manara.foundation.node.config import load


class OwnServer:
    """Someone's server, here an embedded one of another node, and a node's folder beside it."""

    def __init__(self, folder: Path) -> None:
        other = load({"MANARA_DATA_DIR": str(folder / "other")})
        keys.create(other.keys_dir)
        self.server = postgres.ensure_running(other, disposable=True)
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith(("MANARA_", "DJANGO_"))}
        self.environ["MANARA_DATA_DIR"] = str(folder / "node")
        self.app, self.owner = (
            f"postgresql://{dsn['user']}:{dsn['password']}@/{dsn['dbname']}?host={dsn['host']}&port={dsn['port']}"
            for dsn in (self.server.app_dsn, self.server.owner_dsn)
        )

    def node(self, verb: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "manara", "node", verb],
            env=self.environ | environ, capture_output=True, text=True, check=False,
        )


@pytest.fixture
def own() -> Iterator[OwnServer]:
    folder = Path(tempfile.mkdtemp(prefix="manara-test-"))
    folder.chmod(0o711)
    someone = OwnServer(folder)
    yield someone
    someone.server.stop()
    shutil.rmtree(folder)


def test_tables_are_made_by_the_owner_and_used_by_the_application(own: OwnServer) -> None:
    refused = own.node("init", MANARA_DATABASE_URL=own.app)
    assert refused.returncode == 1
    assert "MANARA_OWNER_DATABASE_URL is not set" in refused.stderr
    made = own.node("init", MANARA_DATABASE_URL=own.app, MANARA_OWNER_DATABASE_URL=own.owner)
    assert made.returncode == 0, made.stderr
    checked = own.node("check", MANARA_DATABASE_URL=own.app)
    assert checked.returncode == 0, checked.stdout
    assert not Path(own.environ["MANARA_DATA_DIR"], "postgres").exists()


def test_an_application_that_is_the_owner_is_found(own: OwnServer) -> None:
    assert own.node("init", MANARA_DATABASE_URL=own.app, MANARA_OWNER_DATABASE_URL=own.owner).returncode == 0
    checked = own.node("check", MANARA_DATABASE_URL=own.owner)
    assert checked.returncode == 1
    assert "the application's role creates tables, writes the list of migrations, owns tables" in checked.stdout
