"""The tables inside an Access file, row by row, with text as it was stored and chains that can't run in circles."""

from __future__ import annotations

import logging
import math
import struct
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from access_parser.access_parser import AccessParser, AccessTable, TableObj
from access_parser.parsing_primitives import TDEF_HEADER

from manara.foundation.engine.problems import Problem

# The library reports each oddity of a damaged page by itself; the reader says once that the file is damaged.
logging.getLogger("access_parser").setLevel(logging.CRITICAL)

_BOOLEAN, _MONEY, _FLOAT64, _DATETIME, _BINARY, _TEXT, _OLE, _MEMO = 1, 5, 7, 8, 9, 10, 11, 12
_EPOCH = datetime(1899, 12, 30)
_MAX_PIECES = 4_000  # of one long text: 16 MB


class Database(AccessParser):  # type: ignore[misc]
    """An Access file without the display properties, which no import needs."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))

    def parse_msys_table(self) -> dict[str, Any]:
        return {}

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables that people made."""
        return tuple(name for name in self.catalog if not _is_internal(name))

    def table(self, name: str) -> Table:
        """Open a table; raises Problem "file-truncated" where its definition is lost."""
        offset = self.catalog[name] * self.page_size
        stored = self._tables_with_data.get(offset)
        if stored is None:
            definition = self._table_defs.get(offset)
            if definition is None:
                raise Problem("file-truncated", detail=f"the definition of the table {name[:60]} is missing")
            stored = TableObj(offset=offset, val=definition)
        return Table(stored, self.version, self.page_size, self._data_pages, self._table_defs)


def _is_internal(name: str) -> bool:
    return name.startswith(("MSys", "USys", "~")) or (name.startswith("f_") and name.endswith("_Data"))


class Table(AccessTable):  # type: ignore[misc]
    """One table; `rows()` gives each record's values with its stored bytes."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.names = [column.col_name_str for _, column in sorted(self.columns.items())]
        self.types = {column.col_name_str: column.type for column in self.columns.values()}
        self._found: list[tuple[dict[str, Any], bytes]] = []
        self._pages = list(self.table.linked_pages)
        self._pieces = 0
        for column in self.columns.values():
            # Taken as bytes, so that text is decoded by the rules of the format and not by trial.
            column.type = {_TEXT: _BINARY, _MEMO: _OLE, _DATETIME: _FLOAT64}.get(column.type, column.type)

    def rows(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Yield the records page by page; raises whatever a damaged page makes the library raise."""
        for page in self._pages:
            self.table.linked_pages = [page]
            found: list[tuple[dict[str, Any], bytes]] = []
            self._found = found
            self.parse()
            yield from found

    def _parse_row(self, record: bytes) -> None:
        self.parsed_table: dict[str, list[Any]] = defaultdict(list)
        self._pieces = 0
        super()._parse_row(record)
        values = {name: got[0] for name, got in self.parsed_table.items() if got}
        self._found.append((values, bytes(record)))

    def _get_overflow_record(self, record_pointer: int) -> Any:
        self._pieces += 1
        if self._pieces > _MAX_PIECES:
            raise Problem("file-bomb", detail="a long text of the database runs in a circle")
        return super()._get_overflow_record(record_pointer)

    def _merge_table_data(self, first_page: int) -> bytes:
        data, page, seen = b"", first_page, set[int]()
        while page and page not in seen:
            seen.add(page)
            table = self._table_defs[page * self.page_size]
            header = TDEF_HEADER.parse(table)
            data += table[header.header_end :]
            page = header.next_page_ptr
        return data

    def text(self, name: str, value: Any, encoding: str) -> str:
        """Return a value as text, by the type of its column."""
        kind = self.types.get(name)
        if value is None:
            return ""
        if isinstance(value, bytes):
            if kind not in (_TEXT, _MEMO):
                return ""  # pictures and attachments are no values of a row
            return value.decode(encoding, "replace") if self.version == 3 else unicode_text(value)
        if kind == _DATETIME and isinstance(value, float):
            return date_text(value)
        if kind == _MONEY and isinstance(value, int):
            return f"{(Decimal(value) / 10_000).normalize():f}"
        if kind == _BOOLEAN:
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        return str(value)


def unicode_text(data: bytes) -> str:
    """Decode text of Access 2000 and later: UTF-16, or after FF FE one byte a character, switched by a zero byte."""
    if not data.startswith(b"\xff\xfe"):
        return data[: len(data) - len(data) % 2].decode("utf-16-le", "replace")
    pieces: list[str] = []
    at, compressed = 2, True
    while at < len(data):
        if compressed:
            end = data.find(b"\x00", at)
            end = len(data) if end < 0 else end
            pieces.append(data[at:end].decode("latin-1"))
            at = end + 1
        else:
            end = at
            while end + 1 < len(data) and data[end : end + 2] != b"\x00\x00" and data[end] != 0:
                end += 2
            pieces.append(data[at:end].decode("utf-16-le", "replace"))
            at = end + 1
        compressed = not compressed
    return "".join(pieces)


def date_text(days: float) -> str:
    """Return a date stored as days since 30 December 1899; before it the fraction still counts forward."""
    if not math.isfinite(days):
        return ""
    whole = math.trunc(days)
    try:
        moment = _EPOCH + timedelta(days=whole) + timedelta(days=abs(days - whole))
    except OverflowError:
        return ""
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date().isoformat() if moment.time().isoformat() == "00:00:00" else moment.isoformat(" ", "minutes")


ERRORS = (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, OverflowError, RecursionError)
