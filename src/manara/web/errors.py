"""The pages for what went wrong: calm, in the reader's language, and without content."""

from __future__ import annotations

import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from manara.foundation.access import Ability, Refused, roles_with
from manara.foundation.models import Role
from manara.foundation.node.room_on_disk import is_full
from manara.web import granting


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is hidden and what never was: nothing of the request or the reader is on it."""
    return _page("not_found", 404)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """403: what is missing and who can grant it."""
    return _page("refused", 403, {"missing": granting.missing(refusal), "roles": _roles(refusal.ability)})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 by the framework itself, with nothing more to say."""
    return _page("refused", 403, {"missing": _("Your account may not do this.")})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token doesn't fit: the page was open too long, or cookies are off; what was typed is kept."""
    return _page("csrf", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page("bad_request", 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page("too_large", 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many attempts; when to try again stands on the page."""
    return _page("too_many", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the request's number, so that an administrator finds it in the log; 503 when the database is away.

    507 when the disk is full, wherever that showed.
    """
    problem = sys.exc_info()[1]
    if is_full(problem):
        return no_room(request)
    if isinstance(problem, OperationalError | PoolTimeout):
        return unavailable(request)
    return _page("server_error", 500, {"request_id": getattr(request, "request_id", "")})


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; nothing acknowledged is lost."""
    return _page("unavailable", 503, {"request_id": getattr(request, "request_id", "")})


def no_room(request: HttpRequest) -> HttpResponse:
    """507: the disk is full; nothing of this request is stored, and nothing acknowledged is lost."""
    return _page("no_room", 507, {"request_id": getattr(request, "request_id", "")})


def _page(name: str, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    # Without the request: no context processor runs, so no name, token or query of the reader can reach the page.
    return HttpResponse(render_to_string(f"web/errors/{name}.html", context or {}), status=status)


def _roles(ability: Ability | None) -> list[str]:
    return [str(Role(role).label) for role in sorted(roles_with(ability))] if ability else []
