"""Files whose records have a fixed meaning, shown as rows under fixed headers so that they read like a table."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.rows import Row, Source
from manara.intake.engine.reading.safe_xml import XmlRecords

SEVERAL = "\n"  # parts several values in one cell
PART = " | "  # parts the pieces of one value, such as a document's type, number and country


def canonical_json(cells: tuple[str, ...]) -> bytes:
    """Return cells as the bytes that stand for the original of a record that has no lines of its own."""
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


class XmlSource(Source):
    """An XML file whose records become rows."""

    record_names: frozenset[str]
    header_row = 0

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._records: XmlRecords | None = None
        self._size = max(path.stat().st_size, 1)
        self.profile = self.format
        if next(self.rows(), None) is None:
            raise Problem("file-empty")

    @abstractmethod
    def records(self, found: XmlRecords) -> Iterator[tuple[str, ...]]:
        """Yield the cells of each record."""

    def rows(self, start: int = 0) -> Iterator[Row]:
        self._records = XmlRecords(self.path, self.record_names)
        for number, cells in enumerate(self.records(self._records), 1):
            if number > start:
                yield Row(number, cells, canonical_json(cells))

    def progress(self) -> float:
        return self._records.done / self._size if self._records else 0.0
