"""Writes a table as CSV that a spreadsheet opens without computing anything, and of which one can see that it is whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from manara.exchange.engine.marks import Marks
from manara.foundation.engine.spreadsheet_cells import inert
from manara.foundation.engine.storable import storable

BYTE_ORDER_MARK: Final = "\ufeff".encode()  # so that spreadsheet programs read Arabic as UTF-8
# On each row, because rows are copied out of their table; "n/m" because a file that was cut off must not pass for whole.
MARKS: Final = ("row", "file_handling", "file_tlp", "taken_by", "taken_at", "purpose")


def write(header: Sequence[str], rows: Sequence[Sequence[str]], marks: Marks) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, CRLF, every cell quoted and inert, the marks behind each row. Raises ValueError for
    a row that is not as long as its header."""
    behind = (marks.handling or "H0", marks.tlp, marks.taken_by, marks.moment, marks.purpose)
    yield BYTE_ORDER_MARK
    yield from lines([[*header, *MARKS]])
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise ValueError(f"row {number} has {len(row)} cells and the header {len(header)}")
        yield from lines([[*row, f"{number}/{len(rows)}", *behind]])


def lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Rows as they stand in the file, each cell a text and nothing else."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(storable(cell)) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def whole(rows: Sequence[dict[str, str]]) -> bool:
    """Whether rows read back (by column name) are all that were written: "1/3", "2/3", "3/3" in this order."""
    return bool(rows) and all(row.get("row") == f"{number}/{len(rows)}" for number, row in enumerate(rows, 1))
