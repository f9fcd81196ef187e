"""A sheet as separated text in the encoding its agency uses."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from demo.region.writing.sheet import Cell, Sheet


def separated(sheet: Sheet, encoding: str, separator: str, newline: str = "\r\n") -> bytes:
    """Return the bytes of a CSV file; raises UnicodeEncodeError where the encoding has no such letter."""
    mark = b""
    if encoding == "utf-8-sig":
        mark, encoding = b"\xef\xbb\xbf", "utf-8"
    lines = []
    for line in sheet.lines:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=separator, lineterminator=newline).writerow([_text(value) for value in line.cells])
        lines.append(buffer.getvalue().encode(line.encoding or encoding))
    return mark + b"".join(lines)


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)
