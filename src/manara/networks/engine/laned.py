"""A chart's state with its things in lanes: laid out, true to the roles as they stand, turned for the reader's script."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from manara.networks.engine.lanes import Lane, Place, Thing, astray, laid, runs_back, standing
from manara.networks.engine.state import State


@dataclass(frozen=True, slots=True)
class Part:
    """What lanes need to know of a thing: the lane of its own stage or "", and whether it is a person."""

    lane: str
    person: bool


Pairs = Iterable[tuple[uuid.UUID, uuid.UUID]]


def in_lanes(state: State, parts: Mapping[uuid.UUID, Part], ties: Pairs, *, rtl: bool) -> State:
    """The state with everything in its lane; a closed group stands where all its members have their stage."""
    keys, things, pairs = _units(state, parts, ties)
    found = laid(things, pairs, rtl=rtl)
    return _moved(state, dict(zip(keys, found.places, strict=True)), found.lanes)


def straightened(state: State, parts: Mapping[uuid.UUID, Part], ties: Pairs, *, rtl: bool) -> State:
    """A state that was laid out in lanes before, as this reader is to see it now; any other as it is.

    Lanes run as the reader's script does. Where a role was given or taken back since, or something came to sight that had no
    place, all is laid out anew: a lane says something of those who stand in it.
    """
    if not state.lanes:
        return state
    listed = list(ties)
    state = turned(state, rtl=rtl)
    keys, things, pairs = _units(state, parts, listed)
    places: dict[uuid.UUID | str, Place] = dict(state.places.items())
    places.update({group.key: (group.x, group.y) for group in state.groups})
    if astray(standing(things, pairs), (places[key] for key in keys), state.lanes):
        return in_lanes(state, parts, listed, rtl=rtl)
    return state


def turned(state: State, *, rtl: bool) -> State:
    """The state with lanes that run from the right with `rtl`, else from the left; mirrored if they ran otherwise."""
    if len(state.lanes) < 2 or runs_back(state.lanes) == rtl:
        return state
    places: dict[uuid.UUID | str, Place] = {key: (-x, y) for key, (x, y) in state.places.items()}
    places.update({group.key: (-group.x, group.y) for group in state.groups})
    return _moved(state, places, tuple(Lane(each.code, -each.right, -each.left) for each in state.lanes))


def _moved(state: State, places: Mapping[uuid.UUID | str, Place], lanes: tuple[Lane, ...]) -> State:
    own = {key: places.get(key, place) for key, place in state.places.items()}
    groups = tuple(
        replace(group, x=places[group.key][0], y=places[group.key][1]) if group.key in places else group
        for group in state.groups
    )
    # Where the camera stood says nothing of another layout: all of it is shown.
    return replace(state, places=own, groups=groups, lanes=lanes, camera=None)


def _units(
    state: State, parts: Mapping[uuid.UUID, Part], ties: Pairs
) -> tuple[list[uuid.UUID | str], list[Thing], list[tuple[int, int]]]:
    """Things and closed groups that stand by themselves, and the ties between them by their places."""
    group_of = {member: group for group in state.groups for member in group.members if member in parts}
    keys: list[uuid.UUID | str] = []
    things: list[Thing] = []
    number: dict[uuid.UUID, int] = {}
    for address, (_x, y) in state.places.items():
        if address in parts and address not in group_of:
            number[address] = len(keys)
            keys.append(address)
            things.append(Thing(parts[address].lane, parts[address].person, y))
    for group in state.groups:
        members = [member for member in group.members if member in parts]
        if members:
            lanes = {parts[member].lane for member in members}
            number.update(dict.fromkeys(members, len(keys)))
            keys.append(group.key)
            person = any(parts[member].person for member in members)
            things.append(Thing(lanes.pop() if len(lanes) == 1 else "", person, group.y))
    pairs = [(number[a], number[b]) for a, b in ties if a in number and b in number and number[a] != number[b]]
    return keys, things, pairs
