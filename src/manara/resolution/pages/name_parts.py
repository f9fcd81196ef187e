"""The parts of a person's names as the parser reads them: given name, line of fathers, tribe or nisba, title, nickname."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from manara.resolution import words
from manara.resolution.engine import names

ROLES: Final[dict[str, Promise]] = {
    "given": pgettext_lazy("part of a name", "given name"),
    "mother": pgettext_lazy("part of a name", "mother"),
    "child": pgettext_lazy("part of a name", "child"),
    "tribe": pgettext_lazy("part of a name", "tribe, clan or nisba"),
    "family": pgettext_lazy("part of a name", "family name"),
    "title": pgettext_lazy("part of a name", "title"),
    "nickname": pgettext_lazy("part of a name", "nickname"),
    "name": pgettext_lazy("part of a name", "further name"),
}
#: The names of the chain in their order; any behind these is one of the forefathers, too.
FATHERS: Final = (
    pgettext_lazy("part of a name", "father"),
    pgettext_lazy("part of a name", "grandfather"),
    pgettext_lazy("part of a name", "forefather"),
)


@dataclass(frozen=True, slots=True)
class NamePart:
    """One part as it is written, and what it is; what joins two parts (ould, ben, ولد) is nothing by itself."""

    text: str
    role: Promise | str
    lang: str


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name in its parts, which stand in the direction of its script."""

    parts: tuple[NamePart, ...]
    direction: str


def read_names(several: Iterable[str]) -> list[ReadName]:
    """Each name once, in parts; one of a single part says no more than itself and is left out."""
    found = [(name, names.parse(name)) for name in dict.fromkeys(several)]
    return [_read(name, parts) for name, parts in found if len(parts) > 1]


def _read(name: str, parts: tuple[names.Part, ...]) -> ReadName:
    shown, fathers = [], 0
    for part in parts:
        role: Promise | str = ROLES.get(part.role, "")
        if part.role == "father":
            role = FATHERS[min(fathers, len(FATHERS) - 1)]
            fathers += 1
        shown.append(NamePart(part.text, role, words.name_language(part.text)))
    return ReadName(tuple(shown), "rtl" if words.name_language(name) == "ar" else "ltr")
