"""Link the records of CSV files into persons: a name across scripts, a birth date, a phone, a paper, all weighed together."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import manara.resolution.engine.option_problems
import manara.resolution.engine.run_words  # noqa: F401  the sentences of both
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.told import refused, say, told, worded


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `manara link` takes."""
    parser.epilog = (
        "Example: manara link records.csv -o clusters.csv --country MR — A run that was killed goes on when it is called again "
        "with the same files, country and -o; with others it begins anew. Until the end all is in the folder CLUSTERS.csv.part."
    )
    parser.add_argument(
        "records", type=Path, nargs="+", metavar="RECORDS.csv",
        help="CSV files whose first line names record and what is known: name, birth, phone, document, place …",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="CLUSTERS.csv", help="record,cluster,probability")
    parser.add_argument("--engine", default="duckdb", metavar="duckdb|spark[=URL]", help="where it is computed (duckdb)")
    parser.add_argument("--threshold", type=float, default=0.99, help="how probable a pair must be to be one person (0.99)")
    parser.add_argument("--country", metavar="MR", help="ISO 3166 code for phones that have no country code")
    parser.add_argument("--judgements", type=Path, metavar="FILE.csv", help="left,right,judgement (same, different, unsure)")
    parser.add_argument(
        "--explain", type=Path, metavar="PAIRS.csv",
        help="left,right: why these are one person or not, to CLUSTERS.explained.csv and a page, CLUSTERS.explained.html",
    )  # fmt: skip
    parser.add_argument("--costs", type=Path, metavar="FILE.npz", help="what `names train` wrote, for what is built in")
    parser.add_argument("--costs-sha256", metavar="HEX", default="", help="its SHA-256, as `names train` said it; needed")
    parser.add_argument("--memory", default="8GB", help="what DuckDB may take before it uses the disk (8GB)")


def run(given: argparse.Namespace) -> int:
    """Links; a run that was killed goes on when it is called again with the same files and output."""
    engine, _, _url = given.engine.partition("=")
    if engine not in ("duckdb", "spark"):
        return refused(Problem("option-engine", option="--engine", value=given.engine))
    if not 0.5 <= given.threshold < 1:
        return refused(Problem("option-probability", option="--threshold", value=f"{given.threshold:g}"))
    try:
        from manara.resolution.engine.linkage.running import Wanted, link
        from manara.resolution.engine.names import costs
    except ImportError as missing:
        return refused(Problem("link-not-installed", name=str(missing.name)))
    if given.costs and engine == "spark":
        return refused(Problem("option-costs-there"))
    if given.costs and not given.costs_sha256:
        return refused(Problem("option-hash"))
    began = time.monotonic()

    def said(what: str) -> None:
        end = "" if sys.stderr.isatty() else "\n"
        print(f"\r{time.monotonic() - began:5.0f} s  {worded(what)}" + " " * 20, end=end, file=sys.stderr, flush=True)

    country = given.country.upper() if given.country else None
    wanted = Wanted(
        tuple(given.records), given.output, given.engine, given.threshold, country, given.judgements,
        memory=given.memory, explain=given.explain,
    )  # fmt: skip
    costs.use(given.costs, given.costs_sha256)
    try:
        done = link(wanted, said)
    finally:
        costs.use(None)
    said(told(Problem("link-done", records=done.records, persons=done.persons, pairs=done.pairs)))
    print(file=sys.stderr)
    if done.missed is not None:
        say("link-missed", share=f"{done.missed:.2%}")
    else:
        say("link-missed-unknown")
    if wanted.explain:
        say("link-explained", n=done.explained, table=str(wanted.beside("csv")), page=str(wanted.beside("html")))
    if done.too_common:
        say("link-too-common", n=done.too_common)
    return 0
