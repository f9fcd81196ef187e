"""Gives each request a random number, which the audit log keeps and the answer carries."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def request_identity(get_response: Answer) -> Answer:
    """`request.request_id`, and the header `X-Request-Id`: what a person tells an auditor when something went wrong."""

    def identified(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4()  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = str(request.request_id)  # type: ignore[attr-defined]
        return response

    return identified
