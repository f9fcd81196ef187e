"""One report with all that it says, its files, its source and to whom it was opened."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from manara.foundation.access import Ability, Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.addresses import address_of
from manara.foundation.models import Sharing
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity, Release, Report, ReportFile, Retraction, SourceIdentity, Statement
from manara.intake.queries.reports import reports_of

# Entities shown at once; a partner's package can name a hundred thousand.
ENTITIES = 60
# Statements read of them at most: one entity of a package can have thousands.
STATEMENTS = 3000


@dataclass
class Told:
    """One entity of a report with what the report says of it, and how it is tied to others."""

    entity: Entity
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A page of a report's entities; `after` is the public id to go on from, "" at the end."""

    told: Sequence[Told]
    after: str


@dataclass(frozen=True)
class Whole:
    """A report and what stands around what it says."""

    report: Report
    retractions: Sequence[Retraction]
    releases: Sequence[Release]
    files: Sequence[ReportFile]


def report_for(viewer: Viewer, public_id: uuid.UUID, *, verb: str = AuditVerb.READ) -> Report:
    """The report, its reading recorded. Raises `Hidden`."""
    report = (
        reports_of(viewer)
        .select_related("agency", "author", "author__agency", "source", "imported")
        .filter(public_id=public_id)
        .first()
    )
    if report is None:
        raise Hidden
    record(viewer, verb, "report", [report.public_id], audience=report.audience_id)
    return report


def still_seen(public_id: uuid.UUID) -> bool:
    """Whether the viewer sees a report after what he did to it; nothing of it is read."""
    return Report.objects.filter(public_id=public_id).exists()


def around(report: Report) -> Whole:
    """Retractions, releases and files of a report that `report_for` gave."""
    retractions = Retraction.objects.filter(report=report).select_related("retracted_by", "undone_by").order_by("pk")
    releases = Release.objects.filter(origin=report).select_related("circle__agency", "released_by").order_by("pk")
    # What it said is gone until the retraction is undone, and so is what came with it.
    kept = ReportFile.objects.filter(report=report) if report.retracted_at is None else ReportFile.objects.none()
    files = kept.select_related("file", "file__stored_by").order_by("pk")
    return Whole(report, list(retractions), list(releases), list(files))


def said_by(report: Report, *, after: str = "", behind: int | None = None, size: int = ENTITIES) -> Page:
    """What a report says, entity by entity, behind one or behind a number; nothing for one that was retracted."""
    rows = Entity.objects.filter(report=report).order_by("pk")
    start = behind if behind is not None else _number(rows, after)
    if start is not None:
        rows = rows.filter(pk__gt=start)
    entities = list(rows[: size + 1])
    more = len(entities) > size
    told = {entity.pk: Told(entity) for entity in entities[:size]}
    statements = (
        Statement.objects.filter(report=report, entity_id__in=list(told)).select_related("other").order_by("entity_id", "pk")
    )
    for statement in statements[:STATEMENTS]:
        told[statement.entity_id].statements.append(statement)
    shown = list(told.values())
    return Page(shown, str(shown[-1].entity.public_id) if more else "")


def _number(rows: object, public_id: str) -> int | None:
    wanted = address_of(public_id)
    if wanted is None:
        return None
    return Entity.objects.filter(public_id=wanted).values_list("pk", flat=True).first()


def sharings_of(viewer: Viewer, report: Report) -> list[Sharing]:
    """To which of the viewer's own circles the report was opened: the rest of its audience is told to nobody."""
    rows = Sharing.objects.filter(object_type="report", object_id=report.public_id, circle_id__in=viewer.circles)
    return list(rows.select_related("circle__agency", "shared_by").order_by("-pk")[:50])


def source_identity_of(viewer: Viewer, report: Report) -> SourceIdentity | None:
    """The sealed identity behind the report's source reference, where the viewer is among its handlers."""
    if report.source is None or not viewer.may(Ability.SEE_SOURCES):
        return None
    rows = SourceIdentity.objects.select_related("source", "key").filter(
        source__agency_id=report.source.agency_id, source__reference=report.source.reference
    )
    return rows.order_by("-pk").first()


def attached_file(viewer: Viewer, public_id: uuid.UUID) -> ReportFile:
    """A file of a report the viewer may read. Raises `Hidden`."""
    # What came with a report goes with it when it is taken back; the same file stays with the others it came with.
    readable = reports_of(viewer).filter(retracted_at=None)
    rows = ReportFile.objects.filter(file__public_id=public_id, report__in=readable)
    attached = rows.select_related("file", "file__key", "report").order_by("pk").first()
    if attached is None:
        raise Hidden
    return attached
