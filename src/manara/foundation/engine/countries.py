"""Says the name of a country code in the four languages, by a table taken from the Unicode CLDR."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LANGUAGES = ("ar", "fr", "es", "en")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: tuple(names) for code, *names in rows}


def country_name(code: str, language: str) -> str:
    """The country's name, of a two-letter code in either case; the code itself when the table has none."""
    names = _table().get(code.strip().lower())
    if names is None:
        return code
    return names[LANGUAGES.index(language[:2]) if language[:2] in LANGUAGES else 3]
