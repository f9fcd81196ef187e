"""Writes a chart for the browser: short lists that refer to shared words by place, so that 5,000 things weigh little."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Generic, TypeVar

from manara.networks.engine.graph import Bond, strictest
from manara.networks.engine.ties.kinds import TieKind as Kind
from manara.networks.engine.ties.layers import Layer
from manara.networks.pages import role_words, saying
from manara.networks.queries.chart import Charted
from manara.networks.queries.marks import RoleMark
from manara.resolution import words
from manara.resolution.engine.sayings import Report
from manara.resolution.engine.ties import Strand

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
    tables = _Ties(agencies)
    places = {}
    kind_of: dict[str, int] = {}
    nodes = []
    for place, node in enumerate(chart.nodes):
        places[node.public_id] = place
        name = saying.name_of(node)
        if node.schema not in kind_of:
            kind = (node.schema, words.schema_label(node.schema), node.family, words.schema_icon(node.schema))
            kind_of[node.schema] = kinds.place(kind)
        nodes.append([
            str(node.public_id), name.text, kind_of[node.schema], [agencies.place(each) for each in node.agencies],
            node.handling, node.more, node.reports, int(name.ltr), name.lang, node.sort_key,
            [_role(mark) for mark in chart.marks.roles_of(node.one)], int(node.one in chart.marks.spared),
        ])  # fmt: skip
    ties = [[places[bond.a], places[bond.b], *tables.written(bond)] for bond in chart.bonds]
    code, tlp, conditions = strictest(chart.nodes)
    return {
        "nodes": nodes, "ties": ties, "kinds": list(kinds.rows), "agencies": list(agencies.rows),
        "says": list(tables.says.rows), "tieKinds": list(tables.kinds.rows), "layers": list(tables.layers.rows),
        "spans": list(tables.spans.rows), "reports": list(tables.reports.rows.values()),
        "fresh": [str(each) for each in chart.fresh], "opened": [str(each) for each in chart.opened],
        "handling": code, "conditions": [*([f"TLP:{tlp}"] if tlp else []), *conditions],
        "leftOut": chart.left_out, "tiesLeftOut": chart.ties_left_out, "around": around(chart),
    }  # fmt: skip


class _Reports:
    """Reports behind ties: what each is graded and whose it is."""

    def __init__(self, agencies: _Table[tuple[str, str]]) -> None:
        self.agencies = agencies
        self.rows: dict[int, list[Any]] = {}
        self.places: dict[int, int] = {}

    def place(self, report: Report) -> int:
        if report.id not in self.places:
            self.places[report.id] = len(self.places)
            self.rows[report.id] = [report.grade, self.agencies.place((report.agency_code, report.agency))]
        return self.places[report.id]


class _Ties:
    """Ties, with the words, dates and reports of them all written once."""

    def __init__(self, agencies: _Table[tuple[str, str]]) -> None:
        self.says: _Table[str] = _Table()
        self.kinds: _Table[tuple[str, str]] = _Table()
        self.layers: _Table[tuple[str, str]] = _Table()
        self.spans: _Table[tuple[str, str]] = _Table()
        self.reports = _Reports(agencies)
        # Words are looked up once for each kind of strand, not for each of fifteen thousand ties.
        self.said: dict[tuple[str, str, str], int] = {}
        self.kind_of: dict[str, int] = {}
        self.layer_of: dict[Kind, int] = {}

    def written(self, bond: Bond) -> list[Any]:
        """The kinds of a tie, and its layers: each with its probability, whether it is stated as a fact, direction, words,
        dates, reports, and whether the dates are its own or those of its reports."""
        kinds = [self._kind(schema) for schema in dict.fromkeys(strand.schema for strand in bond.tie.strands)]
        return [kinds, [self._layer(layer) for layer in bond.layers]]

    def _kind(self, schema: str) -> int:
        if schema not in self.kind_of:
            kind = saying.tie_kind(schema)
            self.kind_of[schema] = self.kinds.place((kind.schema, kind.label))
        return self.kind_of[schema]

    def _says(self, strand: Strand) -> int:
        key = (strand.schema, strand.prop, strand.word)
        if key not in self.said:
            self.said[key] = self.says.place(saying.strand_says(strand))
        return self.said[key]

    def _layer(self, layer: Layer) -> list[Any]:
        if layer.kind not in self.layer_of:
            self.layer_of[layer.kind] = self.layers.place((layer.kind.value, saying.layer(layer.kind)))
        return [
            self.layer_of[layer.kind], layer.probability, int(layer.stated),
            saying.direction_of(layer.strands), list(dict.fromkeys(self._says(strand) for strand in layer.strands)),
            [self.spans.place(each) for each in layer.spans],
            list(dict.fromkeys(self.reports.place(strand.report) for strand in layer.strands if strand.report)), int(layer.own),
        ]  # fmt: skip


def around(chart: Charted) -> Mapping[str, Any]:
    """How much surrounds what was opened where it isn't all shown, by the kinds by which it can be narrowed down."""
    found = chart.around
    by_kind = sorted(found.by_schema.items(), key=lambda each: -each[1])
    return {
        "bounded": found.bounded,
        "total": found.total,
        "kinds": [[schema, words.schema_label(schema), count] for schema, count in by_kind],
    }


def _role(mark: RoleMark) -> list[Any]:
    return [mark.role, role_words.role(mark.role), mark.script, mark.since, mark.until, int(mark.stated)]
