"""Keeps what was typed as a version of its own; where two wrote at once both versions stay, and the second writer is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.storable import storable
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Draft, DraftVersion

# The page that saves names itself, so that an answer lost on the way is not taken for another writer.
PAGE = "_page"


class DraftClosed(ValueError):
    """The draft became a report or was put away: nothing more can be written into it."""


@dataclass(frozen=True)
class Saved:
    """The number under which the words are kept; `conflict` when somebody else wrote since the version it is based on."""

    version: int
    conflict: bool


def save_draft(viewer: Viewer, draft: Draft, payload: Mapping[str, str], *, based_on: int, page: str = "") -> Saved:
    """Keep `payload`. Raises `Refused`, and `DraftClosed` for a draft that is no draft any more.

    The latest version moves on only when this one is based on it, or when it comes from the page that wrote the latest.
    """
    check_writer(viewer, draft)
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if locked.report_id is not None or locked.discarded_at is not None:
            raise DraftClosed
        kept = {name: storable(value) for name, value in payload.items()} | {PAGE: storable(page)}
        latest = DraftVersion.objects.filter(draft=locked, number=locked.latest).first()
        if latest is not None and _same(latest.payload, kept):
            return Saved(latest.number, False)
        last = DraftVersion.objects.filter(draft=locked).order_by("-number").first()
        if last is not None and last.number > locked.latest and last.payload == kept and last.saved_by_id == viewer.user_id:
            # The second writer says the same again: his words are kept already, beside the latest.
            return Saved(last.number, True)
        follows = latest is None or based_on == locked.latest or (page != "" and latest.payload.get(PAGE) == page)
        number = 1 if last is None else last.number + 1
        DraftVersion.objects.create(
            draft=locked,
            audience_id=locked.audience_id,
            number=number,
            based_on=based_on,
            payload=kept,
            saved_by_id=viewer.user_id,
        )
        if follows:
            locked.latest, locked.saved_at, locked.title = number, timezone.now(), kept.get("title", "")[:300]
            locked.save(update_fields=["latest", "saved_at", "title"])
        record(viewer, AuditVerb.CHANGE, "draft", [locked.public_id], audience=locked.audience_id)
    return Saved(number, not follows)


def check_writer(viewer: Viewer, draft: Draft) -> None:
    """Raises `Refused`: a draft is written by its author, and by those of its circle who read reports."""
    if not viewer.may(Ability.WRITE_REPORTS):
        raise Refused(Ability.WRITE_REPORTS)
    if draft.author_id != viewer.user_id and not viewer.may(Ability.READ_REPORTS):
        raise Refused(Ability.READ_REPORTS)


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return {**one, PAGE: ""} == {**other, PAGE: ""}
