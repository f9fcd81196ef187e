"""Before the API: no cookie counts there, and whatever goes wrong on the way is said as a problem and not as a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from manara.web.api.problems import BY_STATUS, MEDIA_TYPE, problem

Answer = Callable[[HttpRequest], HttpResponse]
BEGINS: Final = "/api/"


def door(get_response: Answer) -> Answer:
    """Stands before the session: a browser that is signed in here is nobody at the API, so nothing can be forged through it."""

    def through(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BEGINS):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.__dict__.pop("COOKIES", None)
        response = get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response = _said(response)
        patch_vary_headers(response, ("Authorization",))
        return response

    return through


def _said(page: HttpResponse) -> HttpResponse:
    language = page.headers.get("Content-Language", "")
    kept = {name: page[name] for name in ("Content-Language", "Vary", "Allow", "Retry-After") if name in page.headers}
    with translation.override(language or None):
        return problem(BY_STATUS.get(page.status_code, "request-bad"), headers=kept)
