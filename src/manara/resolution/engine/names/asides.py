"""What a paper writes beside a name: a nickname behind "dit" or alias, in quotation marks or brackets; the family's name
before a comma. It is found in folded text before the words are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from manara.resolution.engine.names.particles import NICKNAMED, ROLE_OF, TITLES

#: Signs put around what is written beside the name; no writing has them.
OPENED, CLOSED = "\ue000", "\ue001"
_quoted = re.compile(r'["“”„«»]([^"“”„«»]{2,80})["“”„«»]|\(([^()]{2,80})\)|\[([^\[\]]{2,80})\]')
_comma = re.compile("[,،]")
_PARENTS: Final = ("son", "daughter")
_letters = re.compile(r"[^\W\d_]{2,}")


def family_last(folded: str) -> str:
    """Folded text with the family's name that stands before its one comma put last: "Ould Ahmed, Mohamed"."""
    parts = _comma.split(folded)
    if len(parts) != 2:
        return folded
    names = [[word for word in _letters.findall(part) if word not in TITLES] for part in parts]
    # What begins with "dit" is no given name.
    told = all(names) and names[1][0] not in NICKNAMED and ROLE_OF.get(names[1][0]) not in _PARENTS
    return f"{parts[1]} {parts[0]}" if told else folded


def marked(folded: str) -> str:
    """Folded text with signs around what stands in quotation marks or brackets."""
    return _quoted.sub(lambda found: f" {OPENED} {found[1] or found[2] or found[3]} {CLOSED} ", folded)


def set_apart(found: Sequence[str]) -> tuple[list[str], list[bool]]:
    """The words without the signs and without "dit", and of each whether it is only a nickname.

    A nickname behind "dit" goes on to the end, or to the ould or ben that follows it if none stood before. Where nothing
    else is left, it is the name.
    """
    words: list[str] = []
    aside: list[bool] = []
    within = behind = fathered = False
    for at, word in enumerate(found):
        role = ROLE_OF.get(word)
        if word in (OPENED, CLOSED):
            within = word == OPENED
        elif word in NICKNAMED and words and at + 1 < len(found):
            behind, fathered = True, any(ROLE_OF.get(each) in _PARENTS for each in words)
        else:
            if behind and not fathered and role in _PARENTS:
                behind = False
            words.append(word)
            aside.append(within or behind)
    return words, [False] * len(words) if all(aside) else aside
