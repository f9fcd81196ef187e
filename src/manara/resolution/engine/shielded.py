"""Whom no rule may ever judge: victims, witnesses, children, passengers, families who pay; only a person joins their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from manara.foundation.engine.folding import fold
from manara.foundation.engine.partial_date import PartialDate

Shield = Literal["child", "never-charted"]
OF_AGE: Final = 18
# Where a report says what somebody is: remarks and topics, and the part in an event.
SAID_IN: Final = ("notes", "topics", "position", "status", "role", "summary", "description")
_word = re.compile(r"[^\W\d_]+")


def shield_of(
    said: Mapping[str, Iterable[str]], never: Collection[str], births: Iterable[PartialDate], today: date
) -> Shield | None:
    """Why this person is out of a rule's reach; None where nothing says so.

    `never`: the folded words for those who are never charted. A birth date shields as long as it leaves a childhood open.
    """
    if any(_is_child(each, today) for each in births):
        return "child"
    words = _folded(frozenset(never))
    for prop in SAID_IN:
        for text in said.get(prop, ()):
            folded = fold(text)
            if words & set(_word.findall(folded)) or any(" " in word and word in folded for word in words):
                return "never-charted"
    return None


@lru_cache(maxsize=4)
def _folded(never: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in never)


def _is_child(born: PartialDate, today: date) -> bool:
    last = born.end
    return (today.year - last.year - ((today.month, today.day) < (last.month, last.day))) < OF_AGE
