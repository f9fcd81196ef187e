"""Lets a programme in by its token, in its holder's name: one transaction, checked at its beginning and before its end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation.access import Ability, Hidden, Policy, Refused, enter
from manara.foundation.access.abilities import abilities_of
from manara.foundation.access.bearer import MARK, Bearer, NotAdmitted, bearer_of, check_still
from manara.foundation.actions.record import record, record_before_entry
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.foundation.programmes.walking import UnknownMark
from manara.web import granting
from manara.web.api.problems import problem

View = Callable[..., HttpResponse]
METHODS: Final = "GET, HEAD, OPTIONS"
# Where people put tokens that belong into a header: an address is kept in histories and in proxies' logs.
IN_ADDRESS: Final = frozenset({"token", "access_token", "api_key", "apikey", "key", "bearer"})
LONGEST_PURPOSE: Final = 240
_REASONS: Final = {
    "missing": "token-missing", "unknown": "token-unknown", "revoked": "token-revoked", "over": "token-over",
    "closed": "account-closed",
}  # fmt: skip
log = logging.getLogger("manara.api")


def guarded(view: View, policy: Policy, parameters: frozenset[str]) -> View:
    """The operation behind its guard; `parameters` are the words that its address may ask with."""

    @wraps(view)
    def asked(request: HttpRequest, **path: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS})
        if request.method not in ("GET", "HEAD"):
            return problem("method-not-taken", headers={"Allow": METHODS})
        response = _answered(request, view, policy, parameters, path)
        if request.method == "HEAD":
            # The length is that of the body which GET would bring; the reading was done and is recorded as one.
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    asked.policy = policy  # type: ignore[attr-defined]
    asked.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, so there is nothing to forge
    return asked


def _answered(
    request: HttpRequest, view: View, policy: Policy, parameters: frozenset[str], path: dict[str, Any]
) -> HttpResponse:
    wrong = _malformed(request, parameters)
    if wrong is not None:
        return wrong
    try:
        bearer = bearer_of(_secret(request))
    except NotAdmitted as refusal:
        return problem(_REASONS[refusal.why])
    if "Accept-Language" not in request.headers and bearer.user.language:
        translation.activate(bearer.user.language)
    if bearer.asked > settings.NODE.api_requests_a_minute:
        return _too_many()
    if bearer.ended is not None:
        return _ended(request, bearer, bearer.ended)
    purpose = _purpose(request, bearer)
    if isinstance(purpose, HttpResponse):
        return purpose
    try:
        return _in_one_transaction(request, view, policy, path, bearer, purpose)
    except NotAdmitted as refusal:
        return _ended(request, bearer, refusal.why)
    except (Hidden, Http404):
        return problem("not-found")
    except UnknownMark:
        return problem("mark-unknown")
    except Refused as refusal:
        return _refused(request, bearer, purpose, refusal)


def _in_one_transaction(
    request: HttpRequest, view: View, policy: Policy, path: dict[str, Any], bearer: Bearer, purpose: str
) -> HttpResponse:
    with transaction.atomic():
        viewer = _entered(request, bearer, purpose)
        request.viewer, request.bearer = viewer, bearer  # type: ignore[attr-defined]
        if Ability.HOLD_TOKENS not in abilities_of(viewer.roles):
            raise Refused(Ability.HOLD_TOKENS)
        if policy.abilities and not any(viewer.may(ability) for ability in policy.abilities):
            raise Refused(policy.abilities[0])
        method, request.method = request.method, "GET"
        response = view(request, **path)
        request.method = method
        check_still(bearer)
        return response


def _entered(request: HttpRequest, bearer: Bearer, purpose: str) -> Any:
    return enter(
        bearer.user,
        purpose=purpose,
        request_id=getattr(request, "request_id", None),
        language=translation.get_language() or "en",
        token=bearer.token,
        narrowed=bearer.abilities,
    )


def _malformed(request: HttpRequest, parameters: frozenset[str]) -> HttpResponse | None:
    asked = set(request.GET)
    if IN_ADDRESS & {name.lower() for name in asked} or MARK in request.META.get("QUERY_STRING", ""):
        return problem("token-in-address")
    if request.headers.get("Transfer-Encoding") or request.META.get("CONTENT_LENGTH") not in (None, "", "0"):
        return problem("body-not-taken")
    unknown = sorted(asked - parameters)
    if unknown:
        # A filter that is silently left out would answer with more than was asked for.
        return wrong_parameters([("query", name, "unknown") for name in unknown])
    return None


def wrong_parameters(errors: list[tuple[str, str, str]]) -> HttpResponse:
    """422 with each part that can't be read: where it stands, its name and what is wrong, as one word."""
    names = ", ".join(dict.fromkeys(name for _where, name, _what in errors))
    return problem(
        "parameter-wrong",
        detail=_("Look at: %(names)s") % {"names": names[:400]},
        errors=[{"in": where, "name": name[:80], "what": what} for where, name, what in errors[:20]],
    )


def _secret(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise NotAdmitted("missing")
    if len(secret) > 200 or not secret.isascii():
        raise NotAdmitted("unknown")
    return secret.strip()


def _purpose(request: HttpRequest, bearer: Bearer) -> str | HttpResponse:
    given = request.headers.get("X-Purpose")
    if given is None:
        return bearer.purpose or problem("purpose-missing")
    try:
        # A header's bytes reach us as if they were Latin-1; people write UTF-8.
        text = tidy(given.encode("latin-1").decode("utf-8")).strip()
    except UnicodeError:
        return problem("purpose-unreadable")
    if len(text) > LONGEST_PURPOSE:
        return problem("purpose-unreadable")
    return text or problem("purpose-missing")


def _too_many() -> HttpResponse:
    seconds = 60 - timezone.now().second
    sentence = ngettext(
        "This token may ask again in %(seconds)s second.", "This token may ask again in %(seconds)s seconds.", seconds
    )
    return problem(
        "too-many-requests", detail=sentence % {"seconds": seconds}, headers={"Retry-After": str(seconds)}
    )


def _ended(request: HttpRequest, bearer: Bearer, why: str) -> HttpResponse:
    # Whatever was read is undone by now; that it was tried is written in a transaction of its own.
    record_before_entry(
        bearer.user, AuditVerb.REFUSED, "access-token", [bearer.token], fields=[why],
        request_id=getattr(request, "request_id", None), token=bearer.token,
    )  # fmt: skip
    return problem(_REASONS[why])


def _refused(request: HttpRequest, bearer: Bearer, purpose: str, refusal: Refused) -> HttpResponse:
    with transaction.atomic():
        viewer = _entered(request, bearer, purpose)
        record(viewer, AuditVerb.REFUSED, "page", detail=f"{refusal.ability or refusal.reason} {request.path}")
    if refusal.ability is not None and refusal.ability in abilities_of(viewer.roles):
        lacking = granting.words(frozenset({refusal.ability}))
        sentence = _("It does not include %(ability)s: make one that does.") % {"ability": ", ".join(lacking)}
        return problem("token-narrower", detail=sentence)
    return problem("role-missing", detail=granting.missing(refusal))
