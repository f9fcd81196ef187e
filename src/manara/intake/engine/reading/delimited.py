"""CSV and its relatives: text files whose cells are parted by some character, in some encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import tidy
from manara.intake.engine.reading.encodings import bom_of, canonical, rank
from manara.intake.engine.reading.header_row import HeaderFound, find_header, name_columns
from manara.intake.engine.reading.lines import MAX_LINE, LineReader
from manara.intake.engine.reading.records import Record, Records
from manara.intake.engine.reading.rows import Choice, EncodingGuess, Note, Row, Source
from manara.intake.engine.reading.separators import rank_separators

MAX_COLUMNS = 500
_HEAD = 1 << 18
_PROBES, _PROBE = 8, 1 << 16
_SEP_LINE = re.compile(r'^\ufeff?"?sep=(.)"?\s*$', re.IGNORECASE)


def sample_of(path: Path) -> bytes:
    """Return the beginning of a file and whole lines of eight places further on: accents may come late."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if size <= _HEAD:
            return head
        if bom_of(head)[0].startswith("utf-16") or head.count(0) > len(head) // 8:
            return head
        parts = [head[: head.rfind(b"\n") + 1] or head]
        for step in range(1, _PROBES + 1):
            file.seek(_HEAD + (size - _HEAD - _PROBE) * step // _PROBES if size > _HEAD + _PROBE else _HEAD)
            block = file.read(_PROBE)
            first, last = block.find(b"\n"), block.rfind(b"\n")
            parts.append(block[first + 1 : last + 1])
        return b"".join(parts)


def guesses_of(path: Path) -> tuple[EncodingGuess, ...]:
    """Return the encodings the file may be in, the most plausible first."""
    return rank(sample_of(path))


def decoded_head(path: Path, encoding: str) -> str:
    """Return the beginning of the file as text, to find the separator in."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    skip = bom_of(head)[1]
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    even = len(head) - (len(head) - skip) % 2 if codec.startswith("utf-16") else len(head)
    text = head[skip:even].decode(codec, "replace")
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] if end > 0 and len(head) == 1 << 16 else text


def undecodable_in_sample(path: Path, encoding: str) -> int:
    """Return how many lines of the sample are not in `encoding`: a file may be pasted together from several."""
    if encoding.startswith("utf-16"):
        return 0
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    bad = 0
    for line in sample_of(path).splitlines()[:-1]:
        try:
            line.decode(codec)
        except UnicodeDecodeError:
            bad += 1
    return bad


class DelimitedSource(Source):
    """A separated text file, read as a stream of records."""

    format = "csv"

    def __init__(self, path: Path, choice: Choice) -> None:
        super().__init__(path)
        self.encoding = self._encoding(choice.encoding)
        with path.open("rb") as file:
            self._skip = bom_of(file.read(4))[1]
        self._size = max(path.stat().st_size, 1)
        head = decoded_head(path, self.encoding)
        named = _SEP_LINE.match(head.split("\n", 1)[0])
        self._sep_line = 1 if named else 0
        if choice.separator and len(choice.separator) != 1:
            raise Problem("separator-wrong", separator=choice.separator)
        self.separator = choice.separator or (named.group(1) if named else rank_separators(head)[0])
        self._lines: LineReader | None = None
        found = self._find_header(choice.header_row)
        self.header_row = found.row
        self.header, renamed = name_columns(found.cells, found.width)
        self._repeated = tuple(tidy(cell) for cell in found.cells) if found.row else ()
        self.notes.extend(renamed)
        if found.titles:
            self.notes.append(Note("titles-above", row=found.row, value=" / ".join(found.titles)[:300]))
        if len(self.header) > MAX_COLUMNS:
            raise Problem("too-many-columns", columns=len(self.header), limit=MAX_COLUMNS)

    def _encoding(self, chosen: str) -> str:
        if not chosen:
            return guesses_of(self.path)[0].encoding
        try:
            encoding = canonical(chosen)
            "".encode(encoding)
        except LookupError as error:
            raise Problem("encoding-unknown", encoding=chosen[:60]) from error
        return encoding

    def _find_header(self, chosen: int | None) -> HeaderFound:
        # Faulty records are shown to the search as empty, so that row numbers stay true.
        first: list[tuple[str, ...]] = []
        says_something = False
        for record in self._records():
            says_something = says_something or bool(record.fault) or any(cell.strip() for cell in record.cells)
            if len(first) < max(60, chosen or 0):
                first.append(() if record.fault else tuple(record.cells))
            elif says_something:
                break
        if not says_something:
            raise Problem("file-empty")
        if self._sep_line and first:
            first[0] = ()
        return find_header(first, chosen)

    def _records(self) -> Iterator[Record]:
        self._lines = LineReader(self.path, self.encoding, self._skip)
        return iter(Records(self._lines, self.separator))

    def progress(self) -> float:
        return self._lines.done / self._size if self._lines else 0.0

    def rows(self, start: int = 0) -> Iterator[Row]:
        width = len(self.header)
        first = max(self.header_row, self._sep_line)
        repeated = self._repeated
        for number, record in enumerate(self._records(), 1):
            if number <= first or number <= start:
                continue
            cells = record.cells
            if record.fault:
                yield Row(number, tuple(cells), record.raw, self._problem(record))
                continue
            if len(cells) != width:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) < width:
                    cells = cells + [""] * (width - len(cells))
                elif any(cell.strip() for cell in cells[width:]):
                    problem = Problem("too-many-cells", cells=len(cells), columns=width)
                    yield Row(number, tuple(cells), record.raw, problem)
                    continue
                else:
                    cells = cells[:width]
            row = tuple(cells)
            if repeated and says_header_again(row, repeated):
                self.notes.append(Note("header-repeated", row=number))
                continue
            if not any(row) or not "".join(row).strip():
                continue
            yield Row(number, row, record.raw)

    def _problem(self, record: Record) -> Problem:
        return Problem(record.fault, encoding=self.encoding, limit=MAX_LINE, detail=record.detail)


def says_header_again(cells: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """True for a row that repeats the header: printed lists do so on each page."""
    if not header or not cells or tidy(cells[0]) != header[0]:
        return False
    pairs = [(tidy(cell), name) for cell, name in zip(cells, header, strict=False)]
    return sum(1 for cell, _ in pairs if cell) >= min(2, len(header)) and all(cell == name for cell, name in pairs)
