"""Prepares an account for a person and makes the link by which he opens it."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import APART, Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.hold_code import CodeTaken, hold_code
from manara.foundation.actions.record import record
from manara.foundation.models import Agency, Invitation, Role, User
from manara.foundation.models.audit import AuditVerb

# A code is typed at every sign-in: letters, digits and the marks that no keyboard hides.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,23}")


class CodeUnusable(ValueError):
    """A code is two to 24 Latin letters, digits, dots, dashes or underscores, and begins with a letter or digit."""


class RolesApart(ValueError):
    """An auditor or administrator holds no second role: neither sees content."""


def invite(
    viewer: Viewer | None,
    *,
    code: str,
    agency: Agency,
    roles: Sequence[str],
    email: str = "",
    renews: User | None = None,
) -> tuple[Invitation, str]:
    """Make an invitation; returns it and the token of its link, which is kept nowhere.

    `viewer` is None only where the node itself invites its first administrator. Raises `Refused` for anyone else
    than an administrator, `RolesApart` for roles that don't go together, `CodeUnusable`, `CodeTaken`.
    """
    if viewer is not None and not viewer.may(Ability.ADMINISTER):
        raise Refused(Ability.ADMINISTER)
    check_roles(roles)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if viewer is None:
            # The node's own link to its first administrator is made anew when it was lost: the one before opens nothing.
            Invitation.objects.filter(code=code, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        if renews is None:
            check_code(code)
        invitation = Invitation.objects.create(
            token_digest=digest_of(token),
            code=code,
            email=email,
            agency=agency,
            roles=list(roles),
            invited_by_id=viewer.user_id if viewer else None,
            expires_at=timezone.now() + timedelta(days=settings.NODE.invitation_days),
            renews=renews,
        )
        if viewer is not None:
            record(
                viewer,
                AuditVerb.ADMINISTER,
                "invitation",
                [invitation.public_id],
                fields=["code", "roles", "agency"],
            )
    return invitation, token


def check_roles(roles: Sequence[str]) -> None:
    """Raises `RolesApart` when there is no role, an unknown one, or one of the two apart beside another."""
    chosen = set(roles)
    if not chosen or not chosen <= set(Role.values) or (chosen & APART and len(chosen) > 1):
        raise RolesApart(", ".join(sorted(chosen)))


def check_code(code: str) -> None:
    """Raises `CodeUnusable` or `CodeTaken`; who passes holds the code until the transaction ends."""
    if not CODE.fullmatch(code):
        raise CodeUnusable(code)
    hold_code("person", code)
    waiting = Invitation.objects.filter(
        code__iexact=code, renews=None, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    if User.objects.filter(code__iexact=code).exists() or waiting.exists():
        raise CodeTaken(code)


def digest_of(token: str) -> str:
    """The digest under which an invitation's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
