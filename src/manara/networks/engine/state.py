"""Checks what a browser says that a chart looks like: bounded, typed, and without anything that is not of the chart."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import MOST_NODES
from manara.networks.engine.lanes import LANES, UNKNOWN, Lane
from manara.networks.engine.ties.kinds import TieKind
from manara.networks.engine.ties.layers import Sight

MOST_GROUPS: Final = 300
MOST_NOTES: Final = 500
MOST_NAME: Final = 80
MOST_NOTE: Final = 2_000
FARTHEST: Final = 1e6
_KEY = re.compile(r"[gn]:[0-9a-f]{16}")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


class NoChart(ValueError):
    """What was sent is no chart; its text is the name of the field."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things closed into one."""

    key: str
    name: str
    members: tuple[uuid.UUID, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Note:
    """Words on one thing, or with two addresses on the tie between them, or with more on several."""

    key: str
    on: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """A chart as it stands: places by address, groups, notes, what is filtered out, and the lanes in which it is laid out."""

    places: dict[uuid.UUID, tuple[float, float]]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    facts_only: bool = False
    since: str = ""
    until: str = ""
    camera: tuple[float, float, float] | None = None
    lanes: tuple[Lane, ...] = ()
    layers: tuple[TieKind, ...] = ()
    least: int = 0
    undated: bool = False

    @property
    def sight(self) -> Sight:
        """What of the ties is looked at: `layers` are hidden, `least` is in percent."""
        return Sight(frozenset(self.layers), self.least / 100, self.facts_only, self.since, self.until, self.undated)

    def only(self, visible: Collection[uuid.UUID]) -> State:
        """What of it a viewer may know who may see `visible`: of anything else neither place nor group nor note."""
        places = {address: place for address, place in self.places.items() if address in visible}
        groups = tuple(
            replace(group, members=kept)
            for group in self.groups
            if (kept := tuple(member for member in group.members if member in places))
        )
        known = {str(address) for address in places} | {group.key for group in groups}
        notes = tuple(note for note in self.notes if known.issuperset(note.on))
        return replace(self, places=places, groups=groups, notes=notes)

    def with_hidden_of(self, before: State, visible: Collection[uuid.UUID]) -> State:
        """This state and, from the one `before` it, whatever its writer could not see and so could not mean to take off."""
        shown = before.only(visible)
        places = {**{address: at for address, at in before.places.items() if address not in visible}, **self.places}
        own_groups = {group.key: group for group in self.groups}
        groups = dict(own_groups)
        for group in before.groups:
            hidden = tuple(member for member in group.members if member not in visible)
            if hidden and group.key in own_groups:
                groups[group.key] = replace(own_groups[group.key], members=(*own_groups[group.key].members, *hidden))
            elif hidden:
                groups[group.key] = replace(group, members=hidden)
        kept = {note.key for note in shown.notes} | {note.key for note in self.notes}
        notes = (*self.notes, *(note for note in before.notes if note.key not in kept))
        return replace(self, places=places, groups=tuple(groups.values()), notes=notes)

    def written(self) -> dict[str, Any]:
        """As JSON values, in the form that `state_of` reads."""
        return {
            "places": [[str(key), x, y] for key, (x, y) in self.places.items()],
            "groups": [
                {
                    "id": group.key, "name": group.name, "members": [str(each) for each in group.members],
                    "x": group.x, "y": group.y,
                }
                for group in self.groups
            ],
            "notes": [{"id": note.key, "on": list(note.on), "text": note.text} for note in self.notes],
            "filters": {
                "families": list(self.families), "kinds": list(self.kinds), "factsOnly": self.facts_only,
                "since": self.since, "until": self.until, "layers": list(self.layers), "least": self.least,
                "undated": self.undated,
            },
            "camera": None if self.camera is None else dict(zip(("x", "y", "ratio"), self.camera, strict=True)),
            "lanes": [[lane.code, lane.left, lane.right] for lane in self.lanes],
        }  # fmt: skip


def state_of(sent: Any) -> State:
    """The chart that was sent. Raises `NoChart` with the name of the field that is none."""
    if not isinstance(sent, dict):
        raise NoChart("state")
    places = _places(sent.get("places"))
    groups = _groups(sent.get("groups", []), places)
    notes = tuple(_note(each) for each in _list(sent.get("notes", []), "notes", MOST_NOTES))
    filters = sent.get("filters") or {}
    if not isinstance(filters, dict):
        raise NoChart("filters")
    since, until = filters.get("since", ""), filters.get("until", "")
    if not all(isinstance(each, str) and _DATE.fullmatch(each) for each in (since, until)):
        raise NoChart("filters")
    return State(
        places, groups, notes, _schemas(filters.get("families", [])), _schemas(filters.get("kinds", [])),
        filters.get("factsOnly") is True, since, until, _camera(sent.get("camera")),
        _lanes(sent.get("lanes")), _layers(filters.get("layers", [])), _least(filters.get("least", 0)),
        filters.get("undated") is True,
    )  # fmt: skip


def _places(sent: Any) -> dict[uuid.UUID, tuple[float, float]]:
    found: dict[uuid.UUID, tuple[float, float]] = {}
    for row in _list(sent, "places", MOST_NODES):
        if not isinstance(row, list) or len(row) != 3:
            raise NoChart("places")
        found[_address(row[0], "places")] = (_number(row[1], "places"), _number(row[2], "places"))
    return found


def _groups(sent: Any, places: dict[uuid.UUID, tuple[float, float]]) -> tuple[Group, ...]:
    found, taken = [], set[uuid.UUID]()
    for each in _list(sent, "groups", MOST_GROUPS):
        if not isinstance(each, dict):
            raise NoChart("groups")
        members = tuple(_address(member, "groups") for member in _list(each.get("members"), "groups", MOST_NODES))
        # A thing is in one group, and in none that it isn't on the chart with.
        kept = tuple(member for member in dict.fromkeys(members) if member in places and member not in taken)
        taken.update(kept)
        name = each.get("name")
        if not isinstance(name, str) or not tidy(name):
            raise NoChart("groups")
        x, y = _number(each.get("x"), "groups"), _number(each.get("y"), "groups")
        if kept:
            found.append(Group(_key(each.get("id"), "groups"), tidy(name)[:MOST_NAME], kept, x, y))
    return tuple(found)


def _note(each: Any) -> Note:
    if not isinstance(each, dict) or not isinstance(each.get("text"), str):
        raise NoChart("notes")
    on = _list(each.get("on"), "notes", 50)
    if not on or not all(isinstance(key, str) and (_KEY.fullmatch(key) or _is_address(key)) for key in on):
        raise NoChart("notes")
    text = tidy_lines(each["text"])
    if not text or len(text) > MOST_NOTE:
        raise NoChart("notes")
    return Note(_key(each.get("id"), "notes"), tuple(on), text)


def _camera(sent: Any) -> tuple[float, float, float] | None:
    if not isinstance(sent, dict):
        return None
    x, y, ratio = (_number(sent.get(name), "camera") for name in ("x", "y", "ratio"))
    return (x, y, min(max(ratio, 0.01), 20.0))


def _lanes(sent: Any) -> tuple[Lane, ...]:
    """Lanes side by side, each once; none where the chart is laid out freely."""
    found: list[Lane] = []
    for row in _list(sent or [], "lanes", len(LANES) + 1):
        if not isinstance(row, list) or len(row) != 3 or row[0] not in (*LANES, UNKNOWN):
            raise NoChart("lanes")
        lane = Lane(row[0], _number(row[1], "lanes"), _number(row[2], "lanes"))
        if lane.left > lane.right or lane.code in {each.code for each in found}:
            raise NoChart("lanes")
        found.append(lane)
    return tuple(found)


def _list(sent: Any, field: str, most: int) -> list[Any]:
    if not isinstance(sent, list) or len(sent) > most:
        raise NoChart(field)
    return sent


def _schemas(sent: Any) -> tuple[str, ...]:
    return tuple(each for each in _list(sent, "filters", 200) if isinstance(each, str) and each in schemas())


def _layers(sent: Any) -> tuple[TieKind, ...]:
    known = {kind.value: kind for kind in TieKind}
    return tuple(dict.fromkeys(known[each] for each in _list(sent, "filters", 200) if isinstance(each, str) and each in known))


def _least(sent: Any) -> int:
    if isinstance(sent, bool) or not isinstance(sent, int) or not 0 <= sent <= 99:
        raise NoChart("filters")
    return sent


def _number(value: Any, field: str) -> float:
    # A number of hundreds of digits is no float any more: it is compared, never converted, before it is known to be small.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= FARTHEST:
        raise NoChart(field)
    return round(float(value), 4)


def _address(value: Any, field: str) -> uuid.UUID:
    if not isinstance(value, str) or not _is_address(value):
        raise NoChart(field)
    return uuid.UUID(value)


def _is_address(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


def _key(value: Any, field: str) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise NoChart(field)
    return value
