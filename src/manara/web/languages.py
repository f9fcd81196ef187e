"""The four languages by their own names, and those of them that this node offers."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.conf import settings


class Language(NamedTuple):
    code: str
    name: str
    short: str


ALL: Final = (
    Language("ar", "العربية", "ع"),
    Language("fr", "Français", "fr"),
    Language("es", "Español", "es"),
    Language("en", "English", "en"),
)


def offered() -> list[Language]:
    """The languages of this node, in its order."""
    known = {language.code: language for language in ALL}
    return [known[code] for code in settings.NODE.languages]


def is_offered(code: str) -> bool:
    """Whether this node speaks `code`."""
    return code in settings.NODE.languages
