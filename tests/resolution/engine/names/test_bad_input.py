"""Whatever is thrown at the commands of names: nothing is lost, nothing half written passes for whole, nothing hangs."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from manara import __main__ as command
from manara.intake.engine.reading.plain_tables import columns_of
from manara.resolution.engine.names import Index, compare, parse
from manara.resolution.engine.names.results import written

ODD = [
    "",
    "م",
    "x",
    "0612345678",
    "😀😀",
    "x" * 2_000,
    "محمد " * 400,
    "Mohamed محمد Мохамед",
    "\u200f\u202e",
    "Иван",
    "٠١٢",
    "=1+1",
]


@pytest.mark.parametrize("odd", ODD)
def test_each_odd_name_is_compared_parsed_and_searched(odd: str) -> None:
    for other in ("Mohamed Ould Ahmed", odd):
        assert 0.0 <= compare(odd, other).probability <= 1.0
    assert all(part.text for part in parse(odd))
    assert len(Index(["Mohamed", odd, "محمد"]).search(odd)) <= 3
    assert Index(["Mohamed"]).search(odd, top=0) == []


def test_match_keeps_every_row_in_its_order_whatever_the_rows_hold(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    with pairs.open("w", encoding="utf-8", newline="") as output:
        csv.writer(output).writerows([("left", "right"), *((odd, other) for odd in ODD for other in ("Mohamed", odd))])
    assert command.main(["names", "match", str(pairs), "-o", str(tmp_path / "out.csv")]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as rows:
        told = list(csv.reader(rows))[1:]
    assert [row[0] for row in told] == [odd for odd in ODD for _ in range(2)]
    assert all(0.0 <= float(row[2]) <= 1.0 for row in told)


def test_swapped_columns_say_the_same(tmp_path: Path) -> None:
    told = []
    for header in ("left,right", "right,left"):
        (tmp_path / "in.csv").write_text(f"{header}\nMohamed Ould Ahmed,محمد ولد أحمد\n", "utf-8")
        assert command.main(["names", "match", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")]) == 0
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as rows:
            told.append(float(next(csv.DictReader(rows))["probability"]))
    assert told[0] == pytest.approx(told[1], abs=1e-4) and told[0] > 0.7


def test_a_file_is_read_as_it_is_needed_and_never_whole(tmp_path: Path) -> None:
    """Five million rows are a stream: after each batch of results no more than that batch was taken from the source."""
    taken = done = 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal taken
        for _ in range(60_000):
            taken += 1
            yield ("a",)

    def found(batch: Sequence[tuple[str, ...]]) -> Iterator[Iterator[tuple[str, ...]]]:
        assert taken - done <= 5_000
        yield (row for row in batch)

    def said(so_far: int) -> None:
        nonlocal done
        done = so_far

    assert written(tmp_path / "out.csv", ("x",), rows(), found, said) == 60_000 == done


def test_columns_are_read_one_row_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("left,right\n" + "a,b\n" * 50_000, "utf-8")
    with file.open("ab") as more:
        more.write(b"\xff\n")  # the end can't be read; what stands before it is given out all the same
    rows = columns_of(file, ("left", "right"))
    assert next(rows) == ("a", "b")


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    names, target = tmp_path / "names.txt", tmp_path / "out.csv"
    names.write_text("".join(f"Mohamed Ould Ahmed {'abcdefghij'[at % 10]}x\n" for at in range(30_000)), "utf-8")
    run = [sys.executable, "-m", "manara", "names", "parse", str(names), "-o", str(target)]
    killed = subprocess.Popen(run, stderr=subprocess.DEVNULL)
    mark = tmp_path / "out.csv.part.done"
    waited = time.monotonic() + 60
    while killed.poll() is None and not mark.exists() and time.monotonic() < waited:
        killed.poll()
    killed.kill()
    killed.wait()
    assert mark.exists() and not target.exists()
    assert subprocess.run(run, capture_output=True).returncode == 0
    with target.open(encoding="utf-8", newline="") as rows:
        told = [row for row in csv.reader(rows) if row[1] == "1"]
    assert [row[0] for row in told] == names.read_text("utf-8").splitlines()
