"""What of the map is asked for: which layers, which time, which kind of report, which part of the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from manara.routes.engine.projection import View

REPORTS: Final = "reports"
LEGS: Final = "legs"
HUBS: Final = "hubs"
INCIDENTS: Final = "incidents"
LAYERS: Final = (REPORTS, LEGS, HUBS, INCIDENTS)
SHOWN_FIRST: Final = (REPORTS, LEGS, INCIDENTS)

# Parts of the region by name, for those who move the map by links: the whole, and where the routes run.
AREAS: Final[Mapping[str, View]] = {
    "region": View(-4.0, 28.0, 3.25),
    "atlantic": View(-14.5, 22.5, 4.75),
    "sahel": View(-3.0, 16.5, 4.5),
    "west-mediterranean": View(-3.0, 35.5, 5.25),
    "central-mediterranean": View(13.0, 35.0, 5.0),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A map's filters; `since` and `until` are months, both included, None without a bound."""

    view: View = AREAS["region"]
    area: str = "region"
    layers: frozenset[str] = frozenset(SHOWN_FIRST)
    since: int | None = None
    until: int | None = None
    kind: str = ""
    place: str = ""
    # The random id of one entity: the map then shows where the reports that name it happened, and nothing else of ours.
    entity: str = ""
    # The random id of one of the viewer's circles (a case is one): the map then keeps to the reports that lie open to it.
    circle: str = ""

    @property
    def bounded(self) -> bool:
        """Whether a period is asked for: then only what has a sound date is shown."""
        return self.since is not None or self.until is not None

    def holds(self, month: int) -> bool:
        """Whether something of this month is asked for; without a period everything is, dated or not."""
        if not self.bounded:
            return True
        if month < 0:
            return False
        return (self.since is None or month >= self.since) and (self.until is None or month <= self.until)

    def counted(self, months: Mapping[tuple[str, int], int]) -> int:
        """How many reports of a place, by kind and month, are asked for."""
        return sum(n for (kind, month), n in months.items() if self.holds(month) and self.kind in ("", kind))
