"""Takes what a page shows out of the node: asked for by a button, recorded, marked, streamed."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.resolution import export
from manara.resolution.engine import asked as asking_engine
from manara.resolution.engine.sayings import strictest
from manara.resolution.pages import asking
from manara.resolution.queries.exporting import Exported, exported, with_ties
from manara.resolution.queries.identity import identity
from manara.resolution.queries.searching import everything_found


@allow(Ability.EXPORT)
@require_POST
def entity_export(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """The entity with its ties and those it is tied to."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="export", verb=AuditVerb.EXPORT)
    taken = list(exported(with_ties(it.ids)))
    # Whoever is taken out with it was taken out, too; and the file bears the strictest code of all that is in it.
    others = [each.public_id for each in taken if each.public_id not in {source.public_id for source in it.sources}]
    if others:
        record(viewer, AuditVerb.EXPORT, "entity", others, fields=["ties"])
    handling = max((each.handling for each in taken), key=export.HANDLING_ORDER.index, default="")
    return _ftm(viewer, taken, "entity", handling)


@allow(Ability.EXPORT)
@require_POST
def search_export(request: HttpRequest) -> HttpResponse:
    """What a search found, as FollowTheMoney lines or as a table."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = asking_engine.read(request.GET.get("q", ""))
    found = everything_found(viewer, asked, asking.filters(request.GET))
    if not found:
        raise Hidden
    candidates = [candidate for each in found for candidate in each.candidates]
    record(viewer, AuditVerb.EXPORT, "entity", [each.public_id for each in candidates], detail=asked.text)
    handling = strictest([candidate.report for candidate in candidates])[0]
    if request.POST.get("format") == "csv":
        taken = timezone.now()
        lines = list(export.csv_lines(found, viewer, taken))
        return _file(lines, export.file_name(viewer, "search", handling, taken, ".csv"), "text/csv; charset=utf-8")
    return _ftm(viewer, list(exported({candidate.id for candidate in candidates})), "search", handling)


def _ftm(viewer: Viewer, entities: list[Exported], kind: str, handling: str) -> HttpResponse:
    taken = timezone.now()
    # At most some thousand lines, read inside the transaction that knows who may see them and that records the taking.
    lines = list(export.ftm_lines(entities, viewer, taken))
    return _file(lines, export.file_name(viewer, kind, handling, taken, ".ftm.json"), "application/x-ndjson")


def _file(lines: list[bytes], name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(b"".join(lines), content_type=media_type, headers=headers)
