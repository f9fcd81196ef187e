"""Compare, search, parse and learn names across scripts, from plain files to plain files."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from manara.resolution.engine.names.tables import Row, columns_of, lines_of, written


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara names` takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    match = verbs.add_parser("match", help="PAIRS.csv (left,right) → adds probability,explanation")
    match.add_argument("pairs", type=Path, metavar="PAIRS.csv", help="a CSV file whose first line names left and right")
    search = verbs.add_parser("search", help="QUERIES.txt among CANDIDATES.txt → query,rank,candidate,probability")
    search.add_argument("queries", type=Path, metavar="QUERIES.txt", help="a name a line")
    search.add_argument("--among", type=Path, required=True, metavar="CANDIDATES.txt", help="a name a line")
    search.add_argument("--top", type=int, default=10, help="how many candidates a query (10)")
    parse = verbs.add_parser("parse", help="NAMES.txt → name,part,text,role,script")
    parse.add_argument("names", type=Path, metavar="NAMES.txt", help="a name a line")
    train = verbs.add_parser("train", help="learn the costs anew from the listed files, in some minutes")
    train.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="where the files to learn from are")
    for verb in (match, search, parse, train):
        verb.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where the result goes")


def run(given: argparse.Namespace) -> int:
    """Does the verb; a run that was killed goes on when it is called again with the same output."""
    verbs: dict[str, Callable[[argparse.Namespace], int]] = {
        "match": _match, "search": _search, "parse": _parse, "train": _train
    }  # fmt: skip
    return verbs[given.verb](given)


def _match(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import compare_all

    def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
        for said in compare_all([left for left, _ in batch], [right for _, right in batch]):
            yield [(said.left, said.right, f"{said.probability:.6f}", said.explanation)]

    header = ("left", "right", "probability", "explanation")
    done = written(given.output, header, columns_of(given.pairs, ("left", "right")), found, _progress("pairs"))
    return _said(done, "pairs compared")


def _search(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import Index

    candidates = list(lines_of(given.among))
    print(f"preparing {len(candidates)} candidates", file=sys.stderr)
    index = Index(candidates)

    def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
        for (query,) in batch:
            yield (
                (query, str(rank), candidates[each.row], f"{each.probability:.6f}")
                for rank, each in enumerate(index.search(query, given.top), 1)
            )

    queries = ((line,) for line in lines_of(given.queries) if line.strip())
    done = written(given.output, ("query", "rank", "candidate", "probability"), queries, found, _progress("queries"))
    return _said(done, "names searched")


def _parse(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import parse

    def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
        for (name,) in batch:
            yield ((name, str(place), part.text, part.role, part.script) for place, part in enumerate(parse(name), 1))

    names = ((line,) for line in lines_of(given.names) if line.strip())
    done = written(given.output, ("name", "part", "text", "role", "script"), names, found, _progress("names"))
    return _said(done, "names parsed")


def _train(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names.training.keeping import keep
    from manara.resolution.engine.names.training.learning import learn

    began = time.monotonic()
    learned = learn(given.data, lambda said: print(f"{time.monotonic() - began:4.0f} s  {said}", file=sys.stderr))
    digest = keep(learned, given.output)
    print(f"{given.output} written, SHA-256 {digest}", file=sys.stderr)
    return 0


def _progress(unit: str) -> Callable[[int], None]:
    first: tuple[int, float] | None = None

    def say(done: int) -> None:
        # Counted from the first batch on: what a killed run had done before took none of this time.
        nonlocal first
        first = first or (done, time.monotonic())
        rate = (done - first[0]) / max(time.monotonic() - first[1], 0.001)
        print(f"\r{done} {unit}{f', {rate:.0f} a second' if rate else ''}   ", end="", file=sys.stderr, flush=True)

    return say


def _said(done: int, what: str) -> int:
    print(f"\r{done} {what}" + " " * 20, file=sys.stderr)
    return 0
