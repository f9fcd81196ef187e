"""The reports that a brief is made of, by number: whose, when, graded how, under which code; never who the source is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from manara.foundation.documents import Block, Cell, Joined, Paragraph, Table, Text
from manara.intake.models.report import ReportKind
from manara.resolution.brief.sayers import References, code, dated, grade


def reports(references: References) -> list[Block]:
    """The list, in the order in which the document first speaks of them."""
    kinds = dict(ReportKind.choices)
    rows: list[list[Cell]] = [
        [
            references.number(report),
            [
                report.agency,
                Text(str(kinds.get(report.kind, report.kind)), tone="soft"),
                Text(report.title, tone="soft"),
            ],
            [dated(report), Joined((_("written"), Text(report.written.isoformat(), ltr=True)), " ")],
            grade(report),
            [code(report), report.conditions],
            Text(str(report.public_id), ltr=True, tone="soft"),
        ]
        for report in references.reports
    ]
    columns = [_("No."), _("Agency"), _("Date"), _("Grade"), _("Handling code"), _("Reference")]
    return [
        Table(columns, rows, widths=(1, 3, 3, 2, 2, 4)),
        Paragraph(
            _("Grades stand as their author gave them, in his own scheme. Who the sources are is in no document.")
        ),
    ]
