"""A chart as a still picture: where its things stand by themselves, or where a person put them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from manara.networks.engine.graph import Bond, Node
from manara.networks.engine.picture import Band, Line, Spot, drawn
from manara.networks.engine.rings import Place, rings
from manara.networks.pages import saying
from manara.networks.queries.chart import Charted
from manara.networks.queries.marks import Marks

# A still picture of more than that can't be read; the tables list them.
MOST_DRAWN = 400


def places_of(chart: Charted, placed: Mapping[uuid.UUID, Place] | None = None) -> dict[uuid.UUID, Place]:
    """Where each thing stands; those without a place get one beside what they hang on."""
    things = [node.public_id for node in chart.nodes]
    return rings(things, [(bond.a, bond.b) for bond in chart.bonds], chart.opened, placed=placed)


def picture(chart: Charted, places: Mapping[uuid.UUID, Place], bands: Sequence[Band] = ()) -> SafeString:
    """The chart as SVG for the page: at most `MOST_DRAWN` things, the opened ones first; `bands` are its lanes."""
    first = set(chart.opened)
    shown = sorted(chart.nodes, key=lambda node: node.public_id not in first)[:MOST_DRAWN]
    kept = {node.public_id for node in shown}
    spots = [spot(node, places[node.public_id], chart.marks) for node in shown]
    lines = [line(bond) for bond in chart.bonds if bond.a in kept and bond.b in kept]
    # Every text in it went through `escape` in the engine.
    return SafeString(drawn(spots, lines, title=title(), bands=bands))


def spot(node: Node, place: Place, marks: Marks, *, noted: bool = False, since: str = "", until: str = "") -> Spot:
    """A thing as it is drawn, with the newest role that it is marked with in this period."""
    name = saying.name_of(node)
    role = next((mark for mark in marks.roles_of(node.one) if mark.held(since, until)), None)
    return Spot(
        str(node.public_id), *place, node.family, name.text, name.ltr, noted, role.role if role else "",
        role is not None and role.stated, node.one in marks.spared,
    )  # fmt: skip


def title() -> str:
    """What is read aloud instead of the picture."""
    return _("Picture of the chart; the tables say the same")


def line(bond: Bond) -> Line:
    """A tie as it is drawn: the more probable, the thicker; broken where nobody states it as a fact."""
    return Line(
        str(bond.a), str(bond.b), " · ".join(saying.bond_says(bond)), not bond.assumed, bond.probability,
        saying.direction(bond),
    )  # fmt: skip
