"""Makes a sanitised report of another for people who may not see that one; it keeps the origin's handling code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from manara.foundation.access import Ability, Refused, Viewer, audience_of, reaching
from manara.foundation.actions.record import record
from manara.foundation.engine.partial_date import PartialDate
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.intake.actions.admit_reports import Provenance, admit_reports, digest_under
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.models import Entity, Release, ReleasedEntity, Report, Statement
from manara.intake.models.report import ReportKind


class NothingToRelease(ValueError):
    """No statement and no text was chosen: an empty release tells that there is something, and nothing else."""


def release_report(
    viewer: Viewer,
    report: Report,
    circle: Circle,
    *,
    statements: Iterable[int],
    title: str,
    text: str,
    reason: str,
    when: bool = True,
    where: bool = True,
) -> Release:
    """Release the chosen statements (their numbers) with a rewritten title and text to `circle`.

    The source, its reference, the author's name and the files stay behind; so do date and place where `when` or
    `where` is False. Raises `Refused`, `NothingToRelease`.
    """
    if not viewer.may(Ability.SHARE) or report.agency_id != viewer.agency_id or report.retracted_at is not None:
        raise Refused(Ability.SHARE, reason="originator")
    # To an agency, or to a circle of one's own; never to the one that everyone reads.
    if circle.kind != CircleKind.AGENCY and (circle.kind == CircleKind.CONTEXT or circle.pk not in viewer.circles):
        raise Refused(Ability.SHARE, reason="circle")
    title, text = tidy(title), tidy_lines(text)
    chosen = list(
        Statement.objects.filter(report=report, pk__in=list(statements)).select_related("entity").order_by("pk")
    )
    if not chosen and not text.strip():
        raise NothingToRelease
    every = Statement.objects.filter(report=report).values_list("pk", "prop")
    kept = {statement.pk for statement in chosen}
    withheld = sorted({prop for number, prop in every if number not in kept} | ({"source"} if report.source_id else set()))
    draft = _draft(report, chosen, title=title, text=text, when=when, where=where)
    with transaction.atomic():
        target = audience_of([circle.pk])
        provenance = Provenance(
            audience=target,
            agency=report.agency_id,
            author=viewer.user_id,
            kind=ReportKind.RELEASE,
            grade_scheme=report.grade_scheme,
            grade_source=report.grade_source,
            grade_information=report.grade_information,
            handling=report.handling,
            tlp=report.tlp,
            conditions=report.conditions,
            review_on=report.review_on,
            language=report.language,
        )
        with reaching(viewer, target):
            admit_reports(viewer, provenance, [draft])
            # Saying just the same to the same circle again makes no second report.
            made = Report.objects.get(audience_id=target, digest=digest_under(provenance, draft))
            public_id = made.public_id
            copies = list(Entity.objects.filter(report=made).order_by("pk").values_list("pk", flat=True))
        known = Release.objects.filter(origin=report, released=public_id).first()
        if known is not None:
            return known
        release = Release.objects.create(
            audience_id=report.audience_id,
            origin=report,
            released=public_id,
            circle=circle,
            reason=reason[:500],
            content={"title": title, "text": text, "statements": sorted(kept)},
            withheld=withheld,
            released_by_id=viewer.user_id,
        )
        # In the order of the draft, in which they got their numbers.
        ReleasedEntity.objects.bulk_create(
            ReleasedEntity(audience_id=report.audience_id, original_id=int(each.slot), copy_id=copy)
            for each, copy in zip(draft.entities, copies, strict=True)
        )
        record(
            viewer, AuditVerb.RELEASE, "report", [report.public_id, circle.public_id],
            fields=sorted({statement.prop for statement in chosen}), audience=report.audience_id,
        )  # fmt: skip
    return release


def _draft(
    report: Report, chosen: list[Statement], *, title: str, text: str, when: bool, where: bool
) -> ReportDraft:
    # An entity that nothing chosen speaks of is not released; one that is only pointed to comes without values.
    named = {statement.entity_id: statement.entity for statement in chosen}
    pointed = {statement.other_id for statement in chosen if statement.other_id} - named.keys()
    for entity in Entity.objects.filter(pk__in=pointed):
        named[entity.pk] = entity
    said: dict[int, list[StatementDraft]] = {number: [] for number in named}
    for statement in chosen:
        said[statement.entity_id].append(
            StatementDraft(
                prop=statement.prop,
                value=statement.value,
                lang=statement.language,
                kind="fact" if statement.kind == "fact" else "assessment",
                other=str(statement.other_id or ""),
                note=statement.note,
            )
        )
    occurred = PartialDate.from_iso(report.occurred) if report.occurred and when else None
    return ReportDraft(
        row=0,
        title=title,
        text=text,
        occurred=replace(occurred, original="") if occurred else None,
        place=report.place if where else "",
        grade_source=report.grade_source,
        grade_information=report.grade_information,
        handling=report.handling,
        entities=tuple(
            EntityDraft(slot=str(number), schema=entity.schema, statements=tuple(said[number]))
            for number, entity in named.items()
        ),
    )
