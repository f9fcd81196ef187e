"""A table read many lines at a time has the rows it has read line by line, and is refused for the same line."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

pytest.importorskip("splink")

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.plain_tables import table_of
from manara.resolution.engine.linkage import table_pieces
from manara.resolution.engine.linkage.records import LONGEST, Rows, batches
from manara.resolution.engine.linkage.table_pieces import pieces

_CELLS = ("", "Ali", "محمد ولد أحمد", " b ", "née", "1", '"a;b"', '"said ""so"""', 'Moha"med', '"two\nlines"', "\u2028", "\x0b")
_SPOILT = ('"open', "a\0b", "a\rb", "a,b,c,d", "a")


def by_lines(file: Path) -> tuple[list[list[str]], str]:
    """The rows and, where one is refused, why."""
    told: list[list[str]] = []
    try:
        told.extend(row for _line, row in table_of(file, len).rows)
    except Problem as problem:
        return told, str(problem)
    return told, ""


def by_pieces(file: Path, size: int) -> tuple[list[list[str]], str, int]:
    """The same by pieces, and how many of them came as columns."""
    told: list[list[str]] = []
    plain = 0
    try:
        for piece in pieces(file, table_of(file, len).begins, size):
            if piece.columns is None:
                told += [row for _line, row in piece.rows()]
                continue
            plain += 1
            rows = [list(row) for row in zip(*(column.to_pylist() for column in piece.columns), strict=True)]
            assert rows == [row for _line, row in piece.rows()]
            told += rows
    except Problem as problem:
        return told, str(problem), plain
    return told, "", plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_rows_are_those_of_the_table(tmp_path: Path, encoding: str, end: str) -> None:
    drawn, file, plain, refused = Random(f"{encoding} {end}"), tmp_path / "t.csv", 0, 0
    for number in range(60):
        spoilt = 0.01 * (number % 4)
        lines = ["sep=;", "record;name;birth"] if number % 5 == 0 else ["record;name;birth"]
        for _ in range(drawn.randint(0, 60)):
            quoted = drawn.random() < 0.15
            cells = [drawn.choice(_CELLS if quoted else _CELLS[:6]) for _ in range(3)]
            if drawn.random() < spoilt:
                cells[drawn.randrange(3)] = drawn.choice(_SPOILT).replace(",", ";")
            lines.append(";".join(cells).replace("\n", end) if drawn.random() > 0.02 else "")
        text = end.join(lines) + end * drawn.randint(0, 2)
        file.write_bytes(text.encode(encoding))
        whole, why = by_lines(file)
        for size in (1, 7, 1_000):
            told, also, columns = by_pieces(file, size)
            # Of a refused table nothing is taken: the rows before it may be fewer by a piece.
            assert also == why and (told == whole if not why else told == whole[: len(told)])
            plain += columns
        refused += bool(why)
    assert refused > 2 and (plain > 200) == (encoding != "utf-16" and end != "\r")


@pytest.mark.parametrize("plain", [True, False])
def test_lines_without_end_and_long_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    monkeypatch.setattr(table_pieces, "_BLOCK", 2_000)
    monkeypatch.setattr(table_pieces, "_MOST", 50_000)
    file, quote = tmp_path / "t.csv", "" if plain else '"'
    long = "m" * (LONGEST + 5)
    lines = ["record,name,record,name", *(f"{quote}{at}{quote},{long},,b" for at in range(40)), ",,,", "last,Ali"]
    file.write_text("\n".join(lines), "utf-8")
    # Nothing is longer than what is read together, which is fewer lines than were asked for.
    assert [len(piece.rows()) for piece in pieces(file, table_of(file, len).begins, 1_000)] == [12, 12, 12, 6]
    found = list(batches([file], 1_000))
    assert [name for rows in found for name in rows.ids()] == [*map(str, range(40)), "last"]
    assert found[0].columns()["name"].to_pylist()[0] == f"{long[:LONGEST]};b"
    file.write_text("record,name\rlast," + "m" * 60_000 + "\rb,c", "utf-8")
    assert [rows.ids() for rows in batches([file], 1_000)] == [["last", "b"]]


def test_a_record_without_a_name_is_told_by_its_line(tmp_path: Path) -> None:
    for name in ("", "  ", ";", "|;", "\u2003", " " * LONGEST + "x"):
        cell = f'"{name}"' if name else name
        for written in (name, cell):
            (tmp_path / "t.csv").write_text(f"record,name\na,Ali\n\n{written},Omar\n", "utf-8")
            with pytest.raises(Problem, match="line 4"):
                list(batches([tmp_path / "t.csv"], 10))
    (tmp_path / "t.csv").write_text("record,name\n a ;b,Ali\n", "utf-8")
    [rows] = batches([tmp_path / "t.csv"], 10)
    assert isinstance(rows, Rows) and rows.ids() == ["a"]
