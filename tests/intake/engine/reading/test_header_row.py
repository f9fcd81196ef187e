"""The header is found under titles, and is not invented where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from manara.intake.engine.reading import Choice, open_source
from manara.intake.engine.reading.header_row import find_header, letter, name_columns


@pytest.mark.parametrize(
    "header",
    [("الاسم", "الهاتف"), ("Nom", "Téléphone"), ("Nombre", "Matrícula"), ("Name", "Plate"), ("DoB", "IMEI")],
)
def test_known_words_make_a_header(header: tuple[str, str]) -> None:
    assert find_header([header, ("محمد", "22290001000"), ("Ba", "22290001001")]).row == 1


def test_titles_above_are_skipped_and_told() -> None:
    rows = [
        ("Brigade de Rosso", "", ""),
        ("", "", ""),
        ("Liste du 3 mars", "", ""),
        ("Nom", "Né le", "Lieu"),
        ("Ba", "1984", "Rosso"),
    ]
    found = find_header(rows)
    assert found.row == 4
    assert found.titles == ("Brigade de Rosso", "Liste du 3 mars")


@pytest.mark.parametrize(
    "rows",
    [
        [("محمد ولد أحمد", "22290001000"), ("فاطمة", "22290001001"), ("سيدي", "22290001002")],
        [("Ba Moussa", "12/03/1984"), ("Ba Awa", "13/04/1990"), ("Sy Ali", "01/02/1977")],
        [("Ahmed Ould Sidi", "Rosso"), ("Sidi Ould Ahmed", "Rosso"), ("Ely Ould Sidi", "Kiffa")],
    ],
)
def test_data_in_the_first_row_is_no_header(rows: list[tuple[str, str]]) -> None:
    assert find_header(rows).row == 0


def test_columns_without_header_are_lettered(written: Callable[..., Path]) -> None:
    source = open_source(written("محمد ولد أحمد,22290001000\nفاطمة,22290001001\n"))
    assert (source.header_row, source.header) == (0, ("A", "B"))
    assert len(list(source.rows())) == 2


def test_unknown_words_over_figures_are_a_header() -> None:
    assert find_header([("foo", "bar"), ("12", "13"), ("14", "15")]).row == 1


def test_the_user_decides() -> None:
    rows = [("Nom", "Lieu"), ("Ba", "Rosso")]
    assert find_header(rows, 0).row == 0
    assert find_header(rows, 2).cells == ("Ba", "Rosso")


def test_a_header_repeated_in_the_middle_is_skipped_and_noted(written: Callable[..., Path]) -> None:
    source = open_source(written("Nom,Lieu\nBa,Rosso\nNom,Lieu\n Nom , Lieu \nSy,Kiffa\n"))
    assert [row.cells for row in source.rows()] == [("Ba", "Rosso"), ("Sy", "Kiffa")]
    assert [(note.code, note.row) for note in source.notes] == [("header-repeated", 3), ("header-repeated", 4)]


def test_a_row_that_only_begins_like_the_header_is_kept(written: Callable[..., Path]) -> None:
    rows = list(open_source(written("Nom,Lieu\nNom,Rosso\nBa,\n")).rows())
    assert [row.cells for row in rows] == [("Nom", "Rosso"), ("Ba", "")]


def test_names_given_twice_are_told_apart() -> None:
    names, notes = name_columns(["Nom", "Nom", "", "Nom"], 5)
    assert names == ("Nom", "Nom (2)", "C", "Nom (3)", "E")
    assert [note.value for note in notes] == ["Nom (2)", "Nom (3)"]


def test_letters_are_those_of_a_spreadsheet() -> None:
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_row_chosen_is_taken(written: Callable[..., Path]) -> None:
    source = open_source(written("x,y\nNom,Lieu\nBa,Rosso\n"), Choice(header_row=2))
    assert source.header == ("Nom", "Lieu")
    assert [row.number for row in source.rows()] == [3]
