"""Makes any text fit to be stored: what neither UTF-8 nor the database can hold becomes a visible replacement."""

from __future__ import annotations

REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD; any other text comes back as it is."""
    if "\x00" in text:
        text = text.replace("\x00", REPLACEMENT)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(REPLACEMENT if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text
