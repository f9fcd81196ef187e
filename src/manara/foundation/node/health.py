"""The health page: whether this node answers and reaches its database, and nothing else."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from psycopg_pool import PoolTimeout


def health(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 `unavailable` when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        well = True
    except (Error, PoolTimeout):
        well = False
    answer = HttpResponse("ok\n" if well else "unavailable\n", content_type="text/plain", status=200 if well else 503)
    answer["Cache-Control"] = "no-store"
    return answer
