"""Writes names and identifiers so that Arabic and Latin scripts stand side by side: digits, order, isolation, tidiness."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from .folding import fold, in_alphabet_order, normalised

LRI: Final = "\u2066"
PDI: Final = "\u2069"
SORT_KEY_LENGTH: Final = 200

# Bidirectional controls reorder what a reader sees (UAX #9); the rest is never visible, so a name that has it is not
# the name it seems to be. ZWNJ and ZWJ are apart: inside an Arabic-script word they are spelling.
_HIDDEN: Final = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"  # C0 and C1 controls that are not white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_ARABIC: Final = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC_LETTER: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f"
)
_hidden = re.compile(f"[{_HIDDEN}]+")
_joiners = re.compile("[\u200c\u200d]+")
_spelling_joiner = re.compile(f"(?<=[{_ARABIC}])[\u200c\u200d]+(?=[{_ARABIC_LETTER}])")
_bidi = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_surrogate = re.compile("[\ud800-\udfff]")
_line_break = re.compile("\r\n|[\n\r\u0085\u2028\u2029\v\f]")
_spaces = re.compile(r"[\s\u2800]+")
_latin = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_arabic_letter = re.compile(f"[{_ARABIC_LETTER}\ufb50-\ufdfb\ufe70-\ufefc]")
_DIGITS: Final = {base + value: str(value) for base in (0x0660, 0x06F0) for value in range(10)}


def western_digits(text: str) -> str:
    """Arabic-Indic (U+0660…) and Persian (U+06F0…) digits as 0-9; every other character as it is."""
    return text if text.isascii() else text.translate(_DIGITS)


def tidy(text: str) -> str:
    """One line as its author meant it: NFC, white space folded and trimmed, nothing invisible left.

    Removes control, bidirectional and zero-width characters (ZWNJ and ZWJ stay inside Arabic-script words, where they
    are spelling); vowel marks and tatweel stay. Lone surrogates become U+FFFD, because no database can hold them.
    ``tidy(tidy(x)) == tidy(x)``.
    """
    while not _is_tidy(text):
        before = text
        text = _surrogate.sub("\ufffd", text)
        text = _hidden.sub("", text)
        text = _joiners.sub(_keep_spelling, text) if _joiners.search(text) else text
        text = _spaces.sub(" ", text).strip()
        text = normalised(text, "NFC")
        if text == before:
            break
    return text


def tidy_lines(text: str) -> str:
    """Free text with each line :func:`tidy`; its line breaks stay, at most one empty line in a row."""
    lines = "\n".join(tidy(line) for line in _line_break.split(text))
    return re.sub("\n{3,}", "\n\n", lines).strip("\n")


def has_hidden_controls(text: str) -> bool:
    """True when ``text`` has characters a reader can't see and that :func:`tidy` takes out (white space apart)."""
    if text.isascii() and text.isprintable():
        return False
    if _hidden.search(text) or _surrogate.search(text):
        return True
    return any(not _is_spelling(joiner) for joiner in _joiners.finditer(text))


def isolate(text: str) -> str:
    """``text`` between U+2066 and U+2069, so that ``+222 36 30 10`` is drawn from left to right in Arabic text too.

    Controls inside are dropped first, so that a value can't end its own isolation; empty text stays empty.
    """
    inner = _bidi.sub("", text)
    return f"{LRI}{inner}{PDI}" if inner else ""


def script_of(text: str) -> Literal["Arab", "Latn", "Mixed", "None"]:
    """The script of the letters in ``text`` (ISO 15924); digits, signs and other scripts don't count."""
    latin = _latin.search(text) is not None
    if text.isascii() or _arabic_letter.search(text) is None:
        return "Latn" if latin else "None"
    return "Mixed" if latin else "Arab"


def sort_key(text: str) -> str:
    """Text whose plain code-point order is the order of a list of names in each of the four languages; ≤ 200 characters.

    Case, accents, vowel marks, hamza forms and signs don't count; Latin comes before Arabic; Persian and Maghrebi
    letters stand behind the letter they derive from; Arabic-Indic digits sort as 0-9.
    """
    # A flood of combining marks may hide what follows it; the key looks at a bounded part only.
    folded = in_alphabet_order(fold(western_digits(text[: SORT_KEY_LENGTH * 20])))
    key = " ".join(re.sub(r"[\W_]+", " ", folded).split())
    return (key or " ".join(folded.split()))[:SORT_KEY_LENGTH].rstrip()


def _is_tidy(text: str) -> bool:
    """A quick look that is True only for text that has nothing to tidy; most cells of a file pass here."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    if text.isascii():
        return True
    if _hidden.search(text) or "\u2800" in text:
        return False
    return len(text) < 128 and unicodedata.is_normalized("NFC", text)


def _is_spelling(joiner: re.Match[str]) -> bool:
    return len(joiner.group()) == 1 and _spelling_joiner.match(joiner.string, joiner.start()) is not None


def _keep_spelling(joiners: re.Match[str]) -> str:
    return joiners.group()[0] if _spelling_joiner.match(joiners.string, joiners.start()) else ""
