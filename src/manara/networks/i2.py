"""A chart as the two tables that i2 Analyst's Notebook reads: its things, and one row a tie with type, strength and grade."""

from __future__ import annotations

from manara.exchange.engine.i2 import Direction, I2Entity, I2Link, strength_of
from manara.networks.engine.graph import Bond, Node
from manara.networks.pages import role_words, saying
from manara.networks.pages.standing import Standing
from manara.resolution import words

_DIRECTIONS: dict[int, Direction] = {1: "forward", -1: "backward", 2: "both", 0: "none"}


def for_i2(now: Standing) -> tuple[list[I2Entity], list[I2Link]]:
    """What stands on the chart, filters applied; groups are opened, since i2 makes its own."""
    entities = [
        I2Entity(
            str(node.public_id),
            words.schema_label(node.schema),
            saying.name_of(node).text,
            _marked(node, now),
            source=" | ".join(name for _code, name in node.agencies),
            handling=node.handling,
        )
        for node in now.nodes.values()
    ]
    return entities, [_link(number, bond) for number, bond in enumerate(now.bonds, start=1)]


def _link(number: int, bond: Bond) -> I2Link:
    says = saying.bond_says(bond)
    reports = bond.tie.reports
    return I2Link(
        f"T{number}",
        says[0] if says else "",
        str(bond.a),
        str(bond.b),
        " · ".join(says),
        _DIRECTIONS[saying.direction(bond)],
        strength_of(fact=not bond.assumed, reports=len(reports)),
        bond.tie.since,
        bond.tie.until,
        " · ".join([*(f"{word} {share}".rstrip() for word, share in saying.layers_of(bond)), saying.figure(bond.probability)]),
        source=" | ".join(str(report.public_id) for report in reports),
        source_type=" | ".join(dict.fromkeys(report.agency for report in reports)),
        grade=" | ".join(dict.fromkeys(f"{report.grade} ({report.scheme})" for report in reports if report.grade)),
        handling=max((report.handling for report in reports), default=""),
    )


def _marked(node: Node, now: Standing) -> str:
    """That no plan may name the person, or the roles that were given, as a description."""
    if node.one in now.chart.marks.spared:
        return saying.protected()
    found = (mark for mark in now.chart.marks.roles_of(node.one) if mark.held(now.state.since, now.state.until))
    return " · ".join(dict.fromkeys(role_words.marked(mark) for mark in found))
