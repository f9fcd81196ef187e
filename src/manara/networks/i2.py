"""A chart as the two tables that i2 Analyst's Notebook reads: its things, and one row a tie with type, strength and grade."""

from __future__ import annotations

from manara.exchange.engine.i2 import Direction, I2Entity, I2Link, strength_of
from manara.networks.engine.graph import Bond
from manara.networks.pages import saying
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
        source=" | ".join(str(report.public_id) for report in reports),
        source_type=" | ".join(dict.fromkeys(report.agency for report in reports)),
        grade=" | ".join(dict.fromkeys(f"{report.grade} ({report.scheme})" for report in reports if report.grade)),
        handling=max((report.handling for report in reports), default=""),
    )
