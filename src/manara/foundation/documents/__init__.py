"""Documents that people take along: typed content in, tagged PDF out, in the reader's language and direction."""

from __future__ import annotations

from manara.foundation.documents.content import (
    Block,
    Cell,
    Document,
    Facts,
    Joined,
    Language,
    Line,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    Tone,
)
from manara.foundation.documents.picture import PictureProblem
from manara.foundation.documents.rendering import render

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Facts",
    "Joined",
    "Language",
    "Line",
    "Note",
    "Paragraph",
    "Picture",
    "PictureProblem",
    "Section",
    "Table",
    "Text",
    "Tone",
    "render",
]
