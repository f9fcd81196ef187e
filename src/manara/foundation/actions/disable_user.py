"""Closes a person's account for now, with a reason, and ends what is open of it at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.end_sessions import end_sessions
from manara.foundation.actions.record import record
from manara.foundation.actions.revoke_token import revoke_all
from manara.foundation.models import Invitation, Role, Suspension, User
from manara.foundation.models.audit import AuditVerb


class OwnAccount(ValueError):
    """Nobody changes his own account's roles or closes it: another administrator does."""


class LastAdministrator(ValueError):
    """Without this account nobody could keep accounts any more."""


def disable_user(viewer: Viewer, user: User, *, reason: str) -> None:
    """Close the account; an account that is closed already stays as it was closed.

    Raises `Refused`, `OwnAccount`, `LastAdministrator`.
    """
    check_keeper(viewer, user)
    with transaction.atomic():
        current = User.objects.select_for_update().get(pk=user.pk)
        if not current.is_active:
            return
        if current.has_role(Role.ADMINISTRATOR):
            check_not_last(current)
        Suspension.objects.create(user=current, reason=reason[:240], suspended_by_id=viewer.user_id)
        User.objects.filter(pk=user.pk).update(is_active=False)
        # A link that renews the sign-in would open the account again.
        Invitation.objects.filter(renews=user, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        end_sessions(user)
        revoke_all(viewer, user, reason=reason)
        record(viewer, AuditVerb.ADMINISTER, "user", [user.public_id], fields=["is_active"], detail=reason)
    user.is_active = False


def check_keeper(viewer: Viewer, user: User) -> None:
    """Raises `Refused` to others than an administrator, `OwnAccount` for his own account."""
    if not viewer.may(Ability.ADMINISTER):
        raise Refused(Ability.ADMINISTER)
    if user.pk == viewer.user_id:
        raise OwnAccount


def check_not_last(user: User) -> None:
    """Raises `LastAdministrator` when no other administrator's account is open; locks them, so that two can't go at once."""
    others = User.objects.select_for_update().filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).exclude(pk=user.pk)
    if not list(others.values_list("pk", flat=True)):
        raise LastAdministrator
