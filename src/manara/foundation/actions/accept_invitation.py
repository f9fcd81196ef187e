"""Opens the account that an invitation prepared, once."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from manara.foundation.actions.hold_code import hold_code
from manara.foundation.actions.invite import digest_of
from manara.foundation.actions.leave_circles import leave_circles
from manara.foundation.actions.place_member import place_member
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
    """Make (or renew) the account with this password, and put the person into the circle of his agency.

    Raises `InvitationProblem`, or Django's `ValidationError` when the password is too weak. A second factor is set up
    at the first sign-in; a renewed account's old ones are removed, since renewal is for lost ones, and it leaves the
    circles whose keepers have not let in whoever holds the link now.
    """
    with transaction.atomic():
        invitation = open_invitation(token, for_update=True)
        user = _renewed(invitation) if invitation.renews_id else _prepared(invitation)
        validate_password(password, user)
        user.set_password(password)
        user.save()
        Authenticator.objects.filter(user=user).delete()
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
        place_member(user, by=invitation.invited_by_id, reason="")
        if invitation.renews_id:
            leave_circles(user, by=invitation.invited_by_id)
        record_entry(user, AuditVerb.CHANGE if invitation.renews_id else AuditVerb.CREATE, detail="sign-in set up")
    return user


def _prepared(invitation: Invitation) -> User:
    # Two invitations of one code: the first that is accepted has it, also of two at once.
    hold_code("person", invitation.code)
    if User.objects.filter(code__iexact=invitation.code).exists():
        raise InvitationProblem
    return User(
        code=invitation.code, email=invitation.email, agency_id=invitation.agency_id, roles=list(invitation.roles)
    )


def _renewed(invitation: Invitation) -> User:
    # Roles and agency are what they are now, not what they were when the link was made; a closed account stays closed.
    renewed = invitation.renews
    user = User.objects.select_for_update().filter(pk=renewed.pk, is_active=True).first() if renewed else None
    if user is None:
        raise InvitationProblem
    return user
