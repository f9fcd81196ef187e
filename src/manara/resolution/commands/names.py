"""Compare, search, parse and learn names across scripts, from plain files to plain files."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import manara.resolution.engine.option_problems
import manara.resolution.engine.run_words  # noqa: F401  the sentences of both
from manara.foundation.engine.collecting import seldom_collected
from manara.foundation.engine.problems import Parameter, Problem
from manara.foundation.engine.told import refused, say, told
from manara.intake.engine.reading.plain_tables import Row, lines_of, places_of, table_with
from manara.resolution.engine.names.results import SetAside, not_onto, sameness, written

_LANGUAGES: Final = ("ar", "fr", "es", "en")
_ON: Final = (
    "A run that was killed goes on when it is called again with the same files, options and -o; with others it begins anew. "
    "Until the end the result is called FILE.part."
)
_EXAMPLES: Final = {
    "match": "manara names match pairs.csv -o out.csv --language fr",
    "search": "manara names search queries.txt --among candidates.txt --top 5 -o found.csv",
    "parse": "manara names parse names.txt -o parts.csv",
    "train": "manara names train --data FOLDER -o costs.npz",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara names` takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(name: str, said: str, more: str = _ON) -> argparse.ArgumentParser:
        text = f"Example: {_EXAMPLES[name]} — {more}"
        return verbs.add_parser(name, help=said, description=said, epilog=text)

    match = verb("match", "PAIRS.csv (left,right) → the same rows with probability,explanation")
    match.add_argument("pairs", type=Path, metavar="PAIRS.csv", help="a CSV file whose first line names left and right")
    match.add_argument("--language", choices=_LANGUAGES, default="en", help="of the explanations (en)")
    search = verb("search", "QUERIES.txt among CANDIDATES.txt → query,rank,candidate,probability")
    search.add_argument("queries", type=Path, metavar="QUERIES.txt", help="a name a line")
    search.add_argument("--among", type=Path, required=True, metavar="CANDIDATES.txt", help="a name a line")
    search.add_argument("--top", type=int, default=10, help="how many candidates a query (10)")
    parse = verb("parse", "NAMES.txt → name,part,text,role,script")
    parse.add_argument("names", type=Path, metavar="NAMES.txt", help="a name a line")
    train = verb("train", "learn the costs anew from the listed files, in some minutes", "It says the SHA-256 for --costs.")
    train.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="where the files to learn from are")
    for each in (match, search, parse, train):
        each.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="where the result goes")
    for each in (match, search):
        each.add_argument("--costs", type=Path, metavar="FILE.npz", help="what `names train` wrote, for what is built in")
        each.add_argument("--costs-sha256", metavar="HEX", default="", help="its SHA-256, as `names train` said it; needed")


def run(given: argparse.Namespace) -> int:
    """Does the verb: 0 when all was done, 3 when rows of the file were set aside, 2 for options that can't be."""
    verbs: dict[str, Callable[[argparse.Namespace], int]] = {
        "match": _match, "search": _search, "parse": _parse, "train": _train
    }  # fmt: skip
    if given.verb == "search" and given.top < 1:
        return refused(Problem("option-least", option="--top", value=given.top, least=1))
    if getattr(given, "costs", None):
        if not given.costs_sha256:
            return refused(Problem("option-hash"))
        from manara.resolution.engine.names import costs

        costs.use(given.costs, given.costs_sha256)
    try:
        with seldom_collected():
            return verbs[given.verb](given)
    finally:
        if getattr(given, "costs", None):
            costs.use(None)


