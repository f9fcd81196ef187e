"""The health page: whether this node answers and reaches its database, and nothing else."""

from __future__ import annotations

import psycopg
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from manara.foundation.node.connection import dsn

CONNECTS_WITHIN = 3  # seconds


def health(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 `unavailable` when the database does not answer.

    It asks over a connection of its own: the pool would wait for the database to come back and hide that it is away.
    """
    try:
        with psycopg.connect(**{**dsn(settings.NODE, "app"), "connect_timeout": CONNECTS_WITHIN}) as connection:
            connection.execute("SELECT 1")
        well = True
    except psycopg.Error:
        well = False
    answer = HttpResponse("ok\n" if well else "unavailable\n", content_type="text/plain", status=200 if well else 503)
    answer["Cache-Control"] = "no-store"
    return answer
