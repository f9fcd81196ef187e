"""Tokens as their holder sees them, and as an administrator does: that they are there, and nothing of their use."""

from __future__ import annotations

from django.db.models import QuerySet

from manara.foundation.access.viewer import Viewer
from manara.foundation.models import AccessToken, User

SHOWN = 100


def tokens_of(viewer: Viewer) -> list[AccessToken]:
    """The viewer's own tokens: open ones first, then the newest."""
    rows = _of(viewer.user_id)[:SHOWN]
    return sorted(rows, key=lambda token: not token.is_open)


def tokens_of_person(user: User) -> list[AccessToken]:
    """An account's tokens for an administrator; neither what they are called nor what they are for."""
    rows = _of(user.pk).defer("name", "purpose")[:SHOWN]
    return sorted(rows, key=lambda token: not token.is_open)


def _of(user: int) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(owner_id=user).select_related("revoked_by").order_by("-pk")
