"""The made import on a struck node: set going by its own page, watched in the database, compared at its end."""

from __future__ import annotations

from typing import Any

from bench.import_killed import digest_of
from tests.faults.at_a_desk import Desk
from tests.faults.struck_node import StruckNode, until


def set_going(desk: Desk, imported: str) -> None:
    """Presses “Go on”."""
    answer = desk.post(f"/imports/{imported}/resume/", {})
    assert (answer.status, answer.place) == (302, f"/imports/{imported}/"), answer.body


def until_midway(node: StruckNode, imported: str) -> int:
    """Waits until rows are kept and others are not; returns the last row that is."""
    row = until(lambda: last_row(node, imported), "the first rows of the import")
    assert state_of(node, imported) == ("admitting", "running"), "it was too fast to be struck"
    return row


def last_row(node: StruckNode, imported: str) -> int:
    return int(node.asked("select last_row from intake_import where public_id = %s", imported)[0][0])


def state_of(node: StruckNode, imported: str) -> tuple[str, str]:
    """The import's state and its job's."""
    row = node.asked(
        "select i.state, j.state from intake_import i join foundation_job j on j.id = i.job_id where i.public_id = %s", imported
    )[0]
    return str(row[0]), str(row[1])


def until_done(node: StruckNode, imported: str, within: float = 55) -> None:
    until(lambda: state_of(node, imported) == ("done", "done"), "the end of the import", within)


def same_as_uninterrupted(node: StruckNode, imported: str, uninterrupted: dict[str, Any]) -> None:
    """Not a row, statement or key more or less than when nothing struck; and the queue is empty."""
    rows, statements = node.asked("select rows, statements from intake_import where public_id = %s", imported)[0]
    assert (rows, statements) == (uninterrupted["rows"], uninterrupted["statements"])
    assert digest_of(node.config, imported) == uninterrupted["digest"]
