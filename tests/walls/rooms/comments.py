"""A comment on the hidden report with a correction, a withdrawal and a mention, and the addresses of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from manara.foundation.access import Viewer
from manara.foundation.models import Comment, CommentCorrection, CommentMention, CommentWithdrawal, Role

if TYPE_CHECKING:
    from tests.walls.world import World

ADDRESSES = (
    ("comments/on/report/", "report"), ("comments/on/entity/", "entity"), ("comments/on/case/", "case"),
    ("comments/on/chart/", "savedchart"), ("comments/", "comment"),
)  # fmt: skip
ONE_EACH = {"commentmention"}
_WRITTEN = {"comment", "commentcorrection", "commentwithdrawal"}
_KNOWING = frozenset(Role.values) - {Role.AUDITOR, Role.ADMINISTRATOR}


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of each table; what the comment says holds the hidden name."""
    from tests.walls.world import HIDDEN_NAME

    at = {"audience_id": world.audience}
    comment = Comment.objects.create(
        **at, subject_kind="report", subject_id=world.records["report"].public_id, author=world.keeper,  # type: ignore[attr-defined]
        text=f"Is {HIDDEN_NAME} the same?",
    )  # fmt: skip
    other = Comment.objects.create(
        **at, subject_kind="entity", subject_id=world.records["entity"].public_id, author=world.keeper,  # type: ignore[attr-defined]
        text=f"{HIDDEN_NAME} again",
    )  # fmt: skip
    insider = next((user for (standing, _role), user in world.people.items() if standing == "insider"), world.keeper)
    return {
        "comment": comment,
        "commentcorrection": CommentCorrection.objects.create(
            **at, comment=comment, number=2, text=HIDDEN_NAME, corrected_by=world.keeper
        ),
        "commentwithdrawal": CommentWithdrawal.objects.create(
            **at, comment=other, reason=HIDDEN_NAME, withdrawn_by=world.keeper
        ),
        "commentmention": CommentMention.objects.create(**at, comment=comment, user=insider),
    }


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool | None:
    """Nobody writes in another's name and nobody removes what was written; where it lies may change with its subject."""
    if name not in {*_WRITTEN, "commentmention"}:
        return None
    inside = standing == "insider" and role in _KNOWING
    if verb == "remove" or (verb == "add" and name in _WRITTEN):
        return False
    return inside
