"""Makes text harmless to spreadsheets: a cell that would be taken for a formula is shown as what it is."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would compute (CWE-1236), also behind white space."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
