"""Makes a token by which a programme reads in its holder's name; its secret is shown once and kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.bearer import MARK, READING, SHOWN
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.keys import digest_of_secret
from manara.foundation.models import AccessToken
from manara.foundation.models.access_token import LONGEST_DAYS
from manara.foundation.models.audit import AuditVerb

USUAL_DAYS = 90
# Enough for every programme one person answers for; more are forgotten ones.
MOST_OPEN = 20


class TooManyTokens(ValueError):
    """The holder has as many open tokens as one may have: one is revoked first."""


def issue_token(
    viewer: Viewer, *, name: str, abilities: Iterable[Ability], days: int = USUAL_DAYS, purpose: str = ""
) -> tuple[AccessToken, str]:
    """Make a token for `days` days (1 to 365); returns it and its secret. The caller has asked for a fresh second factor.

    Raises `Refused` for one who may hold none or for an ability that is not his or no reading, `TooManyTokens`,
    and ValueError for a time out of bounds, a token without a name or without an ability.
    """
    chosen = frozenset(abilities)
    if not viewer.may(Ability.HOLD_TOKENS):
        raise Refused(Ability.HOLD_TOKENS)
    for ability in chosen:
        if ability not in READING or not viewer.may(ability):
            raise Refused(ability)
    if not chosen or not name or not 1 <= days <= LONGEST_DAYS:
        raise ValueError("a token has a name, at least one ability, and 1 to 365 days")
    secret = MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        open_ones = AccessToken.objects.filter(owner_id=viewer.user_id, revoked_at=None, expires_at__gt=timezone.now())
        if open_ones.count() >= MOST_OPEN:
            raise TooManyTokens
        now = timezone.now()
        token = AccessToken.objects.create(
            owner_id=viewer.user_id,
            name=name,
            purpose=purpose,
            digest=digest_of_secret(secret),
            prefix=secret[:SHOWN],
            abilities=sorted(chosen),
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        record(viewer, AuditVerb.CREATE, "access-token", [token.public_id], fields=sorted(chosen))
    return token, secret
