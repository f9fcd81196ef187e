"""The months as two rows of bars over one axis, the node's reports above and the public incidents below: never added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from manara.routes.engine import months
from manara.routes.engine.asked import Asked
from manara.routes.queries.drawn import Shown

WIDTH = 720
HIGH = 26


@dataclass(frozen=True, slots=True)
class Histogram:
    """The first and the last month, and the bars of both rows as path data."""

    first: int
    last: int
    first_text: str
    last_text: str
    since: int
    until: int
    reports: str
    incidents: str

    @property
    def window_x(self) -> str:
        """Where the chosen period begins in the picture."""
        return f"{(self.since - self.first) * WIDTH / (self.last - self.first + 1):.1f}"

    @property
    def window_width(self) -> str:
        """How wide the chosen period is in the picture."""
        return f"{(self.until - self.since + 1) * WIDTH / (self.last - self.first + 1):.1f}"


def histogram(found: Shown, asked: Asked) -> Histogram | None:
    """The bars of all that the layers hold, whatever the period; None when nothing has a date."""
    reports: Counter[int] = Counter()
    for at in found.reported.places.values():
        for (kind, month), count in at.months.items():
            if month >= 0 and asked.kind in ("", kind):
                reports[month] += count
    context = Counter(row.month for row in found.all_incidents if row.month >= 0)
    held = [*reports, *context]
    if not held:
        return None
    first, last = min(held), max(held)
    step = WIDTH / (last - first + 1)
    return Histogram(
        first,
        last,
        months.text_of(first),
        months.text_of(last),
        first if asked.since is None else max(first, min(last, asked.since)),
        last if asked.until is None else max(first, min(last, asked.until)),
        _bars(reports, first, step),
        _bars(context, first, step),
    )


def _bars(counted: Counter[int], first: int, step: float) -> str:
    top = max(counted.values(), default=1)
    parts = []
    for month in sorted(counted):
        high, wide = max(1.0, HIGH * counted[month] / top), max(0.8, step - 0.6)
        parts.append(f"M{(month - first) * step:.1f} {HIGH - high:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z")
    return "".join(parts)
