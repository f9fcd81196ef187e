"""A chart as a document: the picture as it stands, its notes, every thing and every tie with who says it, and the reports."""

from __future__ import annotations

import uuid
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.exchange.engine.marks import Marks
from manara.foundation.documents import (
    Block,
    Cell,
    Document,
    Joined,
    Language,
    Line,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from manara.networks.engine.graph import Bond, Node
from manara.networks.engine.picture import drawn
from manara.networks.pages import lanes, role_words, saying, still
from manara.networks.pages.standing import Standing
from manara.resolution import words
from manara.resolution.brief.reports import reports
from manara.resolution.brief.sayers import References, code, date_words, grade, kind

HEIGHT = 620
# More ties are no longer read on paper, and a document of thousands of pages is no use to anybody.
MOST_LISTED = 3_000


def brief(now: Standing, marks: Marks, *, title: str) -> Document:
    """The chart of `now`; the references of its ties lead to the list of reports at its end."""
    references = References()
    picture = drawn(now.spots, now.lines, title=still.title(), height=HEIGHT, bands=lanes.bands(now.state.lanes))
    caption = _(
        "A broken line is not stated as a fact; the thicker a line, the surer. Not every name has room: the tables have all."
    )
    if now.chart.marks.roles or now.chart.marks.spared:
        signs = _(
            "A sign at a person’s foot says a role, a shield that no plan may name the person; "
            "the list of things has the words."
        )
        caption = f"{caption} {signs}"
    sections = [
        Section(_("Chart"), [Picture(picture, still.title(), caption), *_notes(now)]),
        Section(_("Ties"), _ties(now, references), new_page=True),
        Section(_("Things on the chart"), _things(now)),
    ]
    if references.reports:
        sections.append(Section(_("Reports"), reports(references)))
    things = ngettext("%(n)s thing", "%(n)s things", len(now.nodes)) % {"n": len(now.nodes)}
    ties = ngettext("%(n)s tie", "%(n)s ties", len(now.bonds)) % {"n": len(now.bonds)}
    return Document(
        title=title or _("Chart"),
        kind=_("Chart"),
        language=cast(Language, words.language()),
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=marks.taken_by,
        taken_at=marks.taken_at,
        purpose=marks.purpose,
        agency=marks.agency,
        subtitle=Joined((things, ties)),
        sections=sections,
        landscape=True,
    )


def _notes(now: Standing) -> list[Block]:
    groups = {group.key: group.name for group in now.state.groups}
    found: list[Block] = []
    for note in now.state.notes:
        ends = [groups.get(key) or _called(now, key) for key in note.on]
        # A note on what this reader may not see is not his to read either.
        if all(ends):
            found.append(Note([Joined(tuple(Text(end, strong=True) for end in ends), " – "), note.text], tone="ask"))
    return found


def _called(now: Standing, key: str) -> str:
    try:
        node = now.nodes.get(uuid.UUID(key))
    except ValueError:
        return ""
    return saying.name_of(node).text if node else ""


def _ties(now: Standing, references: References) -> list[Block]:
    if not now.bonds:
        return [Paragraph(_("No ties between the things on the chart"))]
    rows = [_tie(bond, now, references) for bond in now.bonds[:MOST_LISTED]]
    heads = [_("Between"), _("Tie"), _("Layer"), _("Probability"), _("When"), _("Who says it, and how sure")]
    table = Table(heads, rows, widths=(4, 3, 2, 2, 2, 5))
    more = len(now.bonds) - len(rows)
    if not more:
        return [table]
    said = ngettext(
        "The surest ties are listed; %(n)s more is in the tables for i2.",
        "The surest ties are listed; %(n)s more are in the tables for i2.",
        more,
    )
    return [Paragraph(said % {"n": more}), table]


def _tie(bond: Bond, now: Standing, references: References) -> list[Cell]:
    source, target = (bond.b, bond.a) if saying.direction(bond) == -1 else (bond.a, bond.b)
    dates = dict.fromkeys(date_words(each) for each in (bond.tie.since, bond.tie.until) if each)
    sayers: list[Line] = [
        Joined((references.number(report), report.agency, *grade(report), code(report))) for report in bond.tie.reports
    ]
    says: list[Line] = [*saying.bond_says(bond), kind("assessment" if bond.assumed else "fact")]
    layers: list[Line] = [
        Joined((word, Text(share, ltr=True)), " ") if share else word for word, share in saying.layers_of(bond)
    ]
    figure = Text(saying.figure(bond.probability), ltr=True)
    return [[_name(now.nodes[source]), _name(now.nodes[target])], says, layers, figure, list(dates), sayers]


def _things(now: Standing) -> list[Block]:
    nodes = sorted(now.nodes.values(), key=lambda node: (node.sort_key, str(node.public_id)))
    stages = lanes.stages_of(now.chart)
    rows: list[list[Cell]] = [
        [
            _name(node),
            [words.schema_label(node.schema), *_marked(node, now)],
            *([lanes.words(stages.get(node.public_id, ()))] if stages else []),
            [name for _code, name in node.agencies],
            Text(node.handling, ltr=True),
        ]
        for node in nodes
    ]
    if stages:
        heads = [_("Name"), _("Kind"), _("Stage of the route"), _("Told by"), _("Handling code")]
        return [Table(heads, rows, widths=(4, 2, 3, 3, 2))]
    return [Table([_("Name"), _("Kind"), _("Told by"), _("Handling code")], rows, widths=(4, 4, 4, 2))]


def _marked(node: Node, now: Standing) -> list[Line]:
    """What the thing bears a sign for: that no plan may name it, or the roles that it was given."""
    if node.one in now.chart.marks.spared:
        return [Text(saying.protected(), strong=True)]
    found = (mark for mark in now.chart.marks.roles_of(node.one) if mark.held(now.state.since, now.state.until))
    return list(dict.fromkeys(role_words.marked(mark) for mark in found))


def _name(node: Node) -> Text:
    shown = saying.name_of(node)
    return Text(shown.text, ltr=shown.ltr, strong=True)
