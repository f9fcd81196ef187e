"""Who links people that have no tie of their own, between stages of the route or between the groups found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from manara.networks.engine.graph import Node
from manara.networks.engine.measuring import OF_STAGES
from manara.networks.pages import role_words
from manara.networks.pages.measures import saying
from manara.networks.queries.measured import Opened

#: What `?between=` says, with what the columns begin with.
_BETWEEN: Final = {"stages": OF_STAGES, "groups": ""}
_MOST: Final = 25


@dataclass(frozen=True)
class Linking:
    """What was asked for: `between` which groups, out of those `offered`, by which `role`; and the `places` to show."""

    between: str
    offered: tuple[str, ...]
    role: str
    places: tuple[int, ...]
    more: int

    @property
    def prefix(self) -> str:
        """What the columns begin with."""
        return _BETWEEN[self.between]


def linking(found: Opened, asked: Mapping[str, str]) -> Linking | None:
    """Those who link most pairs in the role asked for; None where it was measured before roles were counted.

    Whoever links no pair in that role is left out, as is whoever has no stage where stages are asked for.
    """
    values = found.told["values"]
    offered = tuple(name for name, prefix in _BETWEEN.items() if prefix + saying.ROLES[0] in values)
    if not offered:
        return None
    of_each = {
        name: {role: _first(found, values[_BETWEEN[name] + role]) for role in saying.ROLES} for name in offered
    }
    # Unless asked otherwise what somebody has a role in: of a few with a stage nobody may link two.
    between = next((name for name, roles in of_each.items() if any(roles.values())), offered[0])
    between = asked.get("between", "") if asked.get("between") in offered else between
    held = of_each[between]
    usual = next((role for role, some in held.items() if some), saying.ROLES[0])
    role = asked.get("links", "") if asked.get("links") in saying.ROLES else usual
    return Linking(between, offered, role, tuple(held[role][:_MOST]), len(held[role][_MOST:]))


def shown(which: Linking, found: Opened, nodes: Mapping[int, Node]) -> dict[str, Any]:
    """What the page's template needs of it."""
    told, named, tops = found.told, saying.titles(), saying.tops(found.told)
    labels = {"stages": _("stages of the route"), "groups": _("groups tied mostly among themselves")}
    return {
        "between": which.between, "more": which.more,
        "choices": [{"name": name, "label": labels[name], "here": name == which.between} for name in which.offered],
        "columns": [{"name": role, "title": named[role], "here": role == which.role} for role in saying.ROLES],
        "staged": sum(told["at_stage"].values()),
        "rows": [
            {
                **saying.person(found, nodes, place), "group": _group(told, which.between, place),
                "cells": saying.cells(told, place, tops, named, measures=saying.ROLES, prefix=which.prefix),
            }
            for place in which.places
        ],
    }  # fmt: skip


def _first(found: Opened, column: Sequence[float | None]) -> list[int]:
    linking = {place: pairs for place in found.there if (pairs := column[place])}
    return sorted(linking, key=lambda place: (-linking[place], place))


def _group(told: Mapping[str, Any], between: str, place: int) -> str:
    if between == "stages":
        return role_words.stage(told["stages"][place])
    return saying.figure("community", told["values"]["community"][place])
