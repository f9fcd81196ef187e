"""Which network is meant: of which reports or kept chart, of which places, and which of its ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from manara.networks.engine.ties.graph import Narrowing
from manara.networks.engine.ties.kinds import TieKind

_EVERYTHING: Final = Narrowing()


@dataclass(frozen=True, slots=True)
class Which:
    """Which reports (`circle`) or kept `chart`, by address, and of which `places`; `narrowing` says what of their ties."""

    circle: str = ""
    chart: str = ""
    places: tuple[str, ...] = ()
    narrowing: Narrowing = _EVERYTHING

    def written(self) -> dict[str, Any]:
        """As JSON values."""
        wanted = self.narrowing
        return {
            "circle": self.circle, "chart": self.chart, "places": list(self.places), "kinds": sorted(wanted.kinds),
            "least": wanted.least, "stated": wanted.stated_only, "since": wanted.since, "before": wanted.until,
        }  # fmt: skip


def which_of(written: Mapping[str, Any]) -> Which:
    """The network that was written so. Raises KeyError or ValueError for what is none."""
    narrowing = Narrowing(
        frozenset(map(TieKind, written["kinds"])), written["least"], written["stated"], written["since"], written["before"]
    )
    return Which(written["circle"], written["chart"], tuple(written["places"]), narrowing)
