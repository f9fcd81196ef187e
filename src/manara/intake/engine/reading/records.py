"""The records of a separated text file with their original bytes, and what to do where quotation marks go wrong."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from manara.intake.engine.reading.lines import Line

MAX_RECORD_LINES = 500  # a quoted cell of more lines is a quotation mark that somebody forgot to close
_MAX_CELL = 4_000_000

# The limit is one for the whole process; the default (131,072) would refuse cells that lines.MAX_LINE lets pass.
csv.field_size_limit(max(csv.field_size_limit(), _MAX_CELL))


@dataclass(slots=True)
class Record:
    """The cells of one record, the bytes they came from and the fault that keeps it from being taken."""

    cells: list[str]
    raw: bytes
    fault: str = ""
    detail: str = ""


class Records:
    """Parts lines into records; a quote that never closes costs its own line only, not the rest of the file."""

    def __init__(self, lines: Iterable[Line], separator: str) -> None:
        self._lines = iter(lines)
        self._separator = separator
        self._again: deque[Line] = deque()
        self._pending: list[Line] = []
        self._stopped = ""
        self._too_long: Line | None = None

    def __iter__(self) -> Iterator[Record]:
        while self._stopped != "end":
            self._stopped = ""
            yield from self._run()
            if self._pending:
                yield self._unclosed()
                # What the open quote had swallowed is read again: only its first line is at fault.
                if self._stopped == "end":
                    self._stopped = ""
            if self._too_long is not None and not self._again:
                line, self._too_long = self._too_long, None
                yield Record([line.text], line.raw, line.fault)

    def _run(self) -> Iterator[Record]:
        reader = csv.reader(self._feed(), delimiter=self._separator)
        pending = self._pending
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Record([pending[0].text], b"".join(line.raw for line in pending), "record-unreadable", str(error))
                pending.clear()
                return
            if cells is None or self._stopped:
                return
            if len(pending) == 1:
                line = pending[0]
                yield Record(cells, line.raw, line.fault)
            else:
                fault = next((line.fault for line in pending if line.fault), "")
                yield Record(cells, b"".join(line.raw for line in pending), fault)
            pending.clear()

    def _feed(self) -> Iterator[str]:
        again, pending, lines = self._again, self._pending, self._lines
        while True:
            if again:
                line = again.popleft()
            elif self._too_long is not None:
                self._stopped = "too-long"
                return
            else:
                following = next(lines, None)
                if following is None:
                    self._stopped = "end"
                    return
                line = following
            if line.fault == "line-too-long":
                self._too_long, self._stopped = line, "too-long"
                return
            if len(pending) >= MAX_RECORD_LINES:
                again.appendleft(line)
                self._stopped = "runaway"
                return
            pending.append(line)
            yield line.text

    def _unclosed(self) -> Record:
        first = self._pending[0]
        self._again.extendleft(reversed(self._pending[1:]))
        self._pending.clear()
        return Record(first.text.rstrip("\r\n").split(self._separator), first.raw, "quote-unclosed")
