"""Who says something, in one line: report by its number, agency, grade as given, handling code, date, fact or assessment."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from manara.foundation.documents import Joined, Line, Text
from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.resolution.engine.sayings import Report, Saying


@dataclass
class References:
    """Reports by the number under which the document lists them, in the order in which it first speaks of them."""

    numbers: dict[int, int] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    def number(self, report: Report) -> Text:
        """The report's number, as "[3]"."""
        if report.id not in self.numbers:
            self.reports.append(report)
            self.numbers[report.id] = len(self.reports)
        return Text(f"[{self.numbers[report.id]}]", ltr=True)


def sayer(saying: Saying, references: References) -> Line:
    """One report's word for a value."""
    report = saying.report
    told = (*grade(report), code(report), dated(report), kind(saying.kind))
    return Joined((references.number(report), report.agency, *told))


def grade(report: Report) -> tuple[Text | str, ...]:
    """Its grade with the scheme in which it was given: never mapped into another."""
    return (Text(f"{report.grade} ({report.scheme})", ltr=True),) if report.grade else (_("ungraded"),)


def code(report: Report) -> Text:
    """Its handling code and TLP label."""
    return Text(" ".join([report.handling, *([f"TLP:{report.tlp}"] if report.tlp else [])]), ltr=True)


def kind(kind: str) -> Text:
    """Fact or assessment, the latter set off."""
    return Text(_("fact")) if kind == "fact" else Text(_("assessment"), tone="ask")


def dated(report: Report) -> str:
    """The date it speaks of, else the day it was written."""
    return date_words(report.occurred or report.written.isoformat())


def date_words(iso: str) -> str:
    """A date as precise as it is known: "about 1984", "2024-03 – 2024-05"; what is no date stands as it is."""
    try:
        when = PartialDate.from_iso(iso)
    except DateProblem:
        return iso
    text = when.iso().lstrip("~").replace("/", " – ")
    return f"{pgettext('before a date', 'about')} {text}" if when.precision == "about" else text
