"""Refuses what is sent in another encoding than UTF-8: read as UTF-8 it would say something else than its sender wrote."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from manara.web import errors

Answer = Callable[[HttpRequest], HttpResponse]
# What a browser sends for a page in UTF-8, and the part of it that every programme has.
READ: Final = frozenset({"utf-8", "ascii"})


def encoding(get_response: Answer) -> Answer:
    """400, in the reader's language, before anything reads what was asked or sent."""

    def read(request: HttpRequest) -> HttpResponse:
        return get_response(request) if _is_read(request) else errors.bad_request(request)

    return read


def _is_read(request: HttpRequest) -> bool:
    named = (request.content_params or {}).get("charset", "")
    try:
        return not named or codecs.lookup(named).name in READ
    except (LookupError, ValueError):
        return False
