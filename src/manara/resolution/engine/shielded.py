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
_SPACED: Final = re.compile(r"[^\w]|[\d_]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
# What Arabic writes together with the word behind it: and, so; in, like, for; the article.
_BEFORE: Final = "(?:[وف]?(?:[بك]?(?:ال)?|لل?))"


def shield_of(
    said: Mapping[str, Iterable[str]], never: Collection[str], births: Iterable[PartialDate], today: date
) -> Shield | None:
    """Why this person is out of a rule's reach; None where nothing says so.

    `never`: the folded words for those who are never charted. A birth date shields as long as it leaves a childhood open.
    """
    if any(_is_child(each, today) for each in births):
        return "child"
    shielding = _compiled(frozenset(never))
    if any(shielding.search(parted(text)) for prop in SAID_IN for text in said.get(prop, ())):
        return "never-charted"
    return None


def parted(text: str) -> str:
    """Folded, each word between two spaces: what the database's own function makes of a text."""
    return f" {' '.join(_SPACED.sub(' ', fold(text)).split())} "


def shielding_pattern(never: Collection[str]) -> str:
    """The words as a regular expression over what `parted` gives, for Python and PostgreSQL alike.

    An Arabic word counts with its article and with what is written together with it, too.
    """
    words = sorted({parted(word).strip() for word in never})
    arabic = [word for word in words if _ARABIC.search(word)]
    latin = [word for word in words if not _ARABIC.search(word)]
    either = [*([f"{_BEFORE}(?:{'|'.join(arabic)})"] if arabic else []), *latin]
    return f" (?:{'|'.join(either)}) " if either else "(?!)"


@lru_cache(maxsize=4)
def _compiled(never: frozenset[str]) -> re.Pattern[str]:
    return re.compile(shielding_pattern(never))


def _is_child(born: PartialDate, today: date) -> bool:
    last = born.end
    # "About" is taken a year wider, as wherever two dates are compared.
    of_age = OF_AGE + (born.precision == "about")
    return (today.year - last.year - ((today.month, today.day) < (last.month, last.day))) < of_age
