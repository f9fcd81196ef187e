"""What is marked at the persons of a chart: roles that people gave them, and protection as far as the viewer may know it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from manara.foundation.access import Viewer
from manara.foundation.actions.record import LISTED, record
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.graph import Node
from manara.networks.engine.ties.graph import in_period
from manara.networks.models import Role, RoleKind
from manara.networks.queries.protected import known_protected


@dataclass(frozen=True, slots=True)
class RoleMark:
    """A role that somebody was given and that stands: for which offence, from when to when, as fact or as assessment, and at
    which stage of the route, if that was said."""

    role: str
    script: str
    since: str
    until: str
    stated: bool
    stage: str = ""

    def held(self, since: str, until: str) -> bool:
        """Whether it may have been held in this period ("" is open); a role without dates in any."""
        return in_period(self.since, self.until, since, until)


@dataclass(frozen=True, slots=True)
class Marks:
    """By what makes a thing one: its roles, the newest first, and who is known to be protected.

    Suggestions are no marks, and whoever is protected has none of a role: nobody is to be looked for under it.
    """

    roles: Mapping[str, tuple[RoleMark, ...]] = field(default_factory=lambda: MappingProxyType({}))
    spared: frozenset[str] = frozenset()

    def roles_of(self, one: str) -> tuple[RoleMark, ...]:
        """The roles of this thing."""
        return self.roles.get(one, ())


NO_MARKS = Marks()


def marks_of(
    viewer: Viewer, nodes: Iterable[Node], *, shown_anew: Collection[str], part: str = "chart", verb: str = AuditVerb.READ
) -> Marks:
    """The marks of these things; three queries, none without persons. Roles of what is `shown_anew` are recorded as read."""
    holders = {number: node.one for node in nodes if node.schema == "Person" for number in node.ids}
    if not holders:
        return NO_MARKS
    spared = frozenset(holders[number] for number in known_protected(holders))
    found: dict[str, list[RoleMark]] = {}
    read = []
    for role in Role.objects.filter(entity__in=sorted(holders), ended=None).order_by("-pk"):
        one = holders[role.entity_id]
        if one not in spared:
            mark = RoleMark(role.role, role.script, role.since, role.until, role.kind == RoleKind.FACT, role.stage)
            found.setdefault(one, []).append(mark)
            if one in shown_anew:
                read.append(role.public_id)
    for start in range(0, len(read), LISTED):
        record(viewer, verb, "role", read[start : start + LISTED], fields=[part])
    return Marks({one: tuple(dict.fromkeys(marks)) for one, marks in found.items()}, spared)