def _match(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import compare_all
    from manara.resolution.engine.names.explaining import explained

    not_onto(given.output, [given.pairs])
    translated = _translated(given.language)
    aside = SetAside(given.output, given.pairs)
    with aside.kept():
        table = table_with(given.pairs, ("left", "right"), aside, no_wider=True)
        left, right = places_of(table.header, ("left", "right"))
        width = len(table.header)

        def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
            said = compare_all([row[left] for row in batch], [row[right] for row in batch])
            for row, each in zip(batch, said, strict=True):
                yield [(*row, f"{each.probability:.6f}", explained(each, translated))]

        rows = (tuple(cells[:width]) + ("",) * (width - len(cells)) for _line, cells in table.rows)
        header = (*table.header, _new("probability", table.header), _new("explanation", table.header))
        same = _same(given, [given.pairs], language=given.language)
        done = written(given.output, header, rows, found, _progress("pairs-at-work"), same)
    _said(done, "pairs-done")
    if aside.count:
        say("names-rows-aside", file=str(aside.file), n=aside.count)
        return 3
    return 0


def _search(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import Index

    not_onto(given.output, [given.queries, given.among])
    candidates = list(lines_of(given.among))
    preparing = _progress("candidates-at-work", all=len(candidates))
    index = Index(candidates, preparing)
    preparing(len(candidates))
    print(file=sys.stderr)

    def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
        for (query,) in batch:
            ranked = index.search(query, given.top)
            yield [
                (query, str(rank), candidates[each.row], f"{each.probability:.6f}") for rank, each in enumerate(ranked, 1)
            ] or [(query, "", "", "")]

    queries = ((line,) for line in lines_of(given.queries) if line.strip())
    header = ("query", "rank", "candidate", "probability")
    same = _same(given, [given.queries, given.among], top=given.top)
    return _said(written(given.output, header, queries, found, _progress("queries-at-work"), same, batch=1), "queries-done")


def _parse(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names import parse

    def found(batch: Sequence[Row]) -> Iterator[Iterable[Row]]:
        for (name,) in batch:
            parts = enumerate(parse(name), 1)
            yield [(name, str(place), part.text, part.role, part.script) for place, part in parts] or [(name, "", "", "", "")]

    not_onto(given.output, [given.names])
    names = ((line,) for line in lines_of(given.names) if line.strip())
    header = ("name", "part", "text", "role", "script")
    same = _same(given, [given.names])
    return _said(written(given.output, header, names, found, _progress("names-at-work"), same), "names-done")


def _train(given: argparse.Namespace) -> int:
    from manara.resolution.engine.names.training.keeping import keep
    from manara.resolution.engine.names.training.learning import learn

    began = time.monotonic()
    learned = learn(given.data, lambda said: print(f"{time.monotonic() - began:4.0f} s  {said}", file=sys.stderr))
    digest = keep(learned, given.output)
    say("costs-written", file=str(given.output), digest=digest)
    return 0


def _same(given: argparse.Namespace, inputs: Sequence[Path], **options: object) -> str:
    """The mark of this run, by which it is gone on with and no other."""
    from manara import __version__
    from manara.resolution.engine.names import costs

    return sameness(inputs, verb=given.verb, costs=costs.digest(), version=__version__, **options)


def _new(name: str, header: Sequence[str]) -> str:
    """A name for a column that no other has: of a table that was compared before, “probability 2”."""
    taken = {cell.lower() for cell in header}
    return next(each for each in (name, *(f"{name} {n}" for n in range(2, len(header) + 3))) if each not in taken)


def _translated(language: str) -> Callable[[str], str]:
    """The sentences in a language, from the room's own catalogue, without a node."""
    import gettext

    if language == "en":
        return str
    places = str(Path(__file__).resolve().parent.parent / "locale")
    return gettext.translation("django", places, [language]).gettext


def _progress(code: str, **params: Parameter) -> Callable[[int], None]:
    """Says how far it is, at most once a second and without end where nobody sits at a terminal."""
    said = partial(print, end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)
    first: tuple[int, float] | None = None
    last = 0.0

    def say(done: int) -> None:
        # Counted from the first batch on: what a killed run had done before took none of this time.
        nonlocal first, last
        now = time.monotonic()
        first = first or (done, now)
        if now - last >= 1 or not last:
            last = now
            rate = (done - first[0]) / max(now - first[1], 0.001)
            words = told(Problem(code, n=done, **params))
            words = told(Problem("at-work-rate", progress=words, rate=f"{rate:.0f}")) if rate else words
            said(f"\r{words}   ")

    return say


def _said(done: int, code: str) -> int:
    print(f"\r{told(Problem(code, n=done))}" + " " * 20, file=sys.stderr)
    return 0
