"""The made node that every fault strikes a copy of, and what its import says when nothing strikes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.sheet import write_sheet
from tests.faults.at_a_desk import Desk
from tests.faults.struck_node import StruckNode, copied, run_making, running

ROWS = 5000


@dataclass(frozen=True)
class Made:
    """The node to copy, and what is in it."""

    folder: Path
    people: dict[str, Any]
    imported: str

    def desk(self, node: StruckNode, code: str = "E-ONE", language: str = "en") -> Desk:
        """One of its people, signed in."""
        desk = Desk(node, language)
        desk.sign_in(code, self.people[code]["secret"])
        return desk

    def circle(self, code: str = "E-ONE") -> str:
        return str(self.people[code]["circle"])


@pytest.fixture(scope="session")
def place_of_all() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="manara-faults-"))
    folder.chmod(0o711)  # as root, PostgreSQL runs as another account, which must be able to pass
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made(place_of_all: Path) -> Made:
    register = place_of_all / "register.csv"
    write_sheet(register, ROWS)
    told = run_making(place_of_all / "made", "make", str(register))
    return Made(place_of_all / "made", told["people"], told["import"])


@pytest.fixture(scope="session")
def uninterrupted(made: Made, place_of_all: Path) -> dict[str, Any]:
    """Digest, rows and statements of the import when nothing struck."""
    copy = place_of_all / "whole"
    copied(made.folder, copy)
    try:
        return run_making(copy, "whole", made.imported)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


@pytest.fixture
def place(place_of_all: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir=place_of_all))
    folder.chmod(0o711)
    yield folder
    for log in folder.glob("*.log"):
        print(log.read_text()[-6000:])  # pytest shows it when the test fails
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def node(made: Made, place: Path) -> Iterator[StruckNode]:
    """A node that runs."""
    with running(made.folder, place) as node:
        yield node
