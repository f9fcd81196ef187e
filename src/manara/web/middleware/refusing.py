"""Answers a refusal with what is missing and who can grant it, and what is hidden exactly as what does not exist."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse

from manara.foundation.access import Hidden, Refused, acting
from manara.foundation.actions.record import record
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.web import errors

Answer = Callable[[HttpRequest], HttpResponse]


def refusals(get_response: Answer) -> Answer:
    """Turns `Refused` into 403, `Hidden` and `Http404` into one and the same 404."""

    def refusing(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    refusing.process_exception = _answer  # type: ignore[attr-defined]
    return refusing


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, Hidden | Http404):
        return errors.not_found(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return errors.too_large(request)
    if isinstance(exception, Refused):
        _record(request, exception)
        return errors.refused(request, exception)
    return None


def _record(request: HttpRequest, refusal: Refused) -> None:
    user: User | AnonymousUser = request.user  # type: ignore[assignment]
    if isinstance(user, AnonymousUser):
        return
    # The page's own transaction is undone by now; who was refused what is written in one of its own.
    with acting(
        user, purpose=request.session.get("purpose", ""), request_id=getattr(request, "request_id", None)
    ) as viewer:
        record(viewer, AuditVerb.REFUSED, "page", detail=f"{refusal.ability or refusal.reason} {request.path}")
