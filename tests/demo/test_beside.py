"""What the demonstration's people do beside the node: each part once, begun when the door opens, whatever ends it before."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from demo import beside
from demo.beside import PARTS, Beside, Known
from manara.foundation.node.state import NodeProblem


def test_a_part_is_missing_until_it_is_begun(tmp_path: Path) -> None:
    known = Known(tmp_path)
    assert known.missing() == [], "a demonstration that was loaded without this has nothing left to do"
    known.note()
    assert known.missing() == list(PARTS)
    known.note(PARTS[0], "begun")
    known.note(PARTS[0], "done")
    assert Known(tmp_path).missing() == list(PARTS[1:])


def test_what_was_broken_off_is_told_and_not_done_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = Known(tmp_path)
    known.note(PARTS[0], "done")
    known.note(PARTS[1], "begun")
    assert known.missing() == list(PARTS[2:])
    told = capsys.readouterr().out
    assert PARTS[1] in told and str(tmp_path) in told and PARTS[0] not in told


class Desk:
    """A part that keeps what it was asked, and is stopped in its middle where it is told to."""

    def __init__(self, stopped: threading.Event | None = None, waits: int = 0) -> None:
        self.filled, self.looked, self.stopped, self.waits = 0, 0, stopped, waits

    def fill(self, users: Any, say: Any) -> None:
        self.filled += 1
        if self.stopped:
            self.stopped.set()

    def later(self, users: Any) -> bool:
        self.looked += 1
        return self.looked > self.waits


@pytest.mark.django_db
def test_a_stop_lets_a_part_end_and_the_rest_follows_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()
    desks = {part: Desk(stopped if part == PARTS[1] else None, waits=1) for part in PARTS}
    monkeypatch.setattr(beside, "import_module", lambda name: desks[name.rpartition(".")[2]])
    monkeypatch.setattr("manara.foundation.node.installed.let_go", lambda: None)
    Known(tmp_path).note()
    assert beside.at_their_desks(tmp_path, stopped) == 0
    assert [desks[part].filled for part in PARTS] == [1, 1, 0, 0]
    assert beside.at_their_desks(tmp_path, threading.Event()) == 0
    assert [desks[part].filled for part in PARTS] == [1, 1, 1, 1]
    assert all(desks[part].looked >= 2 for part in PARTS), "what waits for the node is looked at until it is done"


@pytest.mark.django_db
def test_a_node_that_comes_to_no_end_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never = SimpleNamespace(fill=lambda users, say: None, later=lambda users: False)
    monkeypatch.setattr(beside, "import_module", lambda name: never)
    monkeypatch.setattr("manara.foundation.node.installed.let_go", lambda: None)
    monkeypatch.setattr(beside, "PATIENCE", -1.0)
    Known(tmp_path).note()
    assert beside.at_their_desks(tmp_path, threading.Event()) == 1


def test_it_begins_when_the_door_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORK", "import sys; sys.exit(0 if sys.stdin.readline() else 7)")
    process = Beside()
    process.open()
    assert process.wait() == 0
    never_opened = Beside()
    never_opened._process.stdin.close()  # as where the demonstration itself is killed
    assert never_opened.wait() == 7


def test_it_is_stopped_before_the_door_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORK", "import sys; sys.stdin.readline(); sys.exit(7)")
    process = Beside()
    process.stop()
    assert process.wait() != 7


def test_what_was_not_compiled_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORK", "raise SystemExit(3)")
    process = Beside()
    assert process.wait() == 3
    with pytest.raises(NodeProblem, match="could not be compiled"):
        process.open()
