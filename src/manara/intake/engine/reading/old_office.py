"""The compound files of older office programs: which are XLS workbooks, which are locked, what their cells span."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.sheet_scan import MAX_CELLS, SheetScan

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406, 0x0206})
_BOF = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_FILEPASS, _EOF, _BOUNDSHEET = 0x002F, 0x000A, 0x0085


def ole_kind(path: Path) -> str:
    """Return "xls" for a compound file that is a workbook.

    Raises Problem "file-password", "file-unknown" or "file-truncated".
    """
    streams, book = _open(path)
    if "encryptedpackage" in streams:
        raise Problem("file-password")
    if "worddocument" in streams or "powerpoint document" in streams:
        raise Problem("file-unknown", kind="a text document, not a spreadsheet")
    if not book:
        raise Problem("file-unknown", kind="a document of another program")
    if any(code == _FILEPASS for code, _, _ in _records(book[:100_000])):
        raise Problem("file-password")
    return "xls"


def _open(path: Path) -> tuple[set[str], bytes]:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            streams = {"/".join(parts).lower() for parts in ole.listdir()}
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    return streams, ole.openstream(name).read()
            return streams, b""
    except Exception as error:
        # olefile raises whatever the damaged structure leads to: IndexError, struct.error, OSError of its own …
        raise Problem("file-truncated", detail=str(error)[:200] or type(error).__name__) from error


def _records(book: bytes) -> list[tuple[int, int, int]]:
    """Return the records of a BIFF stream as (code, offset of the data, length)."""
    found: list[tuple[int, int, int]] = []
    at, end = 0, len(book) - 4
    while at <= end:
        code, length = struct.unpack_from("<HH", book, at)
        if code == 0 and length == 0:
            break
        found.append((code, at + 4, length))
        at += 4 + length
    return found


def scan_xls(path: Path) -> list[SheetScan]:
    """Scan the worksheets of an XLS in their order; raises Problem "file-sparse" or "file-truncated"."""
    _, book = _open(path)
    scans: list[SheetScan] = []
    depth = 0
    for code, at, length in _records(book):
        if code in _BOF:
            depth += 1
            if depth == 1:
                scans.append(SheetScan())
        elif code == _EOF:
            depth -= 1
        elif code in _CELLS and length >= 6 and scans:
            _mark(scans[-1], book, code, at, length)
    for number, scan in enumerate(scans):
        if scan.rows * scan.columns > MAX_CELLS:
            raise Problem("file-sparse", sheet=number, rows=scan.rows, columns=scan.columns)
    return scans[1:]  # the first one is the workbook itself


def _mark(scan: SheetScan, book: bytes, code: int, at: int, length: int) -> None:
    row, column = struct.unpack_from("<HH", book, at)
    last = struct.unpack_from("<H", book, at + length - 2)[0] if code == 0x00BD else column
    scan.rows = max(scan.rows, row + 1)
    scan.columns = max(scan.columns, last + 1)
    if code == 0x0205 and length >= 8 and book[at + 7] == 1:
        scan.faults[row, column] = ("cell-error", _ERRORS.get(book[at + 6], "#"))
    elif (
        code in (0x0006, 0x0206, 0x0406)
        and length >= 14
        and book[at + 6] == 2
        and book[at + 12 : at + 14] == b"\xff\xff"
    ):
        scan.faults[row, column] = ("cell-error", _ERRORS.get(book[at + 8], "#"))
