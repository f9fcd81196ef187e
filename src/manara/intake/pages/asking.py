"""What a request to a page of intake carries: its viewer, and whether only a part of the page is wanted."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from manara.foundation.access import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """The person at work, as `allow` has entered him."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks, which swaps a part of what comes back."""
    return request.headers.get("HX-Request") == "true"


def number_of(text: str) -> int | None:
    """A row's or version's number that a form sends back, or None for what can't be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to another page as a whole, also when htmx asked for a part."""
    if is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
