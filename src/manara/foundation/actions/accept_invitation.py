"""Opens the account that an invitation prepared, once."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from manara.foundation.actions.invite import digest_of
from manara.foundation.actions.record import record_entry
from manara.foundation.models import Invitation, User
from manara.foundation.models.audit import AuditVerb


class InvitationProblem(ValueError):
    """The link opens nothing (any more): unknown, used, withdrawn or too old are told apart for nobody."""


def open_invitation(token: str, *, for_update: bool = False) -> Invitation:
    """The invitation behind a link. Raises `InvitationProblem` when it opens nothing."""
    rows = (
        Invitation.objects.select_for_update() if for_update else Invitation.objects.select_related("agency")
    )
    invitation = rows.filter(token_digest=digest_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise InvitationProblem
    return invitation


def accept_invitation(token: str, password: str) -> User:
    """Make (or renew) the account with this password.

    Raises `InvitationProblem`, or Django's `ValidationError` when the password is too weak. A second factor is set up
    at the first sign-in; a renewed account's old ones are removed, since renewal is for lost ones.
    """
    with transaction.atomic():
        invitation = open_invitation(token, for_update=True)
        user = invitation.renews or User(code=invitation.code)
        user.email, user.agency_id, user.roles = (
            invitation.email,
            invitation.agency_id,
            list(invitation.roles),
        )
        validate_password(password, user)
        user.set_password(password)
        user.is_active = True
        user.save()
        Authenticator.objects.filter(user=user).delete()
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        record_entry(user, AuditVerb.CREATE)
    return user
