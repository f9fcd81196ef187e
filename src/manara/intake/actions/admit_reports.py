"""Admits report drafts: writes reports, entities, statements and match keys in bulk, and nothing that is known already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import orjson
from django.db import connection, transaction

from manara.foundation.access.viewer import Viewer
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.storable import storable
from manara.intake.actions.rows import Rows, array_of
from manara.intake.engine.drafts import ReportDraft
from manara.intake.engine.prepared import Prepared, prepare
from manara.intake.models.report import ReportKind


@dataclass(frozen=True)
class Provenance:
    """What holds for every draft of one admission: who says it, to whom it is open, and what applies where it is silent."""

    audience: int
    agency: int
    author: int
    kind: str
    grade_scheme: str = "4x4"
    grade_source: str = ""
    grade_information: str = ""
    handling: str = "H0"
    tlp: str = ""
    conditions: str = ""
    review_on: date | None = None
    source_reference: str = ""
    language: str = ""
    imported: int | None = None


@dataclass
class Admitted:
    """What came of it: public ids of new reports by row, how many were known already, and how many statements were made."""

    reports: dict[int, str] = field(default_factory=dict)
    repeated: int = 0
    statements: int = 0


def admit_reports(viewer: Viewer, provenance: Provenance, drafts: Sequence[ReportDraft]) -> Admitted:
    """Write `drafts` in the open transaction. A report whose content this audience holds already is counted, not made.

    One that was retracted is said by nobody any more: its content is admitted anew, beside it.
    """
    return admit_prepared(viewer, provenance, [prepare(draft) for draft in drafts])


def admit_prepared(viewer: Viewer, provenance: Provenance, prepared: Sequence[Prepared]) -> Admitted:
    """Like `admit_reports`, for drafts whose digests and keys were worked out already."""
    with transaction.atomic():
        marked = [(_mark(provenance, each), each) for each in prepared]
        unmark_retracted(provenance.audience, {mark for mark, _each in marked})
        sources = _sources(provenance, prepared)
        made = _reports(provenance, marked, sources)
        admitted = Admitted(repeated=len(prepared) - len(made))
        pairs = []
        for mark, each in marked:
            report = made.get(mark)
            # Of two equal rows of one batch the first is made, and the second is known already.
            if report is not None and report.row == each.draft.row:
                pairs.append((report.id, each))
                admitted.reports[each.draft.row] = report.public_id
        admitted.statements = _contents(provenance, pairs)
    return admitted


def digest_under(provenance: Provenance, draft: ReportDraft) -> bytes:
    """Hash of what a draft says and under which grade, handling and source it would be kept (32 bytes).

    What is handed in through the form is its author's own: of two who say the same, both have said it.
    """
    return _mark(provenance, prepare(draft))


def unmark_retracted(audience: int, marks: Iterable[bytes]) -> None:
    """Give each retracted report with one of these marks a mark of its own: what it said can be admitted anew."""
    with connection.cursor() as cursor:
        # In the order of their numbers, so that two who admit the same at once don't wait for each other.
        cursor.execute(
            "update intake_report set digest = sha256(digest || uuid_send(public_id)) where id in (select id "
            "from intake_report where audience_id = %s and digest = any(%s::bytea[]) and retracted_at is not null "
            "order by id for update)",
            [audience, array_of("bytea", list(marks))],
        )


def _mark(provenance: Provenance, prepared: Prepared) -> bytes:
    draft = prepared.draft
    # Were it one report for both, the second would learn that there is one that he may not see.
    own = (f"author {provenance.author}",) if provenance.kind == ReportKind.FORM else ()
    frame = "\x1f".join(
        (
            *own,
            str(provenance.agency),
            provenance.grade_scheme,
            draft.grade_source or provenance.grade_source,
            draft.grade_information or provenance.grade_information,
            draft.handling or provenance.handling,
            draft.tlp or provenance.tlp,
            draft.source_reference or provenance.source_reference,
        )
    )
    return hashlib.sha256(prepared.digest + frame.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class _Made:
    id: int
    public_id: str
    row: int


def _sources(provenance: Provenance, prepared: Sequence[Prepared]) -> dict[str, int]:
    wanted = {each.draft.source_reference or provenance.source_reference for each in prepared} - {""}
    if not wanted:
        return {}
    references = sorted(storable(reference)[:40] for reference in wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into intake_source (public_id, audience_id, agency_id, reference, noted_at) "
            "select gen_random_uuid(), %s, %s, reference, now() from unnest(%s::varchar[]) reference "
            "on conflict (agency_id, reference, audience_id) do nothing",
            [provenance.audience, provenance.agency, references],
        )
        cursor.execute(
            "select reference, id from intake_source where agency_id = %s and audience_id = %s and reference = any(%s)",
            [provenance.agency, provenance.audience, references],
        )
        return dict(cursor.fetchall())


def _reports(
    provenance: Provenance, marked: Sequence[tuple[bytes, Prepared]], sources: dict[str, int]
) -> dict[bytes, _Made]:
    rows = Rows(
        title="varchar", text="text", occurred="varchar", occurred_original="varchar", occurred_from="date",
        place="varchar", source_id="bigint", grade_source="varchar", grade_information="varchar", handling="varchar",
        tlp="varchar", kind="varchar", row="integer", digest="bytea", doubts="jsonb", details="jsonb",
        statement_count="integer",
    )
    seen: set[bytes] = set()
    for mark, each in marked:
        draft = each.draft
        if mark in seen:
            continue
        seen.add(mark)
        occurred = draft.occurred
        reference = storable(draft.source_reference or provenance.source_reference)[:40]
        rows.add(
            storable(draft.title)[:300],
            storable(draft.text),
            occurred.iso() if occurred else "",
            storable(occurred.original)[:120] if occurred else "",
            occurred.start if occurred else None,
            storable(draft.place)[:300],
            sources.get(reference),
            (draft.grade_source or provenance.grade_source)[:2],
            (draft.grade_information or provenance.grade_information)[:2],
            draft.handling or provenance.handling,
            # A row's own mark always counts: to drop it would open what its author closed.
            draft.tlp or provenance.tlp,
            ReportKind.CONTEXT if draft.kind == "context" else provenance.kind,
            draft.row,
            mark,
            _doubts(draft.problems),
            orjson.dumps({name: storable(text) for name, text in draft.details.items()}).decode(),
            sum(len(entity.statements) for entity in draft.entities),
        )
    fixed = {
        "audience_id": provenance.audience, "agency_id": provenance.agency,
        "author_id": provenance.author, "language": provenance.language, "grade_scheme": provenance.grade_scheme,
        "conditions": provenance.conditions, "review_on": provenance.review_on,
        "imported_id": provenance.imported,
    }  # fmt: skip
    returned = rows.insert(
        "intake_report", fixed, computed={"public_id": "gen_random_uuid()", "written_at": "now()"},
        conflict="(digest, audience_id) do nothing", returning="id, public_id, row, digest",
    )
    return {bytes(mark): _Made(number, str(public), row) for number, public, row, mark in returned}


def _contents(provenance: Provenance, pairs: Sequence[tuple[int, Prepared]]) -> int:
    entities = Rows(
        id="bigint", schema="varchar", report_id="bigint", caption="varchar", sort_key="varchar",
        identity_key="varchar", origin_key="varchar",
    )
    statements = Rows(
        report_id="bigint", entity_id="bigint", schema="varchar", prop="varchar", value="text", original="text",
        language="varchar", kind="varchar", other_id="bigint", note="varchar",
    )
    found = Rows(key="varchar", entity_id="bigint")
    numbers = _numbers(sum(len(each.entities) for _, each in pairs))
    for report, each in pairs:
        slots = {entity.draft.slot: next(numbers) for entity in each.entities}
        for entity in each.entities:
            draft, number = entity.draft, slots[entity.draft.slot]
            entities.add(
                number, draft.schema, report, entity.caption, entity.sort_key, entity.identity_key,
                storable(draft.key)[:255],
            )
            for said in draft.statements:
                statements.add(
                    report, number, draft.schema, said.prop, storable(said.value), storable(said.original),
                    said.lang[:3], said.kind, slots[said.other] if said.other else None, said.note[:40],
                )
            for key in entity.keys:
                found.add(key, number)
    fixed = {"audience_id": provenance.audience}
    entities.insert("intake_entity", fixed, computed={"public_id": "gen_random_uuid()", "noted_at": "now()"})
    statements.insert("intake_statement", {**fixed, "since": "", "until": ""})
    found.insert("intake_matchkey", fixed)
    return len(statements)


def _doubts(problems: Iterable[Problem]) -> str:
    told = [{"code": problem.code, "params": _params(problem)} for problem in problems]
    return orjson.dumps(told).decode()


def _params(problem: Problem) -> dict[str, str | int]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in problem.params.items()}


def _numbers(count: int) -> Iterator[int]:
    """Entity numbers taken ahead, so that statements can name entities that are written in the same breath."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('intake_entity_id_seq') from generate_series(1, %s)", [count])
        return iter([number for (number,) in cursor.fetchall()])
