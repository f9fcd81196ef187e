"""What a document is made of: sections of facts, tables, pictures and sentences, all of them data and none of them markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["", "ask", "alert", "calm", "soft"]
Language = Literal["ar", "fr", "es", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One value, isolated from what stands beside it. `ltr` for numbers and codes; without it the script decides."""

    text: str
    ltr: bool = False
    strong: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values on one line, each isolated by itself, with `between` between them."""

    parts: tuple[str | Text, ...]
    between: str = " · "


Line = str | Text | Joined
# A cell is one line, or several that stand below one another.
Cell = Line | Sequence[Line]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Free text; its line breaks stay."""

    text: Cell


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that stands apart: soft by itself, in a frame when it warns (`ask`, `alert`)."""

    text: Cell
    tone: Tone = "soft"


@dataclass(frozen=True, slots=True)
class Facts:
    """A short list of what is what: label and value."""

    rows: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads that are repeated on each page. `widths` are shares, such as (1, 3, 2); none is equal shares.

    A row in `marked` (by its index) is set off, as where values contradict one another.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    widths: Sequence[float] = ()
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text of our own making, and in words what it shows. `width` is the share of the line it takes, to 1.

    Colours stand in the SVG's attributes: no style sheet reaches it. See :mod:`.picture` for what it may hold.
    """

    svg: str
    alt: str
    caption: str = ""
    width: float = 1.0


Block = Paragraph | Note | Facts | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: Sequence[Block]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, as one person takes it along.

    `kind` says what it is ("Brief", "Chart"), in its language, as everything else in it. `handling` is the strictest code
    of all that it holds ("H2", or "H2 · TLP:AMBER"), `conditions` what goes with it; both stand on each page, as do
    `taken_by` (a code, and never more), `taken_at` (with its zone) and `purpose`.
    `landscape` turns the pages, for a chart or a map.
    """

    title: str
    kind: str
    language: Language
    handling: str
    taken_by: str
    taken_at: datetime
    sections: Sequence[Section]
    subtitle: Cell = ""
    conditions: str = ""
    purpose: str = ""
    agency: str = ""
    reference: str = ""
    landscape: bool = False
