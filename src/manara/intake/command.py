"""`manara import FILE`: what a file would bring, as one JSON object, without a node and without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from manara.foundation.engine.problems import Problem
from manara.intake.engine.admission import Admission
from manara.intake.engine.drafts import Quarantined
from manara.intake.engine.mapping import Mapping, suggest
from manara.intake.engine.profiles import NAMES, built_in
from manara.intake.engine.questions import questions, settled
from manara.intake.engine.reading import Choice, Source, detect, open_source

MAX_LISTED = 10_000  # quarantined rows that are listed one by one; all are counted
_MAX_MAPPING = 2_000_000  # bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `manara import` to a parser."""
    parser.add_argument("file", metavar="FILE", help="the file to import")
    parser.add_argument(
        "--mapping",
        metavar="NAME",
        default="",
        help=f"a saved mapping, a mapping file (.json) or one of {', '.join(NAMES)}",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be imported, without a node")
    parser.add_argument("--encoding", default="", help="the text encoding, where the one found is wrong")
    parser.add_argument("--separator", default="", help="the character between cells, where the one found is wrong")
    parser.add_argument("--sheet", default="", help="the sheet or table to read")
    parser.add_argument("--header-row", type=int, default=None, help="the row of the header; 0 when there is none")
    parser.add_argument("--fill-merged", action="store_true", help="repeat the value of merged cells")
    parser.add_argument("--country", default="", help="the country assumed for phones without prefix, such as MR")
    parser.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default="", help="how 03/04/2024 is meant")
    parser.add_argument("--calendar", choices=("gregorian", "hijri"), default="", help="how the year 1445 is meant")


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code. A refusal is one sentence on standard error, never a traceback."""
    try:
        if not args.dry_run:
            from manara.intake.actions.import_file import from_command

            return int(from_command(args))
        result = dry_run(
            args.file,
            args.mapping,
            choice=Choice(
                encoding=args.encoding,
                separator="\t" if args.separator in ("\\t", "tab") else args.separator,
                sheet=args.sheet,
                header_row=args.header_row,
                fill_merged=args.fill_merged,
            ),
            country=args.country,
            order=args.date_order,
            calendar=args.calendar,
        )
    except Problem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0


def mapping_for(source: Source, name: str) -> Mapping:
    """Return the mapping called `name` (built in, or a JSON file), or the one suggested when it is "".

    Raises Problem "mapping-missing", "mapping-unknown", "mapping-columns" and those of `Mapping.from_json`.
    """
    samples = source.sample()
    if not name:
        return suggest(source.header, samples)
    if name in NAMES:
        return built_in(name, source.header)
    if not name.lower().endswith(".json"):
        return built_in(name)  # raises: a name that is saved in a node is known only there
    path = Path(name)
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_MAPPING + 1)
    except OSError as error:
        raise Problem("mapping-missing", name=path.name) from error
    return settled(Mapping.from_json(text).fitted(source.header), samples)


def dry_run(
    path: str | Path,
    mapping_name: str = "",
    *,
    choice: Choice | None = None,
    country: str = "",
    order: str = "",
    calendar: str = "",
) -> dict[str, Any]:
    """Return what an import of the file would bring: counts, quarantined rows with their reasons, open questions.

    Raises Problem for a file that is refused and for a mapping that does not fit it.
    """
    found = detect(path)
    source = open_source(path, choice)
    mapping = mapping_for(source, mapping_name)
    mapping = replace(
        mapping,
        country=(country or mapping.country).upper(),
        order=order or mapping.order,  # type: ignore[arg-type]
        calendar=calendar or mapping.calendar,  # type: ignore[arg-type]
    )
    mapping = Mapping.from_dict(asdict(mapping))  # a wrong country or order is refused here as in a saved mapping
    asked = questions(source.header, source.sample(), mapping)
    counts, quarantined, statements = _tried(source, Admission(mapping))
    return {
        "file": Path(path).name,
        "format": source.format,
        "encoding": source.encoding,
        "encodings_possible": [
            {"encoding": guess.encoding, "label": guess.label, "sample": guess.sample[:200]}
            for guess in found.encodings_possible[:5]
        ],
        "separator": source.separator,
        "sheet": source.sheet,
        "sheets": list(source.sheets),
        "name_says": found.name_says,
        "header_row": source.header_row,
        "rows": counts["rows"],
        "admitted": counts["admitted"],
        "quarantined": quarantined,
        "quarantined_count": counts["quarantined"],
        "statements": dict(sorted(statements.items())),
        "entities": counts["entities"],
        "mapping": json.loads(mapping.to_json()),
        "questions": [asdict(question) for question in asked],
        "notes": [asdict(note) for note in _once(source)],
    }


def _tried(source: Source, admission: Admission) -> tuple[Counter[str], list[dict[str, Any]], Counter[str]]:
    counts: Counter[str] = Counter(rows=0, admitted=0, quarantined=0, entities=0)
    statements: Counter[str] = Counter()
    quarantined: list[dict[str, Any]] = []
    for row in source.rows():
        counts["rows"] += 1
        result = admission.admit(row)
        if isinstance(result, Quarantined):
            counts["quarantined"] += 1
            if len(quarantined) < MAX_LISTED:
                quarantined.append(_reason(result, source.header))
            continue
        counts["admitted"] += 1
        counts["entities"] += len(result.entities)
        for entity in result.entities:
            statements[entity.schema] += len(entity.statements)
    return counts, quarantined, statements


def _reason(result: Quarantined, header: tuple[str, ...]) -> dict[str, Any]:
    column = result.column
    return {
        "row": result.row,
        "reason": result.problem.sentence,
        "code": result.problem.code,
        "column": header[column] if column is not None and column < len(header) else "",
        "value": result.cells[column][:200] if column is not None and column < len(result.cells) else "",
    }


def _once(source: Source) -> list[Any]:
    """Return the reader's notes once: it reads the file several times, and notes the same each time."""
    return list(dict.fromkeys(source.notes))
