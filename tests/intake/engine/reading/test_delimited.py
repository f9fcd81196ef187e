"""Separated text files give the cells that were written, each with the bytes it came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading import Choice, detect, open_source

HEADER = ["Nom", "Prénom", "Téléphone"]


def cells_of(path: Path, **choice: object) -> list[tuple[str, ...]]:
    return [row.cells for row in open_source(path, Choice(**choice)).rows()]  # type: ignore[arg-type]


LETTERS = {
    "cp1256": "محمد ولد أحمد éèç",
    "cp1252": "Hélène Muñoz ñ€",
    "iso8859-6": "محمد ولد أحمد",
    "mac-arabic": "محمد ولد أحمد é",
    "cp720": "محمد ولد أحمد é",
    "utf-8": "محمد ولد أحمد 😀 Hélène \u2028 \x85",
    "utf-8-sig": "محمد ولد أحمد Hélène",
    "utf-16-le": "محمد ولد أحمد 😀 Hélène",
    "utf-16-be": "محمد ولد أحمد 😀 Hélène",
}
SIGNS = "abcXYZ019 \"',;|\t\n.-+=@"


@pytest.mark.parametrize("encoding", sorted(LETTERS))
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.data())
def test_any_text_comes_back_as_it_was_written(
    encoding: str, separator: str, drawn: st.DataObject, separated: Callable[..., Path]
) -> None:
    cell = st.text(alphabet=LETTERS[encoding] + SIGNS, max_size=30)
    width = drawn.draw(st.integers(2, 5))
    rows = drawn.draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    header = [f"column {at}" for at in range(width)]
    assume(all("".join(row).strip() for row in rows) and header not in rows)
    path = separated([header, *rows], separator=separator, encoding=encoding)
    assert cells_of(path, encoding=encoding, separator=separator, header_row=1) == [tuple(row) for row in rows]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=400))
def test_no_bytes_make_it_fall(content: bytes, written: Callable[..., Path]) -> None:
    path = written(content)
    try:
        source = open_source(path)
        rows = list(source.rows())
    except Problem as problem:
        assert problem.sentence != problem.code
        return
    assert all(isinstance(cell, str) for row in rows for cell in row.cells)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.text(alphabet='ab",;é', min_size=1, max_size=12), min_size=1, max_size=30),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_byte_is_in_some_row(lines: list[str], end: str, written: Callable[..., Path]) -> None:
    assume(any(line.strip(',"') for line in lines))  # of nothing but separators the file is refused as empty
    path = written(end.join(lines) + end)
    source = open_source(path, Choice(encoding="utf-8", separator=",", header_row=0))
    said = b"".join(row.raw for row in source.rows())
    blank = sum(len(line.encode()) for line in lines if not line.replace(",", "").replace('"', "").strip())
    assert len(said) >= path.stat().st_size - blank - len(end) * len(lines)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~", "¦", "،"])
def test_the_separator_is_found(separator: str, separated: Callable[..., Path]) -> None:
    rows = [HEADER, ["Ba", "Moussa, dit le grand", "1"], ["Diop", "Awa", "2; 3"], ["Sy", "Ali", "4"]]
    path = separated(rows, separator=separator)
    assert detect(path).separator == separator
    assert cells_of(path) == [tuple(row) for row in rows[1:]]


def test_the_separator_a_spreadsheet_names_is_taken(written: Callable[..., Path]) -> None:
    source = open_source(written("sep=;\r\nNom;Lieu\r\nBa;Rosso, nord\r\n"))
    assert (source.separator, source.header) == (";", ("Nom", "Lieu"))
    assert [row.cells for row in source.rows()] == [("Ba", "Rosso, nord")]


def test_one_column_needs_no_separator(written: Callable[..., Path]) -> None:
    assert cells_of(written("الاسم\nمحمد\nفاطمة\n")) == [("محمد",), ("فاطمة",)]


def test_newlines_of_three_kinds_in_one_file(written: Callable[..., Path]) -> None:
    rows = list(open_source(written(b"nom,lieu\na,1\r\nb,2\rc,3\n")).rows())
    assert [row.cells for row in rows] == [("a", "1"), ("b", "2"), ("c", "3")]
    assert [row.raw for row in rows] == [b"a,1\r\n", b"b,2\r", b"c,3\n"]
    assert [row.number for row in rows] == [2, 3, 4]


def test_a_quoted_cell_may_have_lines(written: Callable[..., Path]) -> None:
    rows = list(open_source(written('nom,note\nBa,"une\ndeux ""trois"""\nSy,x\n')).rows())
    assert rows[0].cells == ("Ba", 'une\ndeux "trois"')
    assert rows[0].raw == b'Ba,"une\ndeux ""trois"""\n'
    assert rows[1].cells == ("Sy", "x")


