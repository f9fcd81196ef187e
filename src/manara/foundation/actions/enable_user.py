"""Opens a closed account again, with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.disable_user import check_keeper
from manara.foundation.actions.record import record
from manara.foundation.models import Suspension, User
from manara.foundation.models.audit import AuditVerb


def enable_user(viewer: Viewer, user: User, *, reason: str) -> None:
    """End the account's suspension; an open account stays open. Raises `Refused`, `OwnAccount`."""
    check_keeper(viewer, user)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            return
        Suspension.objects.filter(user=user, ended_at=None).update(
            ended_at=timezone.now(), ended_by_id=viewer.user_id, end_reason=reason[:240]
        )
        record(viewer, AuditVerb.ADMINISTER, "user", [user.public_id], fields=["is_active"], detail=reason)
    user.is_active = True
