"""Tokens behind the walls: a holder sees his own, an administrator and an auditor that they are there, none rewritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from manara.foundation.access import Viewer
from manara.foundation.models import AccessToken, Role

PARAMETERS = {"<uuid:token>": "accesstoken"}
# Which record an address of the API with an id stands for, by its first word.
API_RECORDS = {"cases": "case", "charts": "savedchart"}


def records(world: Any, viewer: Viewer) -> dict[str, Model]:
    """The keeper's token."""
    token = AccessToken.objects.create(
        owner=world.keeper, name="list", purpose="p", digest="d" * 64, prefix="manara_abcde",
        abilities=["read-entities"], expires_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip
    return {"accesstoken": token}


def expected(world: Any, name: str, verb: str, standing: str, role: str) -> bool | None:
    """Nobody adds one for another, and of an own one only the end can be written."""
    if name != "accesstoken":
        return None
    return verb == "see" and role in (Role.AUDITOR, Role.ADMINISTRATOR) and standing != "disabled"
