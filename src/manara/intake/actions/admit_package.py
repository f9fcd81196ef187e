"""Admits a partner's package: one report whose entities know each other by the package's own ids, in any order of lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction

from manara.foundation.access.viewer import Viewer
from manara.foundation.engine.storable import storable
from manara.intake.actions.admit_reports import Admitted, Provenance, unmark_retracted
from manara.intake.actions.rows import Rows
from manara.intake.engine.drafts import EntityDraft, ReportDraft
from manara.intake.engine.prepared import prepare_entity
from manara.intake.models import Import, Report
from manara.intake.models.report import ReportKind

# A thing that was only pointed to so far; its own line, when it comes, gives it its schema and name.
POINTED_TO = "Thing"


def admit_package(viewer: Viewer, provenance: Provenance, drafts: Sequence[ReportDraft], imported: Import) -> Admitted:
    """Write the entities of `drafts` into the package's report, which is made with its first line.

    A package whose content this audience holds already makes nothing: all its lines count as repeated.
    """
    report = imported.package or _report(provenance, imported)
    if report is None:
        return Admitted(repeated=len(drafts))
    entities = [entity for draft in drafts for entity in draft.entities]
    numbers = _numbers_of(report, provenance, entities)
    statements = Rows(
        report_id="bigint", entity_id="bigint", schema="varchar", prop="varchar", value="text", original="text",
        language="varchar", kind="varchar", other_id="bigint", note="varchar",
    )
    named = Rows(id="bigint", schema="varchar", caption="varchar", sort_key="varchar", identity_key="varchar")
    found = Rows(key="varchar", entity_id="bigint")
    for entity in entities:
        number = numbers[entity.key]
        ready = prepare_entity(entity)
        named.add(number, entity.schema, ready.caption, ready.sort_key, ready.identity_key)
        for said in entity.statements:
            other = numbers[said.other] if said.other else None
            statements.add(
                report.pk, number, entity.schema, said.prop, storable(said.value), storable(said.original),
                said.lang[:3], said.kind, other, said.note[:40],
            )
        for key in ready.keys:
            found.add(key, number)
    fixed = {"audience_id": provenance.audience}
    named.update(
        "intake_entity",
        "schema = given.schema, caption = given.caption, sort_key = given.sort_key, identity_key = given.identity_key",
        "intake_entity.id = given.id",
    )
    statements.insert("intake_statement", {**fixed, "since": "", "until": ""})
    found.insert("intake_matchkey", fixed)
    report.statement_count += len(statements)
    report.save(update_fields=["statement_count"])
    return Admitted({draft.row: str(report.public_id) for draft in drafts}, 0, len(statements))


def _report(provenance: Provenance, imported: Import) -> Report | None:
    mark = hashlib.sha256(f"package:{imported.file.address}:{provenance.handling}".encode()).digest()
    unmark_retracted(provenance.audience, [mark])
    if Report.objects.filter(audience_id=provenance.audience, digest=mark).exists():
        return None
    try:
        with transaction.atomic():
            imported.package = Report.objects.create(
                audience_id=provenance.audience,
                kind=ReportKind.PACKAGE,
                agency_id=provenance.agency,
                author_id=provenance.author,
                title=imported.name[:300],
                language=provenance.language,
                grade_scheme=provenance.grade_scheme,
                grade_source=provenance.grade_source,
                grade_information=provenance.grade_information,
                handling=provenance.handling,
                tlp=provenance.tlp,
                conditions=provenance.conditions,
                review_on=provenance.review_on,
                imported=imported,
                digest=mark,
            )
    except IntegrityError:
        # Another import of the same content was faster: the package is known by now.
        return None
    return imported.package


def _numbers_of(report: Report, provenance: Provenance, entities: Sequence[EntityDraft]) -> dict[str, int]:
    wanted = {entity.key for entity in entities}
    wanted |= {said.other for entity in entities for said in entity.statements if said.other}
    with connection.cursor() as cursor:
        cursor.execute(
            "select origin_key, id from intake_entity where report_id = %s and origin_key = any(%s)",
            [report.pk, [storable(key)[:255] for key in wanted]],
        )
        known: dict[str, int] = dict(cursor.fetchall())
    rows = Rows(origin_key="varchar")
    for key in sorted(wanted):
        if storable(key)[:255] not in known:
            rows.add(storable(key)[:255])
    made = rows.insert(
        "intake_entity",
        {
            "audience_id": provenance.audience, "schema": POINTED_TO, "report_id": report.pk, "caption": "",
            "sort_key": "", "identity_key": "",
        },
        computed={"public_id": "gen_random_uuid()", "noted_at": "now()"},
        returning="origin_key, id",
    )
    known.update(dict(made))
    return {key: known[storable(key)[:255]] for key in wanted}
