"""Small files made for one test each: separated text, workbooks, archives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

DATA = Path(__file__).resolve().parents[2] / "data" / "intake"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"

Cells = Sequence[Sequence[str]]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes text in an encoding, or bytes, to a file."""

    def write(content: str | bytes, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def separated(written: Callable[..., Path]) -> Callable[..., Path]:
    """Writes rows as a separated text file."""

    def write(rows: Cells, separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> Path:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
        return written(text.getvalue(), encoding)

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes an XLSX; `change` gets the sheet before it is saved."""

    def write(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def data() -> Path:
    """The folder of files that ship with the tests."""
    return DATA


@pytest.fixture
def shared() -> Path:
    """The folder of files that do not ship; tests that need it are skipped without."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the repository")
    return SHARED
