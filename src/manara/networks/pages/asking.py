"""Reads what a chart's page sends: addresses and filters; what makes no sense is refused with the field's name."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.figures import thousands
from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import MOST_NODES
from manara.resolution.queries.around import Narrowed

# 5,000 addresses with places, groups and notes are about 700 kB; where all stand in lanes, with 15,000 ties, is asked with 250.
MOST_BYTES = 2_000_000
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Unreadable(ValueError):
    """What was sent can't be read; its text is the name of the field."""


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises `Unreadable`."""
    if len(request.body) > MOST_BYTES:
        raise Unreadable("body")
    try:
        read = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as problem:
        raise Unreadable("body") from problem
    if not isinstance(read, dict):
        raise Unreadable("body")
    return read


def addresses(value: Any, field: str) -> list[uuid.UUID]:
    """A list of addresses, each once. Raises `Unreadable`."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(field)
    found = [address_of(each) for each in value]
    if any(each is None for each in found):
        raise Unreadable(field)
    return list(dict.fromkeys(each for each in found if each is not None))


def narrowed(kinds: Iterable[Any], facts_only: bool, since: Any, until: Any) -> Narrowed:
    """The filters; an unknown kind or a date that is none is left out."""
    return Narrowed(
        tuple(name for name in kinds if isinstance(name, str) and name in schemas())[:60],
        bool(facts_only),
        since if isinstance(since, str) and _DATE.fullmatch(since) else "",
        until if isinstance(until, str) and _DATE.fullmatch(until) else "",
    )


def refused(problem: Unreadable) -> JsonResponse:
    """The answer to what can't be read."""
    sentence = _("This could not be read: %(field)s") % {"field": str(problem)}
    return JsonResponse({"field": str(problem), "sentence": sentence}, status=400)


def too_much() -> JsonResponse:
    """The answer to more than one chart holds."""
    return JsonResponse({"field": "shown", "sentence": too_much_sentence()}, status=413)


def too_much_sentence() -> str:
    """What to do about a chart that is too large."""
    return _("A chart holds at most %(most)s things. Take some away, or narrow it down with the filters.") % {
        "most": thousands(MOST_NODES)
    }
