"""Reads and understands the next rows of a file while the database writes the ones before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from manara.intake.engine.admission import admit
from manara.intake.engine.drafts import Quarantined
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.prepared import Prepared, prepare
from manara.intake.engine.reading import Choice, Row, Source, open_source
from manara.intake.models import Import
from manara.intake.opened import unsealed


@dataclass(frozen=True)
class Portion:
    """Some rows in the file's order: what can be admitted, what can't, and the number of the last; empty at the end."""

    prepared: tuple[Prepared, ...]
    faulty: tuple[Quarantined, ...]
    last_row: int
    is_last: bool
    share_read: float


class ReadingAhead:
    """An import's file, open from the row after `last_row` on; `close` ends its thread and removes its clear copy."""

    def __init__(self, imported: Import, size: int) -> None:
        self._size = size
        self._mapping = Mapping.from_dict(imported.mapping)
        self.last_row = imported.last_row
        with ExitStack() as stack:
            path = stack.enter_context(unsealed(imported.file))
            self.source: Source = open_source(path, Choice(**imported.choice))
            self._rows: Iterator[Row] = self.source.rows(imported.last_row)
            # One thread: rows are read in order, by one reader.
            self._thread = stack.enter_context(ThreadPoolExecutor(1, "reading-ahead"))
            self._stack = stack.pop_all()
        self._next: Future[Portion] = self._thread.submit(self._portion)

    def take(self) -> Portion:
        """The next portion; the one after it is being read from now on. Raises what the reader raised."""
        portion = self._next.result()
        if not portion.is_last:
            self._next = self._thread.submit(self._portion)
        return portion

    def close(self) -> None:
        """Let go of thread and file; may be called twice."""
        self._stack.close()

    def _portion(self) -> Portion:
        rows = list(islice(self._rows, self._size))
        prepared: list[Prepared] = []
        faulty: list[Quarantined] = []
        for row in rows:
            result = admit(row, self._mapping)
            if isinstance(result, Quarantined):
                faulty.append(result)
            else:
                prepared.append(prepare(result))
        last = rows[-1].number if rows else 0
        return Portion(tuple(prepared), tuple(faulty), last, len(rows) < self._size, self.source.progress())