def test_a_quotation_mark_that_never_closes_costs_one_line(written: Callable[..., Path]) -> None:
    text = 'nom,note\nBa,x\nSy,"oups\n' + "".join(f"Diop,{n}\n" for n in range(1200))
    rows = list(open_source(written(text)).rows())
    faulty = [row for row in rows if row.problem]
    assert [(row.number, row.problem.code, row.raw) for row in faulty if row.problem] == [
        (3, "quote-unclosed", b'Sy,"oups\n')
    ]
    assert len(rows) == 1202
    assert rows[-1].cells == ("Diop", "1199")
    assert [row.number for row in rows] == list(range(2, 1204))


def test_lines_in_another_encoding_wait_and_the_rest_is_read(written: Callable[..., Path]) -> None:
    content = b"nom,lieu\n" + "محمد,روصو\n".encode() * 3 + "Hélène,Kaédi\n".encode("cp1252") + "أحمد,كيفة\n".encode()
    path = written(content)
    assert detect(path).undecodable_lines == 1
    rows = list(open_source(path).rows())
    assert [row.problem.code if row.problem else "" for row in rows] == ["", "", "", "row-undecodable", ""]
    assert rows[3].raw == "Hélène,Kaédi\n".encode("cp1252")


def test_half_a_surrogate_is_undecodable(written: Callable[..., Path]) -> None:
    content = (
        b"\xff\xfe" + "nom,lieu\na,b\n".encode("utf-16-le") + b"x\x00,\x00\x00\xd8\n\x00" + "c,d\n".encode("utf-16-le")
    )
    rows = list(open_source(written(content)).rows())
    assert [row.problem.code if row.problem else row.cells for row in rows] == [
        ("a", "b"),
        "row-undecodable",
        ("c", "d"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_line_too_long_is_refused_and_the_rest_imported(encoding: str, written: Callable[..., Path]) -> None:
    text = "nom,lieu\na,b\n" + 'c,"' + "x" * 3_000_000 + '"\nd,e\n'
    path = written(("\ufeff" + text).encode(encoding))
    rows = list(open_source(path).rows())
    assert [row.problem.code if row.problem else row.cells for row in rows] == [("a", "b"), "line-too-long", ("d", "e")]
    assert len(rows[1].raw) == 1_000_000
    assert rows[1].number == 3


def test_too_many_cells_are_not_dropped(written: Callable[..., Path]) -> None:
    rows = list(open_source(written("nom,lieu\na,b\nc,d,e\nf,g,,\nh\n")).rows())
    assert rows[1].problem is not None and rows[1].problem.code == "too-many-cells"
    assert rows[1].cells == ("c", "d", "e")
    assert (rows[2].cells, rows[3].cells) == (("f", "g"), ("h", ""))


def test_reading_goes_on_from_any_row(separated: Callable[..., Path]) -> None:
    path = separated([HEADER, *[[f"n{n}", "a\nb", str(n)] for n in range(50)]])
    whole = list(open_source(path).rows())
    for start in (0, 1, 2, 17, 50, 51, 99):
        assert list(open_source(path).rows(start)) == [row for row in whole if row.number > start]


def test_a_late_accent_still_decides_the_encoding(written: Callable[..., Path]) -> None:
    lines = [b"nom;lieu\n", *[b"Ba;Rosso\n"] * 80_000, *["محمد;نواذيبو\n".encode("cp1256")] * 4_000]
    path = written(b"".join(lines))
    assert detect(path).encoding == "cp1256"


def test_progress_grows_to_the_end(separated: Callable[..., Path]) -> None:
    source = open_source(separated([HEADER, *[["a", "b", "c" * 40]] * 20_000]))
    seen = [source.progress() for _ in source.rows()]
    assert seen == sorted(seen)
    assert seen[0] < 1.0 and source.progress() == 1.0
    # What is left is foretold from it: it follows the rows, not the blocks in which a file is read.
    assert all(abs(share - number / 20_000) < 0.01 for number, share in enumerate(seen, 1))


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"encoding": "klingon"}, "encoding-unknown"),
        ({"encoding": "base64"}, "encoding-unknown"),
        ({"separator": "::"}, "separator-wrong"),
        ({"header_row": 99}, "header-row"),
        ({"header_row": -1}, "header-row"),
        ({"format": "xlsx"}, "file-format"),
    ],
)
def test_a_choice_that_does_not_fit_is_explained(
    choice: dict[str, object], code: str, written: Callable[..., Path]
) -> None:
    with pytest.raises(Problem) as refused:
        open_source(written("nom,lieu\na,b\n"), Choice(**choice))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_right_encoding_can_be_chosen(written: Callable[..., Path]) -> None:
    path = written("nom;lieu\nمحمد;روصو\n", "cp1256")
    assert cells_of(path, encoding="windows-1256") == [("محمد", "روصو")]
    assert cells_of(path, encoding="cp1252") != [("محمد", "روصو")]
