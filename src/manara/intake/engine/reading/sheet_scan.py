"""Looks a sheet's XML over before it is loaded: how far it spans, which cells hold errors or formulas without result."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from manara.foundation.engine.problems import Problem

MAX_CELLS = 12_000_000  # rows times columns: a full sheet of eleven columns
_MAX_FAULTS = 200_000
_CHUNK = 1 << 22
_REF = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{0,7})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>"""
)
_NO_RESULT = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?><f(?:[^>]*/>|[^>]*>([^<]{0,200})[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"""
)
_ODS_TAG = re.compile(rb"<(/?table:table|table:table-row|table:table-cell|table:covered-table-cell)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_SPANNED = re.compile(rb'number-(rows|columns)-spanned="(\d{1,7})"')
_NAME = re.compile(rb'table:name="([^"]*)"')


@dataclass(slots=True)
class SheetScan:
    """What a sheet holds, as counted without loading it; positions are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)  # position → (code, value)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chunks(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield an entry in pieces that end with a whole row, or at least a whole tag."""
    rest = b""
    with archive.open(name) as part:
        while block := part.read(_CHUNK):
            data = rest + block
            end = max(data.rfind(b"</row>") + 6, data.rfind(b"</table:table-row>") + 18)
            if end < 20:
                end = data.rfind(b">") + 1
            if end == 0 and len(data) > 8 * _CHUNK:
                raise Problem("file-bomb", detail="a part of the sheet never ends")
            rest = data[end:]
            yield data[:end]
    if rest:
        yield rest


def _check_span(scan: SheetScan, sheet: str) -> None:
    if scan.rows * scan.columns > MAX_CELLS:
        raise Problem("file-sparse", sheet=sheet, rows=scan.rows, columns=scan.columns)


def xlsx_parts(path: Path) -> dict[str, str]:
    """Return the part of the archive that holds each sheet of an XLSX, by the sheet's name."""
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
            targets: dict[str, str] = {}
            if "xl/_rels/workbook.xml.rels" in names:
                for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True):
                    target = relation.get("Target", "")
                    targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    except DefusedXmlException as error:
        raise Problem("file-dtd") from error
    except (ParseError, BadZipFile, zlib.error, NotImplementedError, KeyError, UnicodeError, LookupError) as error:
        raise Problem("file-truncated", detail=str(error)[:200]) from error
    found: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            ids = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"]
            part = targets.get(ids[0]) if ids else None
            if part in names:
                found[element.get("name", "")] = str(part)
    return found


def scan_xlsx(path: Path, part: str, sheet: str) -> SheetScan:
    """Scan one sheet of an XLSX; raises Problem "file-sparse" or "file-truncated"."""
    scan = SheetScan()
    try:
        with ZipFile(path) as archive:
            for chunk in _chunks(archive, part):
                columns: set[bytes] = set()
                row = 0
                for letters, digits in _REF.findall(chunk):
                    columns.add(letters)
                    if digits:
                        row = max(row, int(digits))
                scan.rows = max(scan.rows, row)
                scan.columns = max(scan.columns, *(column_number(letters) for letters in columns), 0)
                _check_span(scan, sheet)
                _mark_faults(scan, chunk)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, KeyError) as error:
        raise Problem("file-truncated", detail=str(error)[:200]) from error
    return scan


def _mark_faults(scan: SheetScan, chunk: bytes) -> None:
    if b't="e"' in chunk:
        for found in _ERROR.finditer(chunk):
            if b't="e"' in found.group() and len(scan.faults) < _MAX_FAULTS:
                value = found.group(3).decode("utf-8", "replace")
                scan.faults[int(found.group(2)) - 1, column_number(found.group(1)) - 1] = ("cell-error", value)
    if b"<f" in chunk:
        for found in _NO_RESULT.finditer(chunk):
            if len(scan.faults) < _MAX_FAULTS:
                formula = (found.group(3) or b"").decode("utf-8", "replace")[:100]
                scan.faults[int(found.group(2)) - 1, column_number(found.group(1)) - 1] = ("cell-formula", formula)


def scan_ods(path: Path) -> dict[str, SheetScan]:
    """Scan all sheets of an ODS; raises Problem "file-sparse" or "file-truncated"."""
    scans: dict[str, SheetScan] = {}
    scan, row, column, height, name = SheetScan(), 0, 0, 1, ""
    filled = False
    try:
        with ZipFile(path) as archive:
            for chunk in _chunks(archive, "content.xml"):
                for found in _ODS_TAG.finditer(chunk):
                    tag, attributes = found.group(1), found.group(2)
                    if tag == b"table:table":
                        named = _NAME.search(attributes)
                        name = named.group(1).decode("utf-8", "replace") if named else ""
                        scan = scans[name] = SheetScan()
                        row = column = 0
                        height, filled = 0, False
                    elif tag == b"/table:table":
                        continue
                    elif tag == b"table:table-row":
                        row, column, filled = row + height, 0, False
                        height = _repeats(attributes)
                    else:
                        width = _repeats(attributes)
                        if b"value-type" in attributes:
                            filled = True
                            scan.columns = max(scan.columns, column + width)
                            if b'value-type="error"' in attributes and len(scan.faults) < _MAX_FAULTS:
                                scan.faults[row, column] = ("cell-error", "#")
                        spans = dict(_SPANNED.findall(attributes)) if b"spanned" in attributes else {}
                        if spans and len(scan.merged) < _MAX_FAULTS:
                            down, across = int(spans.get(b"rows", 1)) - 1, int(spans.get(b"columns", 1)) - 1
                            if down > 0 or across > 0:
                                scan.merged.append(((row, column), (row + down, column + across)))
                        column += width
                        if filled:
                            scan.rows = max(scan.rows, row + height)
                            _check_span(scan, name)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, KeyError) as error:
        raise Problem("file-truncated", detail=str(error)[:200]) from error
    return scans


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes) if b"repeated" in attributes else None
    return int(found.group(1)) if found else 1
