"""Makes a new way in for a person who lost his own, and closes the old ones at once."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.disable_user import check_keeper
from manara.foundation.actions.end_sessions import end_sessions
from manara.foundation.actions.invite import invite
from manara.foundation.actions.record import record
from manara.foundation.actions.revoke_token import revoke_all
from manara.foundation.models import Invitation, User
from manara.foundation.models.audit import AuditVerb


class AccountClosed(ValueError):
    """A closed account is opened again first, with its own reason."""


def renew_sign_in(viewer: Viewer, user: User, *, reason: str) -> tuple[Invitation, str]:
    """Close password, second factors, sessions and tokens, and make the link that sets new ones; returns it and its token.

    At once, since what was lost may be in other hands. Raises `Refused`, `OwnAccount`, `AccountClosed`.
    """
    check_keeper(viewer, user)
    with transaction.atomic():
        current = User.objects.select_for_update().get(pk=user.pk)
        if not current.is_active:
            raise AccountClosed
        Invitation.objects.filter(renews=user, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        current.set_unusable_password()
        current.save(update_fields=["password"])
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        revoke_all(viewer, user, reason=reason)
        record(viewer, AuditVerb.ADMINISTER, "user", [user.public_id], fields=["sign-in"], detail=reason)
        return invite(
            viewer, code=current.code, agency=current.agency, roles=current.roles, email=current.email, renews=current
        )
