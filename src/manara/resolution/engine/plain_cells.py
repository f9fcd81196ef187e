"""Writes cells for a spreadsheet so that none of them can act as a formula."""

from __future__ import annotations

from typing import Final

_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(value: str) -> str:
    """The value as text: an apostrophe before whatever a spreadsheet program would calculate (OWASP, CSV injection)."""
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip().startswith(_BEGINS) or text.startswith(_BEGINS) else text
