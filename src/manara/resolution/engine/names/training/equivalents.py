"""Names that are one though no spelling rule leads from one to the other: Abdoulaye and عبد الله, Njie and Ndiaye.

`same_names.tsv`, compiled for Manara (Apache-2.0): Arabic forms, Latin forms, what they are, by which sources. The first form
on each side is the one whose acquaintances the others share. The sources are in `docs/reference/names.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from manara.resolution.engine.names.spelling import Script

FILE: Final = Path(__file__).with_name("same_names.tsv")


class Group(NamedTuple):
    """Forms of one name in Arabic and in Latin letters, folded, the leading one first."""

    arabic: tuple[str, ...]
    latin: tuple[str, ...]


@cache
def groups() -> tuple[Group, ...]:
    """The groups of the list."""
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]
    return tuple(Group(tuple(arabic.split()), tuple(latin.split())) for arabic, latin, _what, _sources in rows)


@cache
def leading() -> Mapping[Script, Mapping[str, str]]:
    """Of each form that follows another one, by its script, which one that is."""
    return {
        "ar": {form: group.arabic[0] for group in groups() for form in group.arabic[1:]},
        "la": {form: group.latin[0] for group in groups() for form in group.latin[1:]},
    }
