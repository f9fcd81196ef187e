"""Puts right the memberships that follow from an account alone: in its agency's circle, or in none."""

from __future__ import annotations

from django.db import connection

from manara.foundation.models import User


def place_member(user: User, *, by: int | None, reason: str) -> None:
    """To be called when an account was opened, or its roles or agency changed."""
    with connection.cursor() as cursor:
        cursor.execute("select manara_place(%s, %s, %s)", [user.pk, by, reason[:240]])
