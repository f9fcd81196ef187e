"""What went wrong, as RFC 9457 says it to a programme and in words to the person who runs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE: Final = "application/problem+json"
NAMED: Final = "urn:manara:problem:"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, what it is called, and what to do about it."""

    status: int
    title: str | Promise
    detail: str | Promise


KINDS: Final[Mapping[str, Kind]] = {
    "token-missing": Kind(
        401, _("A token is needed"), _("Send the header “Authorization: Bearer” with an access token from your account page.")
    ),
    "token-unknown": Kind(401, _("The token is not known here"), _("Check that it was copied whole and is of this node.")),
    "token-revoked": Kind(
        401, _("The token was revoked"), _("Nothing of this request was answered. Make a new token on your account page.")
    ),
    "token-over": Kind(
        401, _("The token's time is over"), _("Nothing of this request was answered. Make a new token on your account page.")
    ),
    "account-closed": Kind(
        401, _("The account is closed"), _("Nothing of this request was answered. Ask your agency's administrator.")
    ),
    "token-in-address": Kind(
        400,
        _("A token does not belong into an address"),
        _("Addresses are kept in logs: revoke this token, make a new one and send it in the header Authorization."),
    ),
    "purpose-missing": Kind(
        400, _("Say what the reading is for"), _("This token has no purpose of its own: send one in the header X-Purpose.")
    ),
    "purpose-unreadable": Kind(
        400, _("The purpose can't be read"), _("X-Purpose takes up to 240 characters of plain text in UTF-8.")
    ),
    "mark-unknown": Kind(
        400,
        _("“after” is not a mark of this list"),
        _("A mark fits only the list, the filters and the person that it was given for. Begin again without it."),
    ),
    "request-bad": Kind(400, _("The request can't be read"), _("Check its address and headers.")),
    "role-missing": Kind(403, _("This may not be read"), ""),
    "token-narrower": Kind(403, _("The token does not go so far"), ""),
    "not-found": Kind(404, _("There is nothing here"), _("It does not exist, or it is not yours to see.")),
    "method-not-taken": Kind(405, _("Only reading is possible here"), _("Ask with GET or HEAD.")),
    "body-not-taken": Kind(413, _("A body is not taken"), _("Whatever is asked stands in the address.")),
    "more-than-a-file-holds": Kind(
        413,
        _("More stands around it than one file holds"),
        _("Nothing was taken. Ask for its ties, or page by page for all that you may see: /api/v1/ftm."),
    ),
    "parameter-wrong": Kind(422, _("A part of the question can't be read"), ""),
    "too-many-requests": Kind(429, _("Too many requests"), ""),
    "server-error": Kind(500, _("Something went wrong here"), _("It was written down under the number in X-Request-Id.")),
    "unavailable": Kind(503, _("The node does not answer now"), _("Try again in a minute.")),
    "no-room": Kind(507, _("The node's disk is full"), _("Tell your administrator.")),
}
BY_STATUS: Final = {
    400: "request-bad", 403: "request-bad", 404: "not-found", 405: "method-not-taken", 413: "body-not-taken",
    500: "server-error", 503: "unavailable", 507: "no-room",
}  # fmt: skip


def problem(
    code: str, *, detail: str = "", headers: Mapping[str, str] | None = None, **further: Any
) -> HttpResponse:
    """The answer for a kind of problem in the language now spoken; nothing of what was asked for is in it."""
    kind = KINDS[code]
    said = {
        "type": NAMED + code,
        "title": str(kind.title),
        "status": kind.status,
        "detail": detail or str(kind.detail),
        **further,
    }
    response = HttpResponse(orjson.dumps(said), status=kind.status, content_type=MEDIA_TYPE)
    if kind.status == 401:
        error = "" if code == "token-missing" else ', error="invalid_token"'
        response["WWW-Authenticate"] = f'Bearer realm="manara"{error}'
    for name, value in (headers or {}).items():
        response[name] = value
    return response
