"""Writes what a viewer may see as FollowTheMoney JSON lines or as a table, marked with handling code and who took it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import orjson

from manara.exchange.engine.ftm import FtmEntity, to_ftm
from manara.foundation.access import Viewer
from manara.foundation.engine.spreadsheet_cells import inert
from manara.foundation.vocabulary import schemas
from manara.resolution import words
from manara.resolution.engine.ranking import Found
from manara.resolution.queries.exporting import Exported

HANDLING_ORDER = ("", "H0", "H1", "H2", "H3")


def file_name(viewer: Viewer, kind: str, handling: str, taken: datetime, suffix: str) -> str:
    """A name that says what it is, under which handling code, by whom it was taken and when: all in plain letters."""
    parts = ("manara", kind, handling or "H0", viewer.code, f"{taken:%Y%m%dT%H%M%SZ}")
    return "-".join("".join(c if c.isascii() and c.isalnum() else "_" for c in part) for part in parts) + suffix


def ftm_lines(entities: Iterable[Exported], viewer: Viewer, taken: datetime) -> Iterator[bytes]:
    """One line of JSON for each entity, in FollowTheMoney's own schemas; readers ignore what they don't know.

    `context` is where FollowTheMoney keeps what is not of the entity itself: handling code, TLP label, grade, agency and
    report of each line, and who took it for what purpose.
    """
    for entity in entities:
        if entity.schema not in schemas():
            continue
        said = ((prop, str(other) if other is not None else value) for prop, value, other in entity.statements)
        translated = to_ftm(FtmEntity.of_statements(str(entity.public_id), entity.schema, said)).entity
        yield orjson.dumps(
            {
                "id": translated.id,
                "caption": entity.caption,
                "schema": translated.schema,
                "properties": {prop: list(values) for prop, values in translated.properties.items() if values},
                "datasets": [f"manara-{entity.agency}"],
                "context": {
                    "handling": entity.handling,
                    "tlp": entity.tlp,
                    "grade": entity.grade,
                    "agency": entity.agency,
                    "report": str(entity.report),
                    "taken_by": viewer.code,
                    "taken_at": f"{taken:%Y-%m-%dT%H:%M:%SZ}",
                    "purpose": viewer.purpose,
                },
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )


def csv_lines(found: Iterable[Found], viewer: Viewer, taken: datetime) -> Iterator[bytes]:
    """A search's results as a table; no cell can act as a formula, and every row bears its handling code."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff".encode()  # so that spreadsheet programs read Arabic as UTF-8
    header = ("id", "schema", "name", "facts", "agency", "grade", "handling", "reports", "taken_by", "taken_at")
    writer.writerow(header)
    for each in found:
        first = each.first
        facts = " | ".join(
            f"{words.property_label(first.schema, prop)}: {value}"
            for prop, values in each.facts.items()
            for value in values[:2]
        )
        row = (
            str(first.public_id), words.schema_label(first.schema), first.caption, facts, first.report.agency,
            first.report.grade, first.report.handling, str(each.reports), viewer.code, f"{taken:%Y-%m-%d %H:%M}",
        )  # fmt: skip
        writer.writerow([inert(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()
