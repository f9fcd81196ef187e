"""Workbooks of spreadsheet programs (XLSX, XLS, ODS): a sheet's stored values, never its formulas."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from manara.foundation.engine.problems import Problem, register
from manara.intake.engine.reading.delimited import MAX_COLUMNS, says_header_again
from manara.intake.engine.reading.header_row import find_header, letter, name_columns
from manara.intake.engine.reading.old_office import scan_xls
from manara.intake.engine.reading.rows import Choice, Note, Row, Source
from manara.intake.engine.reading.sheet_scan import SheetScan, scan_ods, scan_xlsx, xlsx_parts
from manara.intake.engine.reading.structured import canonical_json

register(
    "cell-formula", "The cell %(column)s holds a formula without a stored result (%(value)s). Open and save the file."
)

T = TypeVar("T")
Value = str | int | float | bool | date | datetime | time | timedelta | None


def cell_text(value: Value) -> str:
    """Return a cell's stored value as the text a reader of the sheet would copy."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # Telephone and document numbers are stored as floats: 22236301010.0 is 22236301010.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


class WorkbookSource(Source):
    """One sheet of a workbook."""

    def __init__(self, path: Path, choice: Choice, kind: str) -> None:
        super().__init__(path)
        self.format = kind
        self._fill = choice.fill_merged
        # Loading an ODS or XLS unfolds all of its sheets at once: what they span is looked at before.
        scans = _Scans(path, kind)
        self._book = _load(path)
        self.sheets = tuple(self._book.sheet_names)
        if choice.sheet and choice.sheet not in self.sheets:
            raise Problem("sheet-missing", sheet=choice.sheet[:100], sheets=", ".join(self.sheets)[:300])
        self.sheet, self._scan, self._sheet = self._choose(choice.sheet, scans)
        # Rows come from the sheet's first row on, cells from its first filled column on.
        self._offset = self._sheet.start[1] if self._sheet.start else 0
        self._merged = _areas(self._sheet, self._scan)
        self.merged = len(self._merged)
        self._height = max(self._sheet.height + (self._sheet.start[0] if self._sheet.start else 0), 1)
        self._done = 0
        first = [cells for _, cells in zip(range(max(60, choice.header_row or 0)), self._cells(), strict=False)]
        if not any(any(cells) for cells in first):
            raise Problem("file-empty")
        found = find_header(first, choice.header_row)
        self.header_row = found.row
        self.header, renamed = name_columns(found.cells, found.width)
        self.notes.extend(renamed)
        if found.titles:
            self.notes.append(Note("titles-above", row=found.row, value=" / ".join(found.titles)[:300]))
        if len(self.header) > MAX_COLUMNS:
            raise Problem("too-many-columns", columns=len(self.header), limit=MAX_COLUMNS)

    def _choose(self, wanted: str, scans: _Scans) -> tuple[str, SheetScan, calamine.CalamineSheet]:
        """Open the wanted sheet, or the first one that holds anything."""
        for name in [wanted] if wanted else self.sheets:
            scan = scans.of(name, self.sheets.index(name))
            sheet = _guarded(lambda name=name: self._book.get_sheet_by_name(name))  # type: ignore[misc]
            if sheet.start is not None or wanted:
                return name, scan, sheet
        raise Problem("file-empty")

    def _cells(self) -> Iterator[tuple[str, ...]]:
        """Yield every row of the sheet as text, row 1 first, without the empty columns on its left."""
        if self._sheet.start is None:
            return
        fill = _Filler(self._merged, self._offset) if self._fill and self._merged else None
        rows = iter(_guarded(self._sheet.iter_rows))
        number = 0
        while True:
            values = _guarded(lambda: next(rows, None))
            if values is None:
                return
            cells = [cell_text(value) for value in values]
            if fill is not None:
                fill.into(number, cells)
            number += 1
            yield tuple(cells)

    def rows(self, start: int = 0) -> Iterator[Row]:
        width = len(self.header)
        faults = self._scan.faults
        faulty = {row for row, _ in faults}
        header = self.header if self.header_row else ()
        for number, cells in enumerate(self._cells(), 1):
            self._done = number
            if number <= self.header_row or number <= start:
                continue
            if not any(cells) and number - 1 not in faulty:
                continue
            if len(cells) < width:
                cells = cells + ("",) * (width - len(cells))
            problem = self._fault(number - 1) if number - 1 in faulty else None
            if problem is None and any(cells[width:]):
                problem = Problem("too-many-cells", cells=len(cells), columns=width)
            elif problem is None:
                cells = cells[:width]
                if says_header_again(cells, header):
                    self.notes.append(Note("header-repeated", row=number))
                    continue
            if problem is None and not "".join(cells).strip():
                continue
            yield Row(number, cells, canonical_json(cells), problem)

    def _fault(self, row: int) -> Problem | None:
        for column in range(self._offset, self._offset + len(self.header)):
            fault = self._scan.faults.get((row, column))
            if fault is not None:
                name = self.header[column - self._offset] if self.header_row else letter(column)
                return Problem(fault[0], column=name, value=fault[1])
        return None

    def progress(self) -> float:
        return min(self._done / self._height, 1.0)


class _Scans:
    """The scans of a workbook's sheets, made when they are asked for."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._parts = xlsx_parts(path) if kind == "xlsx" else {}
        self._made: dict[str, SheetScan] = scan_ods(path) if kind == "ods" else {}
        self._in_order = scan_xls(path) if kind == "xls" else []

    def of(self, sheet: str, at: int) -> SheetScan:
        """Return the scan of the sheet that is called `sheet` and is the workbook's number `at`, from 0."""
        if self._in_order:
            return self._in_order[at] if at < len(self._in_order) else SheetScan()
        if sheet in self._parts and sheet not in self._made:
            self._made[sheet] = scan_xlsx(self._path, self._parts[sheet], sheet)
        return self._made.get(sheet, SheetScan())


class _Filler:
    """Repeats the value of a merged area into the cells it covers, as the reader of the sheet sees it."""

    def __init__(self, areas: list[tuple[tuple[int, int], tuple[int, int]]], offset: int) -> None:
        self._areas = sorted(areas)
        self._starts = [area[0][0] for area in self._areas]
        self._offset = offset
        self._values: dict[int, str] = {}

    def into(self, row: int, cells: list[str]) -> None:
        for at in range(bisect_right(self._starts, row) - 1, -1, -1):
            (top, left), (bottom, right) = self._areas[at]
            if bottom < row:
                self._values.pop(at, None)
                continue
            first = left - self._offset
            if top == row and 0 <= first < len(cells):
                self._values[at] = cells[first]
            value = self._values.get(at, "")
            if value:
                for column in range(max(first, 0), min(right - self._offset + 1, len(cells))):
                    cells[column] = cells[column] or value


def _areas(sheet: calamine.CalamineSheet, scan: SheetScan) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    try:
        ranges = sheet.merged_cell_ranges
    except calamine.CalamineError:
        ranges = None
    return list(ranges) if ranges is not None else scan.merged


def _load(path: Path) -> calamine.CalamineWorkbook:
    return _guarded(lambda: calamine.CalamineWorkbook.from_path(path))


def _guarded(step: Callable[[], T]) -> T:
    """Run a step of the workbook library and turn whatever a damaged file makes it raise into a Problem."""
    try:
        return step()
    except calamine.PasswordError as error:
        raise Problem("file-password") from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Problem("file-truncated", detail=str(error)[:200]) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception; any other (KeyboardInterrupt, MemoryError) goes on its way.
        if type(error).__name__ != "PanicException":
            raise
        raise Problem("file-truncated", detail="its structure is broken") from error
