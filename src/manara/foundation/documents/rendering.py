"""Turns a document into PDF: A4, tagged (PDF/UA-1), in its language's direction, the same bytes for the same document.

Values reach Typst as JSON that the sheet reads, never as part of its source: nothing that a person wrote is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from manara.foundation.documents.content import (
    Block,
    Cell,
    Document,
    Facts,
    Joined,
    Line,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from manara.foundation.documents.coverage import FONTS
from manara.foundation.documents.legible import legible, lines
from manara.foundation.documents.picture import height_of, plain_picture
from manara.foundation.documents.words import WORDS

_SHEET = Path(__file__).parent / "sheet.typ"
# Millimetres between the margins of a page, upright and turned, less room for a heading and a caption.
ROOM = {False: (174.0, 205.0), True: (261.0, 120.0)}
# On the edge of each page there is room for so much; the whole stands on the first page.
_ON_EACH_PAGE = 150


def render(document: Document) -> bytes:
    """The document as PDF. Raises `PictureProblem` for a drawing that is not plain, and ValueError for another language."""
    if document.language not in WORDS:
        raise ValueError(f"no words for a document in {document.language!r}")
    if document.taken_at.tzinfo is None:
        raise ValueError("taken_at has no time zone")
    moment = int(document.taken_at.timestamp())
    made = typst.compile(  # type: ignore[call-overload]  # its stub has no package_cache_path beside bytes
        _sheet(),
        root=str(FONTS),
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(_whole(document), ensure_ascii=False)},
        package_path=str(FONTS),  # where no package is: nothing is ever fetched
        package_cache_path=str(FONTS),
        pdf_standards=["ua-1"],
        format="pdf",
        timestamp=moment,
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF")
    return made


@cache
def _sheet() -> bytes:
    return _SHEET.read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _whole(document: Document) -> dict[str, Any]:
    words = WORDS[document.language]
    cell = _Cells(words["cut"], rtl=document.language == "ar")
    taken_at = f"{document.taken_at:%Y-%m-%d %H:%M %Z}".strip()
    purpose = document.purpose or words["no-purpose"]
    facts: list[tuple[str, Cell]] = [
        (words["handling"], Text(document.handling, ltr=True, strong=True)),
        (words["conditions"], document.conditions),
        (words["taken-by"], Text(document.taken_by, ltr=True)),
        (words["agency"], document.agency),
        (words["taken-at"], Text(taken_at, ltr=True)),
        (words["purpose"], purpose),
        (words["reference"], Text(document.reference, ltr=True)),
    ]
    return {
        "title": cell(Text(document.title)),
        "name": legible(document.title[:300]),
        "kind": cell(document.kind),
        "subtitle": cell(document.subtitle),
        "language": document.language,
        "landscape": document.landscape,
        "words": words,
        "handling": cell(Text(document.handling, ltr=True, strong=True)),
        "conditions": cell(_short(document.conditions)),
        "taken": cell(
            Joined((Text(document.taken_by, ltr=True), Text(taken_at, ltr=True), _short(purpose))),
        ),
        "facts": [[cell(label), cell(value)] for label, value in facts if value not in ("", Text("", ltr=True))],
        "sections": [_section(section, cell, document.landscape) for section in document.sections],
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _ON_EACH_PAGE else line[: _ON_EACH_PAGE - 1] + "…"


def _section(section: Section, cell: _Cells, landscape: bool) -> dict[str, Any]:
    return {
        "title": cell(section.title),
        "new-page": section.new_page,
        "blocks": [_block(block, cell, landscape) for block in section.blocks],
    }


def _block(block: Block, cell: _Cells, landscape: bool) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"is": "paragraph", "text": cell(block.text)}
        case Note():
            return {"is": "note", "text": cell(block.text), "tone": block.tone}
        case Facts():
            return {"is": "facts", "rows": [[cell(label), cell(value)] for label, value in block.rows]}
        case Table():
            return _table(block, cell)
        case Picture():
            return _picture(block, cell, landscape)
    raise TypeError(f"no block of a document: {type(block).__name__}")


def _picture(picture: Picture, cell: _Cells, landscape: bool) -> dict[str, Any]:
    svg = plain_picture(picture.svg)
    width = share_of_line(picture.width, height_of(svg), landscape=landscape)
    return {
        "is": "picture",
        "svg": svg,
        "alt": legible(picture.alt[:1000]),
        "caption": cell(picture.caption),
        "width": width,
    }


def share_of_line(asked: float, height: float, *, landscape: bool) -> float:
    """The share of the line that a picture takes: what it asks for, unless it would be higher than a page."""
    wide, high = ROOM[landscape]
    return min(max(asked, 0.05), 1.0, high / (wide * height))


def _table(table: Table, cell: _Cells) -> dict[str, Any]:
    count = len(table.columns)
    if any(len(row) != count for row in table.rows):
        raise ValueError("a row has not as many cells as there are columns")
    if table.widths and len(table.widths) != count:
        raise ValueError("there are not as many widths as columns")
    return {
        "is": "table",
        "columns": [cell(Text(column, strong=True)) for column in table.columns],
        "rows": [[cell(each) for each in row] for row in table.rows],
        "widths": [float(width) for width in table.widths] or [1.0] * count,
        "caption": cell(table.caption),
        "marked": sorted(table.marked),
    }


class _Cells:
    """Cells as the sheet reads them: a list of lines, each a list of stretches of text with how they look."""

    def __init__(self, cut: str, *, rtl: bool) -> None:
        self.cut, self.rtl = cut, rtl

    def __call__(self, cell: Cell) -> list[list[dict[str, Any]]]:
        stacked: Sequence[Line] = [cell] if isinstance(cell, str | Text | Joined) else cell
        return [line for each in stacked for line in self._lines(each)]

    def _lines(self, line: Line) -> list[list[dict[str, Any]]]:
        if not isinstance(line, Joined):
            return [[one] for one in self._stretches(line)]
        run: list[dict[str, Any]] = []
        for part in line.parts:
            for number, one in enumerate(self._stretches(part)):
                if run:
                    _append(run, {"text": " " if number else line.between, "strong": False, "tone": ""})
                _append(run, one)
        return [run] if run else []

    def _stretches(self, part: str | Text) -> list[dict[str, Any]]:
        text = Text(part) if isinstance(part, str) else part
        return [
            {"text": line, "strong": text.strong, "tone": text.tone}
            for line in lines(text.text, ltr=text.ltr, cut=self.cut, rtl=self.rtl)
            if line or "\n" in text.text
        ]


def _append(run: list[dict[str, Any]], one: dict[str, Any]) -> None:
    """Stretches that look alike are set as one, which Typst does in half the time."""
    last = run[-1] if run else None
    if last is not None and (last["strong"], last["tone"]) == (one["strong"], one["tone"]):
        run[-1] = {**last, "text": last["text"] + one["text"]}
    else:
        run.append(one)
