"""Gives a person other roles."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.disable_user import check_keeper, check_not_last
from manara.foundation.actions.invite import check_roles
from manara.foundation.actions.place_member import place_member
from manara.foundation.actions.record import record
from manara.foundation.models import Role, User
from manara.foundation.models.audit import AuditVerb


def change_roles(viewer: Viewer, user: User, roles: Sequence[str], *, reason: str) -> None:
    """Set the roles; who becomes auditor or administrator leaves every circle, who ceases to be one enters his agency's.

    Raises `Refused`, `OwnAccount`, `LastAdministrator`, `RolesApart`.
    """
    check_keeper(viewer, user)
    check_roles(roles)
    with transaction.atomic():
        current = User.objects.select_for_update().get(pk=user.pk)
        if set(current.roles) == set(roles):
            return
        if current.has_role(Role.ADMINISTRATOR) and Role.ADMINISTRATOR not in roles:
            check_not_last(current)
        wanted = [role for role in Role.values if role in roles]
        User.objects.filter(pk=user.pk).update(roles=wanted)
        place_member(user, by=viewer.user_id, reason=reason)
        record(viewer, AuditVerb.ADMINISTER, "user", [user.public_id], fields=["roles"], detail=reason)
    user.roles = wanted
