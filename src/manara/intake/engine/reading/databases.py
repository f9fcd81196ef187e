"""Access databases (MDB and ACCDB): each table a sheet, each record a row with its stored bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from construct import ConstructError

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.access_tables import ERRORS, Database
from manara.intake.engine.reading.encodings import canonical, rank
from manara.intake.engine.reading.header_row import name_columns
from manara.intake.engine.reading.rows import Choice, Row, Source

T = TypeVar("T")
MAX_SIZE_MB = 120  # the library holds the file in memory twice
_ENCRYPTED = (b"<encryption", b"EncryptionInfo")


class AccessSource(Source):
    """One table of an Access file."""

    format = "access"
    header_row = 0

    def __init__(self, path: Path, choice: Choice) -> None:
        super().__init__(path)
        size = path.stat().st_size
        if size > MAX_SIZE_MB * 1_000_000:
            raise Problem("file-too-big", size=size // 1_000_000, limit=MAX_SIZE_MB)
        with path.open("rb") as file:
            if any(mark in file.read(4096) for mark in _ENCRYPTED):
                raise Problem("file-password")
        database = _guarded(lambda: Database(path))
        self.sheets = database.tables()
        if not self.sheets:
            raise Problem("file-empty")
        if choice.sheet and choice.sheet not in self.sheets:
            raise Problem("sheet-missing", sheet=choice.sheet[:100], sheets=", ".join(self.sheets)[:300])
        self.sheet = choice.sheet or self.sheets[0]
        self._table = _guarded(lambda: database.table(self.sheet))
        self.encoding = self._text_encoding(choice.encoding)
        self.header, renamed = name_columns(self._table.names, len(self._table.names))
        self.notes.extend(renamed)

    def _text_encoding(self, chosen: str) -> str:
        """Access 97 stores text in the code page of the machine it ran on; later versions in Unicode."""
        if self._table.version > 3:
            return "utf-16-le"
        if chosen:
            try:
                return canonical(chosen)
            except LookupError as error:
                raise Problem("encoding-unknown", encoding=chosen[:60]) from error
        values = (value for found, _ in _guarded_rows(self._table.rows()) for value in found.values())
        pieces = [value for _, value in zip(range(4_000), values, strict=False) if isinstance(value, bytes)]
        return rank(b"\n".join(pieces) or b"a")[0].encoding

    def rows(self, start: int = 0) -> Iterator[Row]:
        names = self._table.names
        for number, (values, raw) in enumerate(_guarded_rows(self._table.rows()), 1):
            if number <= start:
                continue
            cells = tuple(self._table.text(name, values.get(name), self.encoding) for name in names)
            problem = None
            if len(values) < len(names):
                problem = Problem("record-unreadable", detail=f"{len(names) - len(values)} of its columns are damaged")
            if problem is not None or any(cell.strip() for cell in cells):
                yield Row(number, cells, raw, problem)


def _guarded(step: Callable[[], T]) -> T:
    try:
        return step()
    except Problem:
        raise
    except (ConstructError, *ERRORS) as error:
        raise Problem(
            "file-truncated", detail=f"it is no Access file that can be read ({type(error).__name__})"
        ) from error


def _guarded_rows(rows: Iterator[T]) -> Iterator[T]:
    while True:
        row = _guarded(lambda: next(rows, None))
        if row is None:
            return
        yield row
