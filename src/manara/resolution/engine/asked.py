"""Reads the search box: the text as it is looked for, the keys it can be, and why nothing can be looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from manara.foundation.engine.match_keys import keys, query_keys
from manara.foundation.engine.match_keys.names import search_keys
from manara.foundation.engine.match_keys.words import by_itself
from manara.foundation.engine.scripts import has_hidden_controls, tidy

LONGEST = 400
Problem = Literal["", "empty", "short", "nothing"]
_letter = re.compile(r"[^\W\d_]")
_figure = re.compile(r"\d")


@dataclass(frozen=True)
class Asked:
    """`text` is what is looked for; `keys` by kind; `problem` says why not; `cut` and `cleaned` what was left out.

    `beside_title`: the keys of the one word that stands beside a title, such as Moussa in Moulaye Moussa.
    """

    text: str
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    problem: Problem = ""
    cut: bool = False
    cleaned: bool = False
    beside_title: frozenset[str] = frozenset()

    @property
    def all_keys(self) -> list[str]:
        """Every key once, in a fixed order."""
        return sorted(set().union(*self.keys.values()))


def read(text: str) -> Asked:
    """What a search box holds, of any length and with any characters, as something to look for or a reason not to.

    The first 400 characters count. Control, zero-width and bidirectional characters are left out and told of, because
    the reader of the box could not see them. One letter, or fewer than three figures, would find everybody.
    """
    shown = tidy(text[: LONGEST * 4])
    cleaned = has_hidden_controls(text[: LONGEST * 4])
    cut = len(shown) > LONGEST or len(text) > LONGEST * 4
    shown = shown[:LONGEST].strip()
    if not shown:
        return Asked("", problem="empty", cleaned=cleaned)
    letters, figures = len(_letter.findall(shown)), len(_figure.findall(shown))
    if not letters and not figures:
        return Asked(shown, problem="nothing", cut=cut, cleaned=cleaned)
    if letters + figures < 2 or (not letters and figures < 3):
        return Asked(shown, problem="short", cut=cut, cleaned=cleaned)
    found = {**query_keys(shown)}
    if letters:
        # The very same letters come first, before all who share a pair of words with half the country.
        found["name"] = found.get("name", frozenset()) | {key for key in keys("name", shown) if key.startswith("n1:x:")}
    return Asked(
        shown, found, problem="" if found else "nothing", cut=cut, cleaned=cleaned, beside_title=_beside_title(shown)
    )


def _beside_title(text: str) -> frozenset[str]:
    # A longer name is stored without its titles, so that no pair of words has one: Moulaye Moussa is in none of its keys.
    read = [(word, by_itself(word)) for word in text.split()]
    named = [word for word, single in read if single is None or not (single.title or single.particle or single.article)]
    if len(named) != 1 or not any(single and single.title for _word, single in read):
        return frozenset()
    return search_keys(named[0])
