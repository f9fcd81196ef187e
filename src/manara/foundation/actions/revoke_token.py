"""Ends a token before its day: by its holder, or by an administrator, who sees nothing of what it read."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Hidden
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import AccessToken, User
from manara.foundation.models.audit import AuditVerb


def revoke_token(viewer: Viewer, token: uuid.UUID, *, of: User | None = None, reason: str = "") -> bool:
    """Revoke it; False when that had been done already. When this has committed, nothing read with it leaves any more.

    One's own, or as an administrator one `of` another. Raises `Hidden` alike for any other and for what does not exist.
    """
    owner = viewer.user_id if of is None else of.pk
    with transaction.atomic():
        found = AccessToken.objects.filter(public_id=token, owner_id=owner).first()
        if found is None or (owner != viewer.user_id and not viewer.may(Ability.ADMINISTER)):
            raise Hidden
        if not _end(viewer, [found.pk], reason):
            return False
        own = found.owner_id == viewer.user_id
        verb = AuditVerb.CHANGE if own else AuditVerb.ADMINISTER
        record(viewer, verb, "access-token", [token], fields=["revoked_at"], detail=reason)
    return True


def revoke_all(viewer: Viewer, user: User, *, reason: str) -> int:
    """Revoke every open token of a person whose account is closed or renewed; returns how many.

    Called by actions that have checked who asks.
    """
    rows = AccessToken.objects.filter(owner=user, revoked_at=None).order_by("pk")
    held = dict(rows.values_list("pk", "public_id"))
    if held:
        _end(viewer, list(held), reason)
        record(viewer, AuditVerb.ADMINISTER, "access-token", held.values(), fields=["revoked_at"])
    return len(held)


def _end(viewer: Viewer, tokens: list[int], reason: str) -> int:
    open_ones = AccessToken.objects.filter(pk__in=tokens, revoked_at=None)
    return open_ones.update(revoked_at=timezone.now(), revoked_by=viewer.user_id, revoke_reason=reason[:240])
