"""The reader's words for measures: what each is called and means, its figure, and what doubt leaves open of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from manara.networks.engine import measured_picture
from manara.networks.engine.graph import Node
from manara.networks.engine.measured_picture import Point, Words
from manara.networks.engine.measures import WORDS
from manara.networks.pages import saying as chart_saying
from manara.networks.pages.figures import pointed, said
from manara.networks.queries.measured import Opened
from manara.resolution import words

COLUMNS: Final = (
    "betweenness", "degree", "strength", "fragmentation", "reach", "constraint", "effective_size", "core", "community",
)  # fmt: skip
#: The roles of those who link two without a tie of their own; between which groups, by what their columns begin with.
ROLES: Final = ("gatekeeper", "liaison", "itinerant", "coordinator")
MEANT: Final = (*COLUMNS, *ROLES, "cut_point", "bridge", "key_players_fragmentation", "key_players_reach", "afterwards")
#: By default the greatest stand first; of these the least, who stand between those who don't know each other.
LEAST_FIRST: Final = frozenset({"constraint", "community"})
MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as read: with its P10–P90 and their drawing where doubt leaves something open."""

    measure: str
    title: str
    value: str
    between: str = ""
    drawing: str = ""


def share(value: float) -> str:
    """A share in percent, with as many digits as tell it from nothing and from all."""
    near = min(100 * value, 100 - 100 * value)
    digits = 0 if near >= 10 or near <= 0 else 1 if near >= 1 else 2 if near >= 0.1 else 3
    return said(f"{100 * value:.{digits}f} %")


def is_rtl() -> bool:
    """Whether the reader's lines run from right to left."""
    return get_language() == "ar"


def titles() -> dict[str, str]:
    """What each measure is called."""
    return {name: _(word.title) for name, word in WORDS.items()}


def meanings() -> list[tuple[str, str, str]]:
    """Name, title and sentence of all that the page shows."""
    return [(name, _(WORDS[name].title), _(WORDS[name].sentence)) for name in MEANT]


def figure(measure: str, value: float | None) -> str:
    """A figure in the unit of its measure."""
    if value is None:
        return "–"
    if measure == "community":
        return said(f"{value + 1:.0f}")
    if WORDS[measure].unit == "share":
        return share(value)
    if measure == "constraint":
        return said(f"{value:.2f}")
    return said(f"{value:.1f}".removesuffix(".0"))


def cells(
    told: Mapping[str, Any], place: int, tops: Mapping[str, float], named: Mapping[str, str], *,
    measures: Sequence[str] = COLUMNS, prefix: str = "",
) -> list[Cell]:  # fmt: skip
    """One person's row of these measures, each the column that begins with this prefix."""
    return [_cell(told, measure, place, tops.get(prefix + measure, 0.0), named[measure], prefix) for measure in measures]


def tops(told: Mapping[str, Any]) -> dict[str, float]:
    """The greatest figure of each measure, so that the drawings of all rows can be compared."""
    found = {}
    for measure, values in told["values"].items():
        known = [value for value in (*values, *told["high"].get(measure, ())) if value is not None]
        found[measure] = max(known, default=0.0)
    return found


def drawing(told: Mapping[str, Any], places: Sequence[int], title: str) -> SafeString:
    """Everybody of these by ties and by how much he lies between others; the first few with their number."""
    ties, between = told["values"]["degree"], told["values"]["betweenness"]
    low, high = (told[side].get("betweenness", between) for side in ("low", "high"))
    points = [
        Point(ties[at], between[at], low[at], high[at], str(number) if number <= MOST_NAMED else "")
        for number, at in enumerate(places, 1)
    ]
    along = Words(title, _(WORDS["degree"].title), _(WORDS["betweenness"].title), pointed("."))
    # Figures and escaped words alone.
    return mark_safe(measured_picture.plot(points, along, rtl=is_rtl()))  # noqa: S308


def expected(ties: float) -> str:
    """How many ties there are when each counts with its probability."""
    return said(f"{ties:.1f}".removesuffix(".0") if ties < 100 else f"{ties:.0f}")


def nobody(*, emptied: bool) -> words.Shown:
    """Stands in a place whose person may not be named any more, or may not be seen."""
    return words.Shown(_("Nobody any more") if emptied else _("Somebody whom you may not see"))


def person(found: Opened, nodes: Mapping[int, Node], place: int) -> dict[str, Any]:
    """Who stands in a place, with his page; or that nobody does any more, or nobody whom the viewer may see."""
    node = nodes.get(place)
    if node is not None:
        return {"place": place, "name": chart_saying.name_of(node), "url": reverse("resolution:entity", args=[node.public_id])}
    return {"place": place, "name": nobody(emptied=place not in found.there), "url": ""}


def _cell(told: Mapping[str, Any], measure: str, place: int, top: float, title: str, prefix: str) -> Cell:
    value = told["values"][prefix + measure][place]
    low, high = (told[side].get(prefix + measure, [None] * (place + 1))[place] for side in ("low", "high"))
    if value is None or low is None or high is None or low == high == value:
        return Cell(measure, title, figure(measure, value))
    between = said(f"{_bare(measure, low)}–{_bare(measure, high)}")
    # Figures alone.
    drawn = mark_safe(measured_picture.bar(value, low, high, top, rtl=is_rtl()))  # noqa: S308
    return Cell(measure, title, figure(measure, value), between, drawn)


def _bare(measure: str, value: float) -> str:
    if WORDS[measure].unit == "share":
        return f"{100 * value:.1f}".removesuffix(".0") if value >= 0.01 else f"{100 * value:.3f}".rstrip("0").rstrip(".")
    return f"{value:.2f}" if measure == "constraint" else f"{value:.1f}".removesuffix(".0")
