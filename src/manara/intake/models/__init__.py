"""The nouns of intake: reports and their sources, the statements they make, drafts, imports and quarantine."""

from manara.intake.models.draft import Draft, DraftVersion
from manara.intake.models.entity import Entity, MatchKey
from manara.intake.models.imports import Import, MappingProfile, QuarantinedRow, Readmission
from manara.intake.models.release import Release, ReleasedEntity
from manara.intake.models.report import Report, ReportFile
from manara.intake.models.retraction import Retraction
from manara.intake.models.source import Source, SourceIdentity
from manara.intake.models.statement import Statement

__all__ = [
    "Draft",
    "DraftVersion",
    "Entity",
    "Import",
    "MappingProfile",
    "MatchKey",
    "QuarantinedRow",
    "Readmission",
    "Release",
    "ReleasedEntity",
    "Report",
    "ReportFile",
    "Retraction",
    "Source",
    "SourceIdentity",
    "Statement",
]
