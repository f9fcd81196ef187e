"""Parts that many words share, such as عبد ال, الدين, بن, بو and the article; what is left of a word is its stem."""

from __future__ import annotations

import re
from typing import Final

from manara.resolution.engine.names.spelling import Script

#: Those that one paper writes and the next leaves out.
COMPOUNDS: Final = frozenset(("servant", "faith"))
_AFFIXES: Final[dict[Script, tuple[tuple[str, re.Pattern[str]], ...]]] = {
    "ar": (
        ("servant", re.compile(r"عبدال(?P<stem>.{2,})")),
        ("faith", re.compile(r"(?P<stem>.{2,})الدين")),
        ("son", re.compile(r"بن(?P<stem>.{3,})")),
        ("father", re.compile(r"ا?بو(?P<stem>.{3,})")),
    ),
    "la": (
        ("servant", re.compile(r"abd(?:ou|oo|[aeiou])(?:l|ch(?=ch)|sh(?=sh)|([rsntdz])(?=\1))(?P<stem>.{3,})")),
        ("faith", re.compile(r"(?P<stem>.{2,}?)(?:ou|[aeiou])?(?:dd|ld|d)(?:ee|ei|ie|[iy])nn?e?")),
        ("son", re.compile(r"b[ei]n(?P<stem>.{3,})")),
        ("father", re.compile(r"a?b(?:oo|ou|u)(?P<stem>[^aeiou].{2,})")),
        ("article", re.compile(r"[ae]l(?P<stem>[^aeiou].{2,})")),
    ),
}  # fmt: skip


def stem_of(word: str, script: Script) -> tuple[str, str]:
    """Which of these parts the word has, and its stem; empty and the word itself where it has none."""
    for affix, form in _AFFIXES[script]:
        if found := form.fullmatch(word):
            return affix, found["stem"]
    return "", word
