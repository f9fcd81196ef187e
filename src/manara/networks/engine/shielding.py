"""Who a report calls victim, witness, child, passenger or the like, in words that a person reads and the database compares."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.vocabulary import schemas
from manara.intake.engine.words import NEVER_CHARTED
from manara.resolution.engine.shielded import OF_AGE, SAID_IN, Shield, parted, shield_of, shielding_pattern

__all__ = [
    "NEVER_CHARTED", "OF_AGE", "SAID_IN", "SAID_OF_A_TIE", "Shield", "called", "letters", "parted", "pattern", "shield_of",
]  # fmt: skip

# By what a tie says what one of its ends is: "victim of", "passenger of"; and where such a tie may say it.
_CALLS: Final = ("role", "status", "relationship")
SAID_OF_A_TIE: Final = (*_CALLS, "summary", "description", "notes")
# Blocks whose letters are written in more than one way: Latin with its accents, Arabic with its forms, signs and digits.
_BLOCKS: Final = ((0x21, 0x17F), (0x1E0, 0x24F), (0x300, 0x36F), (0x600, 0x6FF), (0x1E00, 0x1EFF), (0x2000, 0x206F),
                  (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))  # fmt: skip
_SPACED: Final = re.compile(r"[^\w]|[\d_]")


def pattern() -> str:
    """The words that shield, as the database looks for them in what `parted` gives."""
    return shielding_pattern(NEVER_CHARTED)


def letters() -> tuple[str, str]:
    """For the database's `translate`: letters and what each becomes; those behind the second's end are left out."""
    plain, gone = {}, []
    for first, last in _BLOCKS:
        for point in range(first, last + 1):
            letter = chr(point)
            if unicodedata.category(letter) == "Cn" or point > sys.maxunicode:
                continue
            folded = fold(letter)
            if not folded:
                gone.append(letter)
            elif len(folded) == 1 and _SPACED.match(folded):
                plain[letter] = " "
            elif len(folded) == 1 and folded != letter:
                plain[letter] = folded
    return "".join(plain) + "".join(gone), "".join(plain.values())


def called() -> tuple[tuple[str, str], ...]:
    """Kinds of ties that say what somebody is, each with the property of the end of which they say it.

    A role is its source's; an association names what the other is to the first. Kinship protects nobody by itself.
    """
    found = [
        (name, "associate" if name == "Associate" else schema.edge.source)
        for name, schema in schemas().items()
        if schema.edge is not None and not schema.abstract and set(_CALLS) & schema.properties.keys()
    ]
    return tuple(sorted(each for each in found if each[0] != "Family"))
