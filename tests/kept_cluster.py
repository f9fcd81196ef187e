"""A migrated cluster that processes copy instead of each making its own, for as long as what it is made from is the same."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from manara.foundation.node import postgres, programs
from manara.foundation.node.account import Account, account, make_home
from manara.foundation.node.config import Config

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent / "src" / "manara"
# The strings of the pages, and how they look: nothing that a migration writes.
BESIDE = frozenset({"__pycache__", "locale", "static", "templates"})


@dataclass(frozen=True)
class KeptCluster:
    """Where the cluster is kept, in a folder that nobody else may enter."""

    folder: Path

    def ready(self, node: Config, make: Callable[[], None]) -> None:
        """Puts the cluster at the node's place; where none is kept that holds today, `make` leaves one there, stopped."""
        place = postgres.place(node)
        with self._alone():
            kept = self.folder / made_from()
            if not kept.exists():
                make()
                for each in self.folder.glob("*/"):  # at most one is of any use, and each is large
                    shutil.rmtree(each)
                draft = self.folder / "draft"
                shutil.copytree(place.data, draft)
                draft.rename(kept)
                return
            who = account(place.gate)
            make_home(node.data_dir)
            who.make_gate(place.gate)
            _copy(kept, place.data, who)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.chmod(0o700)
        with (self.folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def made_from() -> str:
    """A digest of all that makes the cluster what it is: our sources, the packages, and PostgreSQL."""
    found = programs.find()
    said = hashlib.sha256(f"{os.geteuid()} {found.folder} {found.major}".encode())
    for each in sorted(f"{each.name} {each.version}" for each in metadata.distributions()):
        said.update(each.encode())
    for path in (Path(__file__), HERE / "copies.py", HERE / "conftest.py", HERE / "settings.py", *sorted(_sources())):
        said.update(f"{path.name} {path.stat().st_size}\n".encode())
        said.update(path.read_bytes())
    return said.hexdigest()[:32]


def _sources() -> Iterator[Path]:
    for folder, inner, files in os.walk(SOURCES):
        inner[:] = [each for each in inner if each not in BESIDE]
        yield from (Path(folder) / each for each in files)


def _copy(kept: Path, data: Path, who: Account) -> None:
    shutil.copytree(kept, data)
    if who.drops:
        for folder, _, files in os.walk(data):
            for each in (folder, *(os.path.join(folder, file) for file in files)):
                os.chown(each, who.user, who.group)
