"""A chart as somebody has it before him: its state as sent, and what the node says of it to this viewer now."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from manara.foundation.access import Hidden, Viewer
from manara.networks.engine.graph import Bond, Node
from manara.networks.engine.picture import Line, Spot
from manara.networks.engine.state import NoChart, State, state_of
from manara.networks.pages import asking, lanes, still
from manara.networks.queries.chart import Charted, charted


@dataclass(frozen=True)
class Standing:
    """What is drawn and listed: things and groups with their places, ties between them, and all that is behind."""

    state: State
    chart: Charted
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    bonds: tuple[Bond, ...]
    nodes: Mapping[uuid.UUID, Node]


def sent_state(request: HttpRequest) -> State:
    """The state in a form's field or in a JSON body. Raises `asking.Unreadable`."""
    if request.content_type == "application/json":
        sent: Any = asking.body(request).get("state")
    else:
        text = request.POST.get("state", "")
        if len(text) > asking.MOST_BYTES:
            raise asking.Unreadable("state")
        try:
            sent = json.loads(text or "null")
        except (ValueError, RecursionError) as problem:
            raise asking.Unreadable("state") from problem
    try:
        return state_of(sent)
    except NoChart as problem:
        raise asking.Unreadable(str(problem)) from problem


def standing(viewer: Viewer, state: State, *, verb: str, part: str) -> Standing:
    """The chart of `state` as the viewer may see it, filters and groups applied. Raises `Hidden` when nothing of it is his."""
    chart = charted(viewer, list(state.places), verb=verb, part=part)
    if state.places and not chart.nodes:
        raise Hidden
    state = lanes.kept_true(state, chart)
    group_of = {member: group for group in state.groups for member in group.members}
    nodes = {node.public_id: node for node in chart.nodes if node.schema not in state.families}
    noted = {note.on[0] for note in state.notes if len(note.on) == 1}
    spots: dict[str, Spot] = {}
    counts: dict[str, int] = {}
    for address, node in nodes.items():
        group = group_of.get(address)
        if group is not None:
            counts[group.key] = counts.get(group.key, 0) + 1
            label = f"{group.name} ({counts[group.key]})"
            spots[group.key] = Spot(group.key, group.x, group.y, "group", label, noted=group.key in noted)
        else:
            place = state.places.get(address, (0.0, 0.0))
            spots[str(address)] = still.spot(
                node, place, chart.marks, noted=str(address) in noted, since=state.since, until=state.until
            )
    sight = state.sight
    seen = (sight.of(bond) for bond in chart.bonds if bond.a in nodes and bond.b in nodes and _of_a_kind(bond, state))
    bonds = tuple(bond for bond in seen if bond is not None)
    lines: dict[tuple[str, str], Line] = {}
    for bond in bonds:
        a, b = (group_of[end].key if end in group_of else str(end) for end in (bond.a, bond.b))
        if a != b:
            known = lines.get((a, b)) or lines.get((b, a))
            said = replace(still.line(bond), a=a, b=b)
            if known is None:
                lines[a, b] = said
            else:
                joined = Line(known.a, known.b, known.label, known.sure or said.sure, max(known.weight, said.weight))
                lines[known.a, known.b] = joined
    return Standing(state, chart, tuple(spots.values()), tuple(lines.values()), bonds, nodes)


def _of_a_kind(bond: Bond, state: State) -> bool:
    """Whether some kind of the tie is not filtered out, as `static/networks/store.js` has it."""
    return not state.kinds or any(strand.schema not in state.kinds for strand in bond.tie.strands)
