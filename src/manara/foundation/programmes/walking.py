"""Walks a long list a page at a time: each page names the next by a mark that only this node reads and for this asker."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from django.http import HttpRequest
from ninja import Field, Schema

from manara.foundation.keys import Unsealable, conceal, reveal
from manara.foundation.programmes.asking import viewer_of

MOST = 200
USUAL = 50


class UnknownMark(ValueError):
    """The mark was not given to this person for this question."""


class Walk(Schema):
    """How much of a list is wanted, and from where."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="How many at most.")] = USUAL
    after: Annotated[
        str, Field(max_length=400, pattern=r"^[A-Za-z0-9_-]*$", description="The `next` of the page before.")
    ] = ""


def mark(request: HttpRequest, *position: Any) -> str:
    """A place in the list that this request asked for, as a mark that says nothing of it."""
    return conceal(orjson.dumps(position), place=_question(request))


def position(request: HttpRequest, after: str) -> list[Any] | None:
    """The place behind a mark, None at the beginning. Raises `UnknownMark`."""
    if not after:
        return None
    try:
        found: list[Any] = orjson.loads(reveal(after, place=_question(request)))
    except Unsealable as problem:
        raise UnknownMark from problem
    return found


def _question(request: HttpRequest) -> str:
    """Who asks what: the address with all that narrows the list, but not how far along or how much at once."""
    asked = sorted(
        (name, value)
        for name, values in request.GET.lists()
        if name not in ("after", "limit")
        for value in values
    )
    return f"{viewer_of(request).user_id} {request.path} {asked}"
