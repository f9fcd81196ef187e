"""Writes a chart for the browser: short lists that refer to shared words by place, so that 2,000 things weigh little."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Generic, TypeVar

from manara.networks.engine.graph import Bond, strictest
from manara.networks.pages import saying
from manara.networks.queries.chart import Charted
from manara.resolution import words

Row = TypeVar("Row", bound=Hashable)


class _Table(Generic[Row]):
    """Rows that are written once and referred to by place."""

    def __init__(self) -> None:
        self.rows: dict[Row, int] = {}

    def place(self, row: Row) -> int:
        return self.rows.setdefault(row, len(self.rows))


def written(chart: Charted) -> dict[str, Any]:
    """The chart as JSON values. `nodes` and `ties` are lists in the order that `static/networks/store.js` reads."""
    kinds: _Table[tuple[str, ...]] = _Table()
    agencies: _Table[tuple[str, str]] = _Table()
    says: _Table[str] = _Table()
    tie_kinds: _Table[tuple[str, str]] = _Table()
    places = {}
    nodes = []
    for place, node in enumerate(chart.nodes):
        places[node.public_id] = place
        name = saying.name_of(node)
        kind = (node.schema, words.schema_label(node.schema), node.family, words.schema_icon(node.schema))
        nodes.append([
            str(node.public_id), name.text, kinds.place(kind), [agencies.place(each) for each in node.agencies],
            node.handling, node.more, node.reports, int(name.ltr), name.lang, node.sort_key,
        ])  # fmt: skip
    ties = [
        [places[bond.a], places[bond.b], [says.place(each) for each in saying.bond_says(bond)], *_said_of(bond),
         [tie_kinds.place((kind.schema, kind.label)) for kind in _kinds(bond)]]
        for bond in chart.bonds
    ]  # fmt: skip
    code, tlp, conditions = strictest(chart.nodes)
    return {
        "nodes": nodes, "ties": ties, "kinds": list(kinds.rows), "agencies": list(agencies.rows),
        "says": list(says.rows), "tieKinds": list(tie_kinds.rows),
        "fresh": [str(each) for each in chart.fresh], "opened": [str(each) for each in chart.opened],
        "handling": code, "conditions": [*([f"TLP:{tlp}"] if tlp else []), *conditions],
        "leftOut": chart.left_out, "tiesLeftOut": chart.ties_left_out, "around": around(chart),
    }  # fmt: skip


def around(chart: Charted) -> Mapping[str, Any]:
    """How much surrounds what was opened where it isn't all shown, by the kinds by which it can be narrowed down."""
    found = chart.around
    by_kind = sorted(found.by_schema.items(), key=lambda each: -each[1])
    return {
        "bounded": found.bounded,
        "total": found.total,
        "kinds": [[schema, words.schema_label(schema), count] for schema, count in by_kind],
    }


def _said_of(bond: Bond) -> list[Any]:
    """Fact or not, weight in percent, direction, from, to, how many reports, the best grade."""
    reports = bond.tie.reports
    grade = min((report.grade for report in reports if report.grade), default="")
    return [
        int(not bond.assumed), round(100 * bond.tie.weight), saying.direction(bond), bond.tie.since, bond.tie.until,
        len(reports), grade,
    ]  # fmt: skip


def _kinds(bond: Bond) -> list[saying.TieKind]:
    return [saying.tie_kind(schema) for schema in dict.fromkeys(strand.schema for strand in bond.tie.strands)]
