"""Every string through what is taken along: a table computes nothing of it, and it comes back out as it went in.

In print: `tests/foundation/documents`, which sets all of them as PDF and reads them back.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from manara.exchange.engine import i2, plain_table
from manara.exchange.engine.ftm import FtmEntity, read, write
from manara.exchange.engine.marks import Marks
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.spreadsheet_cells import as_written, inert
from manara.foundation.engine.storable import storable
from tests.security.hostile import texts

MARKS = Marks("H2", "ANA-01", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), "case 12", "RED", ("ask first",), "Gendarmerie")
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_no_cell_of_a_table_is_a_formula_and_each_comes_back() -> None:
    data = b"".join(plain_table.write(("a", "b"), [(text, text) for text in texts()], MARKS))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert plain_table.whole(rows)
    assert [as_written(row["a"]) for row in rows] == [storable(text) for text in texts()]
    # Whatever parts the cells where it is opened again, none begins as a formula does.
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(COMPUTED) or cell.lstrip().startswith(COMPUTED)]


def test_tables_for_i2_keep_every_label() -> None:
    said = [storable(text) for text in texts()]
    things = [i2.I2Entity(f"e{at}", "Person", text, text, text[:40], text, text) for at, text in enumerate(said)]
    links = [i2.I2Link(f"l{at}", text, f"e{at}", f"e{at - 1}", text) for at, text in enumerate(said) if at]
    for data in (i2.entity_table(things, MARKS), i2.link_table(links, things, MARKS)):
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert plain_table.whole(rows)
        assert not [cell for row in rows for cell in row.values() if cell.startswith(COMPUTED)]


def test_a_package_is_read_as_it_was_written() -> None:
    said = [storable(text) for text in texts()]
    made = [FtmEntity(f"p{at}", "Person", {"name": [text], "notes": [text]}) for at, text in enumerate(said)]
    back = [each for _, each, _ in read(io.BytesIO(b"".join(write(made))))]
    assert not [each for each in back if isinstance(each, Problem)]
    assert [list(each.properties["name"]) for each in back if isinstance(each, FtmEntity)] == [[text] for text in said]


def test_inert_is_told_from_what_was_written() -> None:
    assert [as_written(inert(text)) for text in texts()] == list(texts())
