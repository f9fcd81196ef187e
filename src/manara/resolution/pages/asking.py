"""Reads a search and its filters out of an address; what makes no sense there is left out, never an error."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from manara.foundation.vocabulary import schemas
from manara.intake.models.report import Handling
from manara.resolution.queries.candidates import Filters

MOST_PAGES = 12


def filters(query: QueryDict) -> Filters:
    """The filters of an address."""
    return Filters(
        schemas=tuple(name for name in query.getlist("schema")[:10] if name in schemas()),
        agencies=tuple(code for code in query.getlist("agency")[:10] if code and len(code) <= 24 and "\0" not in code),
        handling=tuple(code for code in query.getlist("handling")[:4] if code in Handling.values),
        since=_date(query.get("since", "")),
        until=_date(query.get("until", "")),
    )


def page(query: QueryDict) -> int:
    """Which page of the results, from 1; there is no page beyond those of the candidates."""
    text = query.get("page", "1")
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
