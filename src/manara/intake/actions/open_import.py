"""Takes in a file: sealed at once, looked at, and shown with a suggestion of what its columns say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import BinaryIO

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.actions.seal_file import seal_file, sealing
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.storable import storable
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.intake.engine.reading import Choice
from manara.intake.models import Import, MappingProfile
from manara.intake.models.imports import ImportState
from manara.intake.opened import header_digest, looked_at


def open_import(
    viewer: Viewer,
    stream: BinaryIO,
    *,
    name: str,
    circle: Circle,
    agency: int | None = None,
    again_wanted: bool = False,
) -> Import:
    """A new import in preview, or the one that exists of the same content in the same circle.

    The file is kept even when its content is refused, with the refusal, so that nothing sent is lost. `again_wanted`
    opens another import of the same content (to read it in another way); its rows are still admitted only once.
    `agency` is the one whose file it is, where a liaison officer brings a partner's; by default the viewer's own.
    Raises `Refused`.
    """
    if not viewer.may(Ability.IMPORT) or circle.pk not in viewer.circles:
        raise Refused(Ability.IMPORT)
    with sealing(), transaction.atomic():
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        sealed = seal_file(viewer, stream, name=name, media_type="application/octet-stream", audience=audience)
        known = (
            Import.objects.filter(file=sealed).exclude(state=ImportState.DISCARDED).order_by("pk").first()
        )
        if known is not None and not again_wanted:
            record(viewer, AuditVerb.READ, "import", [known.public_id], audience=audience)
            return known
        imported = Import(
            audience_id=audience, agency_id=agency or viewer.agency_id, asked_by_id=viewer.user_id, file=sealed, name=name[:255]
        )
        look(imported, Choice())
        imported.save()
        record(viewer, AuditVerb.CREATE, "import", [imported.public_id], audience=audience)
    return imported


def look(imported: Import, choice: Choice) -> None:
    """Read the file's beginning with `choice` and set what follows: header, mapping, or the refusal. Saves nothing."""
    try:
        seen = looked_at(imported, choice)
    except Problem as problem:
        # What the sentence quotes came out of the file or the form: a NUL in it can't be kept.
        quoted = {name: storable(text) if isinstance(text, str) else text for name, text in problem.params.items()}
        imported.refusal = {"code": problem.code, "params": quoted}
        imported.state = ImportState.REFUSED
        return
    imported.refusal, imported.state = None, ImportState.PREVIEW
    imported.choice = asdict(choice)
    profile = MappingProfile.objects.filter(
        audience_id=imported.audience_id, header_digest=header_digest(seen.header)
    ).first()
    if profile is not None:
        imported.profile, imported.mapping, imported.defaults = profile.name, profile.mapping, profile.defaults
    else:
        imported.mapping = json.loads(seen.mapping.to_json())
