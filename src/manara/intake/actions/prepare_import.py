"""Sets how an import's file is read and what its columns say, while it is in preview."""

from __future__ import annotations

import json
from collections.abc import Mapping as Dictionary
from typing import Any

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.actions.open_import import look
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading import Choice
from manara.intake.models import Import, MappingProfile
from manara.intake.models.imports import ImportState

PREPARABLE = (ImportState.PREVIEW, ImportState.REFUSED)


class AlreadyStarted(ValueError):
    """Rows were admitted under the mapping as it stands; another reading of the file is another import."""


def reread(viewer: Viewer, imported: Import, choice: Choice) -> Import:
    """Read the file with another encoding, separator, sheet or header row. Raises `Refused`, `AlreadyStarted`."""
    return _changed(viewer, imported, lambda locked: look(locked, choice), ["choice"])


def map_columns(viewer: Viewer, imported: Import, mapping: Mapping, defaults: Dictionary[str, Any]) -> Import:
    """Say what each column means and what holds for every row. Raises `Refused`, `AlreadyStarted`."""

    def change(locked: Import) -> None:
        locked.mapping, locked.defaults = json.loads(mapping.to_json()), dict(defaults)

    return _changed(viewer, imported, change, ["mapping", "defaults"])


def save_profile(viewer: Viewer, imported: Import, *, name: str, header_digest: str) -> MappingProfile:
    """Keep this way of reading under a name for the next file like it; the same name is written over. Raises `Refused`."""
    _check(viewer)
    with transaction.atomic():
        profile, _ = MappingProfile.objects.update_or_create(
            audience_id=imported.audience_id,
            name=name[:80],
            defaults={
                "choice": imported.choice,
                "mapping": imported.mapping,
                "defaults": imported.defaults,
                "header_digest": header_digest,
                "saved_by_id": viewer.user_id,
            },
        )
        record(viewer, AuditVerb.CHANGE, "mapping", [profile.public_id], audience=imported.audience_id)
    return profile


def discard_import(viewer: Viewer, imported: Import) -> None:
    """Put an import away that admitted nothing; its file stays sealed. Raises `Refused`, `AlreadyStarted`."""

    def change(locked: Import) -> None:
        locked.state = ImportState.DISCARDED

    _changed(viewer, imported, change, ["state"])


def _changed(viewer: Viewer, imported: Import, change: Any, fields: list[str]) -> Import:
    _check(viewer)
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).select_related("file__key").get(pk=imported.pk)
        if locked.state not in PREPARABLE:
            raise AlreadyStarted
        change(locked)
        locked.save()
        record(viewer, AuditVerb.CHANGE, "import", [locked.public_id], fields=fields, audience=locked.audience_id)
    return locked


def _check(viewer: Viewer) -> None:
    if not viewer.may(Ability.IMPORT):
        raise Refused(Ability.IMPORT)
