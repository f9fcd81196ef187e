"""Writes a result all or nothing, puts rows that could not be used beside it, and says how far the work is."""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import manara.networks.engine.run_words  # noqa: F401  the sentences
from manara.foundation.engine.told import say, told, worded

if TYPE_CHECKING:
    from manara.networks.engine.edges import Ties

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
SHOWN = 5


def write(target: Path, header: Collection[str], rows: Iterable[Iterable[object]]) -> None:
    """Write all or nothing."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as output:
            writer = csv.writer(output, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """The file of the rows that could not be used."""
    return target.with_name(target.stem + ".set-aside.csv")


def tell_set_aside(target: Path, ties: Ties) -> None:
    """Put the rows that could not be used beside `target`, and say the first of them; what an earlier run put there goes."""
    if ties.own:
        say("ties-own", n=ties.own)
    if ties.never:
        say("ties-never", n=ties.never)
    if ties.unseen:
        say("ties-unseen", n=len(ties.unseen))
    rows = ties.set_aside
    if not rows:
        beside(target).unlink(missing_ok=True)
        return
    write(beside(target), ("line", "reason", "row"), ((row.line, told(row.reason), ",".join(row.cells)) for row in rows))
    for row in rows[:SHOWN]:
        say("row-set-aside", line=row.line, reason=told(row.reason))
    say("rows-set-aside", n=len(rows), file=beside(target).name)


def listed(names: Collection[str]) -> str:
    """The first of some names, in their order."""
    shown = sorted(names)
    return ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")


def progress() -> Callable[[float, str], None]:
    """Says how far the work is, on a terminal."""
    shown = sys.stderr.isatty()

    def tell(done: float, what: str) -> None:
        if shown:
            print(f"\r{done:4.0%}  {worded(what):<24}", end="", file=sys.stderr, flush=True)

    return tell


def number(value: float) -> str:
    """A figure as a cell: nothing where it can't be said."""
    return "" if math.isnan(value) else f"{value:.6g}"
