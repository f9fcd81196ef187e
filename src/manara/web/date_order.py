"""In which order a browser takes day, month and year in a date field: that of its own language, not of the page's."""

from __future__ import annotations

import re
from typing import Final, Literal

Order = Literal["dmy", "mdy", "ymd"]
# Unicode CLDR, the short forms of dates; of languages and countries that aren't named here the day stands first.
_BY_TAG: Final[dict[str, Order]] = {
    "en": "mdy", "en-us": "mdy", "en-ph": "mdy", "en-ca": "ymd", "fr-ca": "ymd", "sv": "ymd", "lt": "ymd", "hu": "ymd",
    "zh": "ymd", "ja": "ymd", "ko": "ymd", "fa": "ymd", "eu": "ymd",
}  # fmt: skip
EXAMPLES: Final[dict[Order, str]] = {"dmy": "31/12/2026", "mdy": "12/31/2026", "ymd": "2026-12-31"}


def first_language(accepted: str) -> str:
    """The tag that a browser names first, in small letters: its own language as a rule; nothing where it names none."""
    found = re.match(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", accepted[:200])
    return found[1].lower() if found else ""


def order_of(tag: str) -> Order:
    """The order of a language tag."""
    language, _, country = tag.partition("-")
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if language == "en" and country:
        return "dmy"
    return _BY_TAG.get(language, "dmy")


def differs(accepted: str, page: str) -> Order | None:
    """The order that a browser of another language than the page's has; None where both are one, or none is named."""
    tag = first_language(accepted)
    return order_of(tag) if tag and tag.partition("-")[0] != page[:2] else None
