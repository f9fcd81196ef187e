"""Makes text harmless to spreadsheets: a cell that would be taken for a formula is shown as what it is."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would compute (CWE-1236), also behind white space."""
    return f"'{text}" if _computed(text) else text


def as_written(cell: str) -> str:
    """The text that `inert` made this cell of."""
    return cell[1:] if cell.startswith("'") and _computed(cell[1:]) else cell


def _computed(text: str) -> bool:
    # Behind apostrophes, too: so that what was added can be told from what was written.
    bare = text.lstrip("'")
    return bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA)
