"""A case as a document to take along: what it is about, what is to be done and was decided, its things, its reports' marks.

Composed in the language now active, of what the viewer may see; every report stands in it with source, grade and handling
code, so that what is said can be led back to who said it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from manara.cases import words
from manara.cases.engine.elements import elements_of
from manara.cases.models import Case, Decision, ElementNote, Task
from manara.cases.queries.entities import CaseEntity
from manara.cases.queries.people import Member
from manara.exchange.engine.marks import Marks
from manara.foundation.documents import (
    Block,
    Cell,
    Document,
    Facts,
    Joined,
    Language,
    Line,
    Note,
    Section,
    Table,
    Text,
)
from manara.intake.models import Report
from manara.resolution import words as things

MOST_REPORTS = 500
MOST_THINGS = 400


@dataclass(frozen=True)
class Material:
    """What a brief is made of, as far as its viewer may see it."""

    case: Case
    opened_because: str
    members: Sequence[Member]
    tasks: Sequence[Task]
    decisions: Sequence[Decision]
    elements: Sequence[ElementNote]
    things: Sequence[CaseEntity]
    reports: Sequence[Report]
    reports_in_all: int
    marks: Marks


def brief(held: Material, *, language: str) -> Document:
    """The document, in the active language, which is `language`."""
    case, marks = held.case, held.marks
    return Document(
        title=case.title,
        kind=_("Case"),
        language=cast(Language, language),
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=marks.taken_by,
        taken_at=marks.taken_at,
        purpose=marks.purpose,
        agency=marks.agency,
        reference=case.number,
        subtitle=Joined((Text(case.number, ltr=True), case.get_family_display(), case.get_state_display())),
        sections=[
            Section(_("The case"), [_facts(held)]),
            Section(_("Open tasks"), _tasks(held)),
            Section(_("Decisions"), _decisions(held)),
            Section(_("Elements of the offence"), _elements(held)),
            Section(_("Persons and things"), _things(held)),
            Section(_("Reports"), _reports(held)),
        ],
    )


def _facts(held: Material) -> Facts:
    case = held.case
    lead = Text(case.lead.code, ltr=True) if case.lead else _("nobody")
    return Facts(
        [
            (_("Number"), Text(case.number, ltr=True)),
            (_("What is investigated"), case.get_family_display()),
            (_("State"), case.get_state_display()),
            (_("Lead"), lead),
            (_("Opened"), Joined((Text(f"{case.opened_at:%Y-%m-%d}", ltr=True), held.opened_because))),
            (_("People"), Joined(tuple(Text(member.code, ltr=True) for member in held.members))),
        ]
    )


def _tasks(held: Material) -> list[Block]:
    if not held.tasks:
        return [Note(_("No task is open."))]
    rows = [
        (Text(f"{task.due_on:%Y-%m-%d}" if task.due_on else "", ltr=True), task.title, Text(task.owner.code, ltr=True))
        for task in held.tasks
    ]
    return [Table((_("Until when"), _("What is to be done"), _("By whom")), rows, widths=(2, 6, 2))]


def _decisions(held: Material) -> list[Block]:
    if not held.decisions:
        return [Note(_("Nothing has been decided yet"))]
    rows = []
    for each in held.decisions:
        what: list[Line] = [Text(each.ruling, strong=True), each.grounds]
        if each.corrects:
            what.append(Joined((_("Corrects"), each.corrects.ruling)))
        if hasattr(each, "corrected_by"):
            what.append(Text(pgettext("a decision", "corrected"), tone="ask"))
        rows.append((Text(f"{each.decided_on:%Y-%m-%d}", ltr=True), what, each.law, Text(each.by.code, ltr=True)))
    return [Table((_("When"), _("Decision and grounds"), _("Law"), _("By whom")), rows, widths=(2, 6, 2, 2))]


def _elements(held: Material) -> list[Block]:
    rows = []
    for element in elements_of(held.case.family):
        notes = [note.note for note in held.elements if note.element == element]
        supports: list[Line] = [*notes] if notes else [Text(_("Nothing is noted yet."), tone="soft")]
        rows.append((words.element_label(element), supports))
    return [
        Table((_("Element"), _("What supports it")), rows, widths=(3, 5)),
        Note(_("What stands here supports inquiry and is no verdict.")),
    ]


def _things(held: Material) -> list[Block]:
    if not held.things:
        return [Note(_("None that you may see."))]
    blocks: list[Block] = []
    for schema in dict.fromkeys(each.schema for each in held.things):
        rows = []
        for each in held.things:
            if each.schema == schema:
                name = words.caption(each.schema, each.caption)
                rows.append((Text(name.text, ltr=name.ltr), Text(str(each.reports), ltr=True), each.reason))
        heads = (things.schema_label(schema), _("Reports"), _("Why it is on the list"))
        blocks.append(Table(heads, rows, caption=things.schema_plural(schema), widths=(5, 1, 4)))
    if len(held.things) >= MOST_THINGS:
        blocks.append(Note(_("Only those that most reports name stand here; the case has more."), tone="ask"))
    return blocks


def _reports(held: Material) -> list[Block]:
    if not held.reports:
        return [Note(_("No report that you may see is in this case"))]
    rows = [_report(report) for report in held.reports]
    heads = (_("When"), _("Report"), _("Who says it, source"), _("Grade"), _("Handling"))
    blocks: list[Block] = [Table(heads, rows, widths=(1.7, 4.4, 2.7, 1.9, 1.9))]
    left = held.reports_in_all - len(held.reports)
    if left > 0:
        text = ngettext("%(n)s older report is not in this document.", "%(n)s older reports are not in this document.", left)
        blocks.append(Note(text % {"n": left}, tone="ask"))
    return blocks


def _report(report: Report) -> tuple[Cell, ...]:
    title = report.title or str(getattr(report, "named", "")) or _("Without a title")
    what: list[Line] = [Text(title, strong=True), *([report.place] if report.place else [])]
    source: list[Line] = [report.agency.name, *([Text(report.source.reference, ltr=True)] if report.source else [])]
    grade = Text(report.grade, ltr=True) if report.grade else Text(pgettext("a grade", "none"), tone="soft")
    handling = f"{report.handling} · TLP:{report.tlp}" if report.tlp else report.handling
    return Text(_when(report), ltr=True), what, source, grade, Text(handling, ltr=True)


def _when(report: Report) -> str:
    return report.occurred or f"{report.written_at:%Y-%m-%d}"
