"""Tells a terminal's reader problems, and how far the work is, in his language, from the rooms' catalogues, without a node."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from manara.foundation.engine.problems import Parameter, Problem, fill

LANGUAGES: Final = ("ar", "fr", "es", "en")
_ROOMS: Final = Path(__file__).resolve().parents[2]


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the terminal is set to, as POSIX says it (LC_ALL, LC_MESSAGES, LANG); English for any other."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    code = said[:2].lower()
    return code if code in LANGUAGES and not said[2:3].isalpha() else "en"


def told(problem: Problem, language: str = "") -> str:
    """The problem's sentence in a language, by default the terminal's; in English where it was not translated."""
    return fill(_translated(problem.template, language or language_of()), problem.params)


def worded(words: str, language: str = "") -> str:
    """Words that an engine says of its work, in a language, by default the terminal's; as they stand where nobody translated
    them."""
    return _translated(words, language or language_of())


def say(code: str, **params: Parameter) -> None:
    """Says at a terminal, beside what a command prints as its result, the sentence of a code."""
    print(told(Problem(code, **params)), file=sys.stderr)


def refused(problem: Problem) -> int:
    """Says at a terminal why a command line can't be; returns what the command ends with."""
    print(told(problem), file=sys.stderr)
    return 2


@cache
def _translated(template: str, language: str) -> str:
    if language == "en":
        return template
    for folder in sorted(_ROOMS.glob("*/locale")):
        said = gettext.translation("django", str(folder), [language], fallback=True).gettext(template)
        if said != template:
            return said
    return template
