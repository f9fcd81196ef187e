"""Every string through every kind of file that is imported: it comes back byte for byte or its field is named."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from odswriter import writer as ods_writer
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from manara.intake.engine.drafts import ReportDraft
from manara.intake.engine.mapping import Column, Mapping, suggest
from manara.intake.engine.profiles import built_in
from manara.intake.engine.reading import Choice, detect, open_source
from manara.intake.engine.reading.rows import Row
from manara.intake.engine.targets import TARGETS
from tests.security.hostile import sample, strings, texts
from tests.security.reading_back import Admission, admitted, faults, lost

NAME = Mapping(columns=(Column(0, "Nom", "person.name"),))
CODES = {"grade", "handling", "kind", "gender", "schema"}
# What no XML document can hold, whoever writes it (XML 1.0, 2.2), and what its reader makes one line break of.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_FIRST = {(each.reading, each.group == "report", each.split): name for name, each in reversed(TARGETS.items())}.values()


def for_xml() -> list[str]:
    """The strings that a well-formed document can hold."""
    fit = [text for text in texts() if not _NOT_XML.search(text) and "\r" not in text]
    assert len(fit) > 8_900
    return fit


def test_there_are_as_many_as_were_counted() -> None:
    assert len(strings()) == 9065
    assert len({each.category for each in strings()}) == 26


@pytest.mark.parametrize("name", list(TARGETS))
def test_every_column_keeps_or_refuses_every_string(name: str) -> None:
    target = TARGETS[name]
    admission = Admission(Mapping(columns=(Column(0, "Colonne", name),)))
    wrong = []
    # Columns that are read by the same rule need not all see all of them.
    for text in texts() if name in _FIRST else sample():
        result = admission.admit(Row(2, (text,), text.encode("utf-8", "surrogatepass")))
        if isinstance(result, ReportDraft) and target.reading in CODES:
            continue  # a word of the scheme itself, such as B2 or H1
        if why := lost(text, result):
            wrong.append(f"{text!r:.120}: {why}")
    assert wrong == []


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t")])
def test_separated_text(tmp_path: Path, encoding: str, separator: str) -> None:
    sent = [text for text in texts() if "\x00" not in text]
    path = tmp_path / "list.csv"
    with path.open("w", encoding=encoding, newline="", errors="surrogatepass") as file:
        rows = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        rows.writerow(["Nom", "Rang"])
        rows.writerows([text, "1"] for text in sent)
    came = list(admitted(path, NAME, Choice(encoding=encoding, separator=separator, header_row=1)))
    assert faults(sent, came) == []
    detect(path)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_without_quotation_marks_never_breaks_the_reading(tmp_path: Path, separator: str) -> None:
    """As careless programs write it: cells may be parted wrongly, which the preview shows; nothing is lost or raised."""
    path = tmp_path / "list.txt"
    said = [text for text in texts() if text.strip(f"{separator} ")]  # of separators alone an empty row is made
    content = "\n".join(["Nom", *said]).encode("utf-8", "surrogatepass")
    path.write_bytes(content)
    seen = b"".join(row.raw for row in open_source(path, Choice(encoding="utf-8", separator=separator, header_row=1)).rows())
    assert b"".join(seen.split()) == b"".join(content.removeprefix(b"Nom").split())
    source = open_source(path)
    suggested = suggest(source.header, source.sample())
    if any(column.target for column in suggested.columns):
        assert list(admitted(path, suggested))


def test_workbooks(tmp_path: Path) -> None:
    sent = [text for text in for_xml() if not ILLEGAL_CHARACTERS_RE.search(text) and len(text) < 32_000]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    sheet.append(["Nom", "Rang"])
    for text in sent:
        cell = openpyxl.cell.WriteOnlyCell(sheet, value="x")
        cell.value, cell.data_type = text, "s"  # a text, also where it begins like a formula
        sheet.append([cell, "1"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    assert faults(sent, admitted(path, NAME, Choice(header_row=1))) == []


def test_open_document_sheets(tmp_path: Path) -> None:
    # White space in XML text is one space for this format unless the writer marks it, which this writer doesn't.
    sent = [text for text in for_xml() if " ".join(text.split()) == text]
    assert len(sent) > 8_000
    path = tmp_path / "list.ods"
    with path.open("wb") as file, ods_writer(file) as book:
        sheet = book.new_sheet("Liste")
        sheet.writerows([["Nom", "Rang"], *([text, "1"] for text in sent)])
    assert faults(sent, admitted(path, NAME, Choice(header_row=1))) == []


def test_follow_the_money(tmp_path: Path) -> None:
    sent = [text for text in texts() if "\x00" not in text]
    path = tmp_path / "package.ftm.json"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(sent):
            properties = {"name": [text], "notes": [text]}
            file.write(json.dumps({"id": f"p-{number}", "schema": "Person", "properties": properties}) + "\n")
    came = list(admitted(path, built_in("ftm")))
    # A value of which nothing can be seen is no value: it has no name to be found by.
    seen = [(text, result) for text, result in zip(sent, came, strict=True) if not _is_invisible(text)]
    assert faults([text for text, _ in seen], [result for _, result in seen]) == []
    assert len(seen) > 8_900


def test_ids_schemas_and_properties_of_a_package(tmp_path: Path) -> None:
    path = tmp_path / "package.ftm.json"
    with path.open("w", encoding="utf-8") as file:
        for text in texts():
            file.write(json.dumps({"id": text, "schema": "Person", "properties": {"name": ["A"]}}) + "\n")
            file.write(json.dumps({"id": "a", "schema": text, "properties": {"name": ["A"]}}) + "\n")
            file.write(json.dumps({"id": "a", "schema": "Person", "properties": {text: ["A"], "name": ["A"]}}) + "\n")
    came = list(admitted(path, built_in("ftm")))
    assert len(came) == 3 * len(texts())
    for text, result in zip(texts(), came[::3], strict=True):
        if isinstance(result, ReportDraft):
            assert result.entities[0].key == text


POINT = '<wpt lat="20.9" lon="-17.0"><name>%s</name><desc>%s</desc><sym>%s</sym></wpt>'
MARK = "<Placemark><name>%s</name><description>%s</description><Point><coordinates>-17.0,20.9</coordinates></Point></Placemark>"


@pytest.mark.parametrize(
    ("kind", "head", "record", "foot"),
    [
        ("gpx", '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">', POINT, "</gpx>"),
        ("kml", '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>', MARK, "</Document></kml>"),
    ],
)
def test_points_of_maps(tmp_path: Path, kind: str, head: str, record: str, foot: str) -> None:
    sent = for_xml()
    path = tmp_path / f"points.{kind}"
    holes = record.count("%s")
    body = "".join(record % ((escape(text),) * holes) for text in sent)
    path.write_text(f"{head}{body}{foot}", "utf-8")
    assert faults(sent, admitted(path, built_in(kind))) == []
    # In the description alone too, where map programs write HTML.
    only = "".join(record % (("P", escape(text)) + ("s",) * (holes - 2)) for text in sent)
    path.write_text(f"{head}{only}{foot}", "utf-8")
    assert [each for each in faults(sent, admitted(path, built_in(kind))) if not _is_blank(each)] == []


def test_the_security_councils_list(tmp_path: Path) -> None:
    # Line breaks are the list's own layout: several values of one cell stand on lines of their own.
    sent = [text for text in for_xml() if "\n" not in text and text.lower() != "na"]
    path = tmp_path / "list.xml"
    person = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>%s</FIRST_NAME><COMMENTS1>%s</COMMENTS1></INDIVIDUAL>"
    body = "".join(person % (escape(text), escape(text)) for text in sent)
    path.write_text(f"<CONSOLIDATED_LIST><INDIVIDUALS>{body}</INDIVIDUALS></CONSOLIDATED_LIST>", "utf-8")
    assert faults(sent, admitted(path, built_in("un-xml"))) == []


@pytest.mark.parametrize("where", ["lat", "time"])
def test_positions_and_times_that_are_none(tmp_path: Path, where: str) -> None:
    sent = for_xml()
    path = tmp_path / "points.gpx"
    if where == "lat":
        body = "".join(f'<wpt lat={quoteattr(text)} lon="1"><name>A</name></wpt>' for text in sent)
    else:
        body = "".join(f'<wpt lat="1" lon="1"><name>A</name><time>{escape(text)}</time></wpt>' for text in sent)
    path.write_text(f'<gpx xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>', "utf-8")
    assert len(list(admitted(path, built_in("gpx")))) == len(sent)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_a_file_that_is_one_string(tmp_path: Path, encoding: str) -> None:
    """The string as a whole file: refused with a sentence or read, never an error of the program."""
    from manara.foundation.engine.problems import Problem

    path = tmp_path / "file"
    for text in texts()[::3] if encoding == "utf-8" else sample():
        path.write_bytes(text.encode(encoding, "replace"))
        try:
            detect(path)
        except Problem as problem:
            assert problem.sentence != problem.code


def _is_invisible(text: str) -> bool:
    from manara.foundation.engine.scripts import tidy

    return not tidy(text)


def _is_blank(fault: str) -> bool:
    return fault.startswith("''")
