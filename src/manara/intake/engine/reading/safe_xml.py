"""Reads XML as a stream of records, without document types, entities or anything fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from manara.foundation.engine.problems import Problem

_MAX_RECORD = 32_000_000  # bytes between the ends of two records
_MAX_DEPTH = 64
WHITE = " \t\r\n"  # what XML calls white space; any other character at the end of a text is part of it
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.S)
_ROOT = re.compile(rb"<(?:[\w.\-]+:)?([A-Za-z_][\w.\-]*)")
_ROOTS = {"gpx": "gpx", "kml": "kml", "consolidated_list": "un-xml"}


def kind_of(start: bytes) -> str:
    """Return the format of the XML (or of the text beginning with "<") whose first bytes are `start`.

    Raises Problem "file-dtd" or "file-xml-unknown".
    """
    prolog = _PROLOG.match(start)
    rest = start[prolog.end() if prolog else 0 :]
    if rest[:9].upper() == b"<!DOCTYPE":
        raise Problem("file-dtd")
    root = _ROOT.match(rest)
    if root is None:
        if start.startswith(b"<?xml"):
            raise Problem("file-xml", detail="it has no element")
        return "csv"
    name = root.group(1).decode("ascii", "replace")
    kind = _ROOTS.get(name.lower())
    if kind is None:
        raise Problem("file-xml-unknown", element=name[:60])
    return kind


class _Measured:
    """A file that refuses to be read on when no record has ended for too long."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.total, self.mark = file, 0, 0

    def read(self, size: int = -1) -> bytes:
        if self.total - self.mark > _MAX_RECORD:
            raise Problem("file-bomb", detail="one record is larger than 32 MB")
        block = self._file.read(size)
        self.total += len(block)
        return block


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class XmlRecords:
    """The elements of a file with one of the given names, one after the other; `done` is the bytes read."""

    def __init__(self, path: Path, names: frozenset[str]) -> None:
        self._path, self._names = path, names
        self.done = 0

    def __iter__(self) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """Yield each element with its ancestors; raises Problem "file-xml", "file-dtd" or "file-bomb"."""
        try:
            with self._path.open("rb") as file:
                yield from self._elements(_Measured(file))
        except DefusedXmlException as error:
            raise Problem("file-dtd") from error
        except (ParseError, UnicodeError, LookupError) as error:
            raise Problem("file-xml", detail=str(error)[:200]) from error

    def _elements(self, measured: _Measured) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        open_elements: list[Element] = []
        inside = 0
        for event, element in iterparse(measured, events=("start", "end"), forbid_dtd=True):
            wanted = local(element) in self._names
            if event == "start":
                open_elements.append(element)
                inside += wanted
                if len(open_elements) > _MAX_DEPTH:
                    raise Problem("file-xml", detail=f"its elements are nested more than {_MAX_DEPTH} deep")
                continue
            open_elements.pop()
            inside -= wanted
            self.done = measured.total
            if wanted and not inside:
                yield element, tuple(open_elements)
                measured.mark = measured.total
                element.clear()
                if open_elements:
                    open_elements[-1].remove(element)


def text_of(element: Element, *names: str) -> str:
    """Return the text of the first child with one of the names, "" without one."""
    for child in element:
        if local(child) in names:
            return (child.text or "").strip(WHITE)
    return ""


def children(element: Element, name: str) -> list[Element]:
    """Return the children with a name, whatever their namespace."""
    return [child for child in element if local(child) == name]
