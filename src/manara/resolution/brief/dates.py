"""What a brief says of when: every dated thing in the order of time, with the report that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from manara.foundation.documents import Block, Joined, Line, Note, Table, Text
from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.resolution import words
from manara.resolution.brief.sayers import References, date_words
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.pages import ties as shown
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import Neighbourhood


def dates(it: Identity, said: Sequence[Saying], around: Neighbourhood, references: References) -> list[Block]:
    """When it happened, was written, began: the oldest first."""
    found: list[tuple[date, str, Line, Report]] = []
    for report in it.reports.values():
        iso = report.occurred or report.written.isoformat()
        label = _("It happened, as a report has it") if report.occurred else _("A report was written")
        _add(found, iso, Joined((label, Text(report.title, tone="soft"))) if report.title else label, report)
    for each in said:
        known = words.property_of(each.schema, each.prop)
        if known is not None and known.type == "date":
            _add(found, each.value, words.property_label(each.schema, each.prop), each.report)
    for tie, each_shown in zip(around.ties, shown.shown_ties(around, around.ties), strict=True):
        name = Text(each_shown.name.text, ltr=each_shown.name.ltr)
        says = each_shown.says[0] if each_shown.says else each_shown.kind
        for strand in tie.strands:
            if strand.since and strand.report is not None:
                _add(found, strand.since, Joined((says, name)), strand.report)
    unique = dict.fromkeys(sorted(found, key=lambda row: (row[0], row[1], row[3].id)))
    rows = [[date_words(iso), what, references.number(report)] for _day, iso, what, report in unique]
    if not rows:
        return [Note(_("No report gives it a date."))]
    return [Table([_("When"), _("What"), _("Report")], rows, widths=(2, 5, 1))]


def _add(found: list[tuple[date, str, Line, Report]], iso: str, what: Line, report: Report) -> None:
    try:
        found.append((PartialDate.from_iso(iso).start, iso, what, report))
    except DateProblem:
        return  # it stands among what is known, as the report wrote it
