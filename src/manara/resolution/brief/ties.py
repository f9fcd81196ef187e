"""What a brief says of an entity's ties: the nearest as a picture, all of them as a table of the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from manara.foundation.documents import Block, Cell, Joined, Line, Note, Picture, Table, Text
from manara.resolution.brief.sayers import References, code, date_words, grade, kind
from manara.resolution.engine.printed import printed
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.pages import ties as shown
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import Neighbourhood


def ties(it: Identity, around: Neighbourhood, references: References) -> list[Block]:
    """Every neighbour: what ties it, since when, who says so."""
    if not around.ties:
        return [Note(_("No report ties it to anything else."))]
    rows: list[list[Cell]] = []
    for tie, each in zip(around.ties, shown.shown_ties(around, around.ties), strict=True):
        name: list[Line] = [Text(each.name.text, ltr=each.name.ltr, strong=True), Text(each.kind, tone="soft")]
        what: list[Line] = [*each.says]
        if each.through:
            what.append(Joined((_("through"), Text(each.through.text, ltr=each.through.ltr)), " "))
        what.append(kind("fact" if tie.certain else "assessment"))
        since, until = (date_words(each.since) if each.since else "", date_words(each.until) if each.until else "")
        dates = [text for text in dict.fromkeys((since, until)) if text]
        sayers: list[Line] = [
            Joined((references.number(report), report.agency, *grade(report), code(report))) for report in tie.reports
        ]
        rows.append([name, what, dates, sayers or [_("an identifier that both have")]])
    blocks: list[Block] = []
    picture = shown.picture(it, around)
    if picture is not None:
        alt = _("Picture of the nearest ties; the table says the same")
        caption = _("The nearest ties. A broken line is assessed or inferred, not stated as a fact.")
        blocks.append(Picture(printed(picture), alt, caption, width=0.62))
    blocks.append(
        Table(
            [_("Who or what"), _("Tie"), _("Since, until"), _("Who says it, and how sure")], rows, widths=(3, 3, 2, 4)
        )
    )
    if around.bounded:
        blocks.append(Note(_("There are more ties than one document can hold: these are the newest.")))
    return blocks


def others(around: Neighbourhood, said: Iterable[Saying]) -> set[int]:
    """The numbers of all whom the brief names beside the entity: they are taken along with it."""
    named = {number for tie in around.ties for number in tie.others}
    named |= {strand.through for tie in around.ties for strand in tie.strands}
    named |= {each.other for each in said}
    return named & around.things.keys()


def reports_in(it: Identity, around: Neighbourhood, said: Iterable[Saying]) -> list[Report]:
    """All reports that the brief is made of, each once: their handling codes rule it."""
    beside = (around.things[number].report for number in others(around, said))
    tied = (report for tie in around.ties for report in tie.reports)
    return list({report.id: report for report in (*it.reports.values(), *beside, *tied)}.values())
