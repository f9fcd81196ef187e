"""The lanes of a chart for its pages: heads in the reader's words, stages for table and browser, and where all things stand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, allow
from manara.networks.engine.graph import MOST_NODES, MOST_TIES, Bond, Node
from manara.networks.engine.laned import Part, in_lanes, straightened
from manara.networks.engine.lanes import LANE_OF, LANES, Lane, Thing, laid
from manara.networks.engine.picture import Band
from manara.networks.engine.roles.stages import stages_held
from manara.networks.engine.state import State
from manara.networks.pages import asking, role_words
from manara.networks.queries.chart import Charted

Stages = Mapping[uuid.UUID, Sequence["Stage"]]
_HIGHEST: Final = 1e6


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage at which somebody has a part; `usual` where nobody named it and the role mostly stands there."""

    code: str
    usual: bool = False


def stages_of(chart: Charted) -> dict[uuid.UUID, tuple[Stage, ...]]:
    """The stages of those on the chart who were given a role, what somebody named before what is usual, the newest first.

    Suggestions play no part: a suspicion puts nobody into a lane. Who has no stage is left out.
    """
    found: dict[uuid.UUID, tuple[Stage, ...]] = {}
    for node in chart.nodes:
        held = stages_held((mark.role, mark.stage) for mark in chart.marks.roles_of(node.one))
        if held:
            found[node.public_id] = tuple(Stage(code, usual) for code, usual in held.items())
    return found


@allow(Ability.READ_ENTITIES)
@require_POST
def lanes(request: HttpRequest) -> HttpResponse:
    """Where the browser's things stand in lanes: it sends lane, person or not, height of each, and ties by place; no names."""
    try:
        sent = asking.body(request)
        things = [_thing(row) for row in _rows(sent.get("things"), "things", MOST_NODES, 3)]
        ties = [_tie(row, len(things)) for row in _rows(sent.get("ties"), "ties", MOST_TIES, 2)]
    except asking.Unreadable as problem:
        return asking.refused(problem)
    found = laid(things, ties, rtl=get_language_bidi())
    return JsonResponse({"places": found.places, "lanes": [[each.code, each.left, each.right] for each in found.lanes]})


def laid_out(state: State, chart: Charted) -> State:
    """The state with all that is on the chart in its lane."""
    return in_lanes(state, parts(chart.nodes, stages_of(chart)), ends(chart.bonds), rtl=get_language_bidi())


def kept_true(state: State, chart: Charted) -> State:
    """A state in lanes as this reader is to see it now; any other as it is."""
    if not state.lanes:
        return state
    return straightened(state, parts(chart.nodes, stages_of(chart)), ends(chart.bonds), rtl=get_language_bidi())


def parts(nodes: Iterable[Node], stages: Stages) -> dict[uuid.UUID, Part]:
    """What lanes need to know of each thing: the first of its stages says where it stands."""
    return {
        node.public_id: Part(
            LANE_OF[stages[node.public_id][0].code] if node.public_id in stages else "", node.family == "person"
        )
        for node in nodes
    }


def ends(bonds: Iterable[Bond]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """The ends of the ties."""
    return [(bond.a, bond.b) for bond in bonds]


def bands(lanes: Sequence[Lane]) -> list[Band]:
    """The lanes as a still picture draws them."""
    words = heads()
    return [Band(words[lane.code], lane.left, lane.right) for lane in lanes]


def heads() -> dict[str, str]:
    """What stands over each lane."""
    return {
        **{code: role_words.stage(code) for code in LANES},
        "origin": _("Origin and recruitment"),
        "arrival": _("Arrival and onward journey"),
        "unknown": _("Stage not known"),
    }


def words(stages: Sequence[Stage]) -> list[str]:
    """The stages of one person; one that nobody named is said to be where the role usually stands."""
    usual = _("%(stage)s (usual for the role)")
    return [
        usual % {"stage": role_words.stage(each.code)} if each.usual else role_words.stage(each.code) for each in stages
    ]


def written(chart: Charted) -> list[list[Any]]:
    """For `static/networks/store.js`: of each thing that has a stage its place on the chart, its lane and its words."""
    stages = stages_of(chart)
    return [
        [place, LANE_OF[own[0].code], words(own)]
        for place, node in enumerate(chart.nodes)
        if (own := stages.get(node.public_id))
    ]


def _rows(sent: Any, field: str, most: int, wide: int) -> list[list[Any]]:
    if not isinstance(sent, list) or len(sent) > most:
        raise asking.Unreadable(field)
    if any(not isinstance(row, list) or len(row) != wide for row in sent):
        raise asking.Unreadable(field)
    return sent


def _thing(row: list[Any]) -> Thing:
    lane, person, y = row
    number = isinstance(y, int | float) and not isinstance(y, bool) and abs(y) <= _HIGHEST
    if lane not in ("", *LANES) or person not in (0, 1) or not number:
        raise asking.Unreadable("things")
    return Thing(lane, bool(person), float(y))


def _tie(row: list[Any], count: int) -> tuple[int, int]:
    if any(not isinstance(end, int) or isinstance(end, bool) or not 0 <= end < count for end in row):
        raise asking.Unreadable("ties")
    return row[0], row[1]
