"""Tables are read as people have them, and what can't be read is said with the line and what would mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.plain_tables import columns_of, table_with

ROWS = [("محمد", "b;c"), ("x", "y")]


def read(file: Path) -> list[tuple[str, str]]:
    return [(source, target) for source, target in columns_of(file, ("source", "target"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_separator_encoding_and_end_of_line(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    lines = [separator.join(("Target", "weight", "SOURCE"))]
    lines += [separator.join((f'"{target}"', "1", source)) for source, target in ROWS]
    text = end.join([*lines, ""])
    bare = encoding.removesuffix("-bom")
    (tmp_path / "t.csv").write_bytes((("\ufeff" + text) if encoding != bare else text).encode(bare))
    assert read(tmp_path / "t.csv") == ROWS


def test_the_line_that_spreadsheets_write_says_the_separator_and_lines_are_counted_from_the_files_first(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('sep=;\r\nsource;target\r\n"a\r\nb";c\r\n\r\nd;e\r\n', "utf-8")
    found = list(table_with(tmp_path / "t.csv", ("source", "target")).rows)
    assert found == [(3, ["a\r\nb", "c"]), (6, ["d", "e"])]  # the line on which a row begins


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "table-empty", "t.csv is empty: its first line must name source, target"),
        (b"\xef\xbb\xbf\n\n", "table-empty", "is empty"),
        (b"from;to\na;b\n", "table-no-column", "“source”: its first line names “from”, “to”; needed are source, target"),
        (b"source,target\n\xe9,b\n", "table-not-text", "save it as “CSV UTF-8”"),
        ("source,target\n".encode("utf-16-le"), "table-not-text", "UTF-8 or UTF-16"),
        ("source,target\n".encode("utf-32"), "table-not-text", "UTF-8 or UTF-16"),
        (b'source,target\na,b\n"' + b"x\n" * 2**20, "table-quote-open", "a quotation mark"),
    ],
)
def test_what_can_not_be_read_is_said(tmp_path: Path, content: bytes, code: str, says: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(Problem) as wrong:
        read(tmp_path / "t.csv")
    assert wrong.value.code == code and says in wrong.value.sentence
