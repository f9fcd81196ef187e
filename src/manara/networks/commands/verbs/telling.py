"""Writes a result all or nothing, puts rows that could not be used beside it, and says how far the work is."""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeAlias

from manara.networks.engine.edges import SetAside

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
SHOWN = 5


def write(target: Path, header: Collection[str], rows: Iterable[Iterable[object]]) -> None:
    """Write all or nothing."""
    part = target.with_name(target.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    part.replace(target)


def tell_set_aside(target: Path, rows: Collection[SetAside], own: int) -> None:
    """Put the rows that could not be used beside `target`, and say the first of them."""
    if own:
        print(f"{own} ties of one with itself were passed over", file=sys.stderr)
    if not rows:
        return
    beside = target.with_name(target.stem + ".set-aside.csv")
    write(beside, ("line", "reason", "row"), ((row.line, row.reason, ",".join(row.cells)) for row in rows))
    for row in list(rows)[:SHOWN]:
        print(f"line {row.line}: {row.reason}", file=sys.stderr)
    print(f"{len(rows)} rows could not be used; they stand in {beside.name}", file=sys.stderr)


def progress() -> Callable[[float, str], None]:
    """Says how far the work is, on a terminal."""
    shown = sys.stderr.isatty()

    def tell(done: float, what: str) -> None:
        if shown:
            print(f"\r{done:4.0%}  {what:<24}", end="", file=sys.stderr, flush=True)

    return tell


def number(value: float) -> str:
    """A figure as a cell: nothing where it can't be said."""
    return "" if math.isnan(value) else f"{value:.6g}"
