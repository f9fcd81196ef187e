"""Workbooks give their stored values: merged cells, formulas, errors and figures as a reader of the sheet sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import odswriter
import pytest

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading import Choice, detect, open_source
from manara.intake.engine.reading.workbooks import cell_text

HEADER = ["Nom", "Téléphone", "Date"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (22290001000.0, "22290001000"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (None, ""),
        ("=1+1", "=1+1"),
        (date(2024, 3, 12), "2024-03-12"),
        (datetime(2024, 3, 12), "2024-03-12"),
        (datetime(2024, 3, 12, 14, 30), "2024-03-12 14:30"),
        (time(3, 4), "03:04"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
    ],
)
def test_values_become_the_text_one_would_copy(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_rows_have_the_numbers_of_the_sheet(workbook: Callable[..., Path]) -> None:
    path = workbook([[], ["Liste"], [], HEADER, ["Ba", 22290001000, datetime(2024, 3, 12)], [], ["Sy", "", None]])
    source = open_source(path)
    assert (source.format, source.sheet, source.header_row, source.header) == ("xlsx", "Sheet", 4, tuple(HEADER))
    rows = list(source.rows())
    assert [row.number for row in rows] == [5, 7]
    assert rows[0].cells == ("Ba", "22290001000", "2024-03-12")
    assert rows[0].raw == b'["Ba","22290001000","2024-03-12"]'
    assert list(source.rows(5)) == rows[1:]


def test_columns_may_begin_further_right(workbook: Callable[..., Path]) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_cols(1, 3)

    source = open_source(workbook([HEADER, ["Ba", "1", "x"]], change))
    assert source.header == tuple(HEADER)
    assert [row.cells for row in source.rows()] == [("Ba", "1", "x")]


def test_merged_cells_give_their_value_once_or_repeated(workbook: Callable[..., Path]) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A2:A4")

    path = workbook([["Lieu", "Nom"], ["Rosso", "Ba"], ["", "Sy"], ["", "Diop"], ["Kiffa", "Fall"]], change)
    source = open_source(path)
    assert source.merged == 1
    assert [row.cells[0] for row in source.rows()] == ["Rosso", "", "", "Kiffa"]
    filled = open_source(path, Choice(fill_merged=True))
    assert [row.cells[0] for row in filled.rows()] == ["Rosso", "Rosso", "Rosso", "Kiffa"]
    assert [row.cells[0] for row in filled.rows(3)] == ["Rosso", "Kiffa"]


def with_cells(path: Path, cells: str) -> Path:
    """Put cells into the third row of a sheet as another program would have stored them."""
    return in_part(path, b"</sheetData>", f'<row r="3">{cells}</row></sheetData>'.encode())


def in_part(path: Path, old: bytes, new: bytes) -> Path:
    """Change the XML of the first sheet."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_merge_over_the_whole_sheet_fills_only_what_is_there(workbook: Callable[..., Path]) -> None:
    path = with_cells(workbook([["Lieu", "Nom"], ["Rosso", ""]]), '<c r="B3"><v>2</v></c>')
    path = in_part(
        path, b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    )
    rows = list(open_source(path, Choice(fill_merged=True)).rows())
    assert [row.cells for row in rows] == [("Rosso", "Rosso"), ("Rosso", "2")]


def test_formulas_give_their_stored_result_and_are_never_worked_out(workbook: Callable[..., Path]) -> None:
    path = with_cells(
        workbook([["Nom", "Montant"], ["Ba", 1]]),
        '<c r="A3" t="str"><f>"S"&amp;"y"</f><v>Sy</v></c><c r="B3"><f>1+1</f><v>7</v></c>',
    )
    assert [row.cells for row in open_source(path).rows()] == [("Ba", "1"), ("Sy", "7")]


def test_a_formula_without_result_is_not_taken_for_an_empty_cell(workbook: Callable[..., Path]) -> None:
    rows = list(open_source(workbook([["Nom", "Montant"], ["Ba", 1], ["Sy", "=1+1"]])).rows())
    assert rows[0].problem is None
    assert rows[1].problem == Problem("cell-formula", column="Montant", value="1+1")


def test_an_error_cell_is_the_reason(workbook: Callable[..., Path]) -> None:
    path = with_cells(workbook([["Nom", "Montant"], ["Ba", 1]]), '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    rows = list(open_source(path).rows())
    assert rows[1].problem == Problem("cell-error", column="Montant", value="#DIV/0!")
    assert rows[1].problem.sentence == "The cell Montant holds the error #DIV/0! instead of a value."


def test_a_sheet_can_be_chosen_and_empty_ones_are_passed_over(workbook: Callable[..., Path]) -> None:
    def change(sheet: Any) -> None:
        other = sheet.parent.create_sheet("ثانية")
        other.append(["الاسم"])
        other.append(["محمد"])
        sheet.parent.create_sheet("empty", 0)

    path = workbook([["Nom"], ["Ba"]], change)
    assert detect(path).sheets == ("empty", "Sheet", "ثانية")
    assert open_source(path).sheet == "Sheet"
    assert [row.cells for row in open_source(path, Choice(sheet="ثانية")).rows()] == [("محمد",)]
    for sheet, code in (("nowhere", "sheet-missing"), ("empty", "file-empty")):
        with pytest.raises(Problem) as refused:
            open_source(path, Choice(sheet=sheet))
        assert refused.value.code == code


def test_ods_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "book.ods"
    with path.open("wb") as target, odswriter.writer(target) as book:
        sheet = book.new_sheet("Liste")
        sheet.writerow(["الاسم", "المبلغ", "تاريخ"])
        sheet.writerow(["محمد", 30000, date(2024, 3, 12)])
        sheet.writerow(["فاطمة", 1.5, date(2024, 1, 1)])
    source = open_source(path)
    assert (source.format, source.header) == ("ods", ("الاسم", "المبلغ", "تاريخ"))
    assert [row.cells for row in source.rows()] == [("محمد", "30000", "2024-03-12"), ("فاطمة", "1.5", "2024-01-01")]


def test_a_repeated_header_is_skipped(workbook: Callable[..., Path]) -> None:
    source = open_source(workbook([HEADER, ["Ba", "1", "x"], HEADER, ["Sy", "2", "y"]]))
    assert [row.number for row in source.rows()] == [2, 4]
    assert [note.code for note in source.notes] == ["header-repeated"]


def test_a_name_that_disagrees_is_said(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook([HEADER, ["Ba", "1", "x"]]).rename(tmp_path / "book.csv")
    found = detect(path)
    assert (found.format, found.name_says) == ("xlsx", "csv")
    assert detect(path, "book.xlsx").name_says == ""
