"""The chart as a table: every thing and every tie in words, for the reader without a picture and for the printed page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from manara.networks.engine.graph import Bond, Node
from manara.networks.pages import lanes, role_words, saying
from manara.networks.queries.chart import Charted
from manara.networks.queries.marks import Marks
from manara.resolution import words
from manara.resolution.engine.sayings import Report

# What a page without a script lists; the script's own table turns pages instead.
MOST_ROWS = 150
MOST_REPORTS = 2


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing: what it is called, its kind, what it is marked as, who tells of it."""

    public_id: uuid.UUID
    url: str
    chart: str
    icon: str
    kind: str
    name: words.Shown
    agencies: tuple[str, ...]
    handling: str
    ties: int
    more: int
    roles: tuple[str, ...]
    spared: bool
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieRow:
    """One tie: between whom, what it is, in which layers, since when, how probable, who says so."""

    one: words.Shown
    other: words.Shown
    says: tuple[str, ...]
    direction: int
    certain: bool
    since: str
    until: str
    told: tuple[str, ...]
    reports: tuple[tuple[Report, str], ...]
    more: int
    panel: str
    layers: tuple[tuple[str, str], ...]
    probability: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Both lists, in the order of names, and how many rows more there are."""

    things: tuple[ThingRow, ...]
    ties: tuple[TieRow, ...]
    more_things: int
    more_ties: int
    staged: bool = False


def shown(chart: Charted, *, most: int = MOST_ROWS) -> Shown:
    """The chart's rows: things by name, ties by how sure they are."""
    nodes = sorted(chart.nodes, key=lambda node: (node.sort_key, str(node.public_id)))
    names = {node.public_id: saying.name_of(node) for node in nodes}
    stages = lanes.stages_of(chart)
    count: dict[uuid.UUID, int] = {}
    for bond in chart.bonds:
        for end in (bond.a, bond.b):
            count[end] = count.get(end, 0) + 1
    return Shown(
        tuple(
            _thing(node, count.get(node.public_id, 0), chart.marks, lanes.words(stages.get(node.public_id, ())))
            for node in nodes[:most]
        ),
        tuple(_tie(bond, names) for bond in chart.bonds[:most]),
        max(0, len(nodes) - most),
        max(0, len(chart.bonds) - most),
        bool(stages),
    )


def _thing(node: Node, ties: int, marks: Marks, stages: list[str]) -> ThingRow:
    return ThingRow(
        node.public_id,
        reverse("resolution:entity", args=[node.public_id]),
        f"{reverse('networks:chart')}?entity={node.public_id}",
        words.schema_icon(node.schema),
        words.schema_label(node.schema),
        saying.name_of(node),
        tuple(name for _code, name in node.agencies),
        node.handling,
        ties,
        node.more,
        tuple(dict.fromkeys(role_words.marked(mark) for mark in marks.roles_of(node.one))),
        node.one in marks.spared,
        tuple(stages),
    )


def _tie(bond: Bond, names: dict[uuid.UUID, words.Shown]) -> TieRow:
    reports = bond.tie.reports
    return TieRow(
        names[bond.a],
        names[bond.b],
        tuple(saying.bond_says(bond)),
        saying.direction(bond),
        not bond.assumed,
        bond.tie.since,
        bond.tie.until,
        told_of(bond),
        tuple((report, reverse("intake:report", args=[report.public_id])) for report in reports[:MOST_REPORTS]),
        max(0, len(reports) - MOST_REPORTS),
        f"{reverse('networks:tie')}?a={bond.a}&b={bond.b}",
        tuple(saying.layers_of(bond)),
        saying.figure(bond.probability),
    )


def told_of(bond: Bond) -> tuple[str, ...]:
    """Where the tie has no date of its own: the first and the last day of which its reports tell."""
    days = sorted({begins for layer in bond.layers if not layer.own for begins, _ends in layer.spans})
    return () if bond.tie.since or bond.tie.until else tuple(dict.fromkeys([*days[:1], *days[-1:]]))
