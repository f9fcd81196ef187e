"""Draws the map as one SVG that needs neither script nor style sheet: land, borders, layers and names that keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Final

from manara.routes.engine import borders
from manara.routes.engine.clusters import Cluster
from manara.routes.engine.labels import Label, Wanted, placed
from manara.routes.engine.projection import HEIGHT, WIDTH, View

# The colours of the design language; no mark is told by its colour alone: each layer has a shape of its own.
SEA, LAND, COAST, BORDER = "#d9e9ec", "#fffdf9", "#9fc2ca", "#8f8672"
REPORT, CHOSEN, HUB, LEG, CONTEXT, INK, SOFT = "#0b4252", "#8a5a00", "#1d5a40", "#0f5568", "#5a4a78", "#17242b", "#56656d"
FACE: Final = 'font-family="Plex, IBM Plex Sans Arabic, Noto Sans Arabic, sans-serif"'


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a layer: a cluster, its name for those who hear it, where a click leads, and the name that stands by it."""

    cluster: Cluster
    told: str
    url: str = ""
    name: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A leg: from one point of the picture to another, with what is told of it."""

    points: tuple[tuple[float, float], ...]
    told: str
    url: str = ""


@lru_cache(maxsize=256)
def ground(view: View, profile: str) -> str:
    """Sea, land and borders: the same for everybody, and kept."""
    made = borders.drawn(view, profile)
    return (
        f'<path class="sea" fill="{SEA}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<path class="land" fill="{LAND}" stroke="{COAST}" stroke-width=".7" stroke-linejoin="round" d="{made.land}"/>'
        f'<path class="border" fill="none" stroke="{BORDER}" stroke-width=".9" stroke-linejoin="round" d="{made.settled}"/>'
        f'<path class="border open" fill="none" stroke="{BORDER}" stroke-width="1.2" stroke-dasharray="4 3" d="{made.open}"/>'
    )


def countries(view: View, profile: str, language: str) -> list[Wanted]:
    """The names of countries that are large enough on this view to bear one."""
    found = []
    for name, x, y, extent in borders.names(view, profile, language):
        if extent > 26:
            found.append(Wanted(name, x, y, 12.5 if extent < 160 else 15, min(extent, 900) / 100, "country"))
    return found


def picture(
    view: View,
    profile: str,
    language: str,
    *,
    reports: Sequence[Mark] = (),
    hubs: Sequence[Mark] = (),
    incidents: Sequence[Mark] = (),
    legs: Sequence[Way] = (),
    towns: Iterable[Wanted] = (),
    told: str = "",
    links: bool = True,
    letters: float = 1.0,
) -> str:
    """The whole picture, WIDTH by HEIGHT units; with `links` its marks lead somewhere, without (on paper) they don't.

    Names get room for letters so many times as large, for a small screen; a style sheet may draw them smaller on a large one.
    """
    marks = [*((mark, 9.0) for mark in reports), *((mark, 7.0) for mark in hubs)]
    wanted = [
        Wanted(
            mark.name, mark.cluster.x, mark.cluster.y, 13, (60 if mark.chosen else size) + mark.cluster.count / 1000,
            "place", max(mark.cluster.radius, 5),
        )
        for mark, size in marks
        if mark.name
    ]  # fmt: skip
    taken = [_box(mark) for mark in (*reports, *hubs)]
    every = (*wanted, *countries(view, profile, language), *towns)
    labels = placed(every if letters == 1 else (replace(each, size=each.size * letters) for each in every), taken)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'preserveAspectRatio="xMidYMid slice" direction="ltr" {FACE} aria-label="{escape(told)}">',
        ground(view, profile),
        f'<g class="layer-incidents" fill="#fff" fill-opacity=".82" stroke="{CONTEXT}" stroke-width="1.3">',
        *(_diamond(mark, links) for mark in incidents),
        f'</g><g class="layer-legs" fill="none" stroke="{LEG}" stroke-width="2" stroke-dasharray="7 3">',
        *(_way(way) for way in legs),
        f'</g><g class="layer-hubs" fill="#fff" stroke="{HUB}" stroke-width="2">',
        *(_square(mark, links) for mark in hubs),
        f'</g><g class="layer-reports" fill="{REPORT}" stroke="#fff" stroke-width="1.2">',
        *(_circle(mark, links) for mark in reports),
        '</g><g class="counts" fill="#fff" font-size="10.5" font-weight="600" text-anchor="middle" pointer-events="none">',
        *(_count(mark) for mark in reports if mark.cluster.radius >= 8),
        f'</g><g class="names" fill="{INK}" stroke="{LAND}" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke" '
        f'pointer-events="none" font-size="{letters:g}">',
        *(_name(label, letters) for label in labels),
        "</g></svg>",
    ]
    return "".join(parts)


def _box(mark: Mark) -> tuple[float, float, float, float]:
    at, r = mark.cluster, max(mark.cluster.radius, 5)
    return at.x - r, at.y - r, at.x + r, at.y + r


def _linked(mark: Mark, shape: str, links: bool) -> str:
    told = f"<title>{escape(mark.told)}</title>"
    if links and mark.url:
        # Out of the tab order: the list beside the map leads to the same places, one line each.
        return f'<a href="{escape(mark.url)}" tabindex="-1" aria-label="{escape(mark.told)}">{shape}{told}</a>'
    return f"<g>{shape}{told}</g>"


def _circle(mark: Mark, links: bool) -> str:
    at = mark.cluster
    ring = f' stroke="{CHOSEN}" stroke-width="3.5"' if mark.chosen else ""
    return _linked(mark, f'<circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="{at.radius:g}"{ring}/>', links)


def _square(mark: Mark, links: bool) -> str:
    at = mark.cluster
    return _linked(mark, f'<path d="M{at.x - 4.5:.1f} {at.y - 4.5:.1f}h9v9h-9z"/>', links)


def _diamond(mark: Mark, links: bool) -> str:
    at = mark.cluster
    r = round(min(15.0, 3.4 + 0.75 * at.count**0.5), 1)
    empty = ' stroke-dasharray="2 1.5"' if not at.weight else ""
    return _linked(mark, f'<path d="M{at.x:.1f} {at.y - r:.1f}l{r:g} {r:g} {-r:g} {r:g} {-r:g} {-r:g}z"{empty}/>', links)


def _way(way: Way) -> str:
    points = " ".join(f"{x:.1f} {y:.1f}" for x, y in way.points)
    line = f'<polyline points="{points}"/>{_arrow(way)}<title>{escape(way.told)}</title>'
    if not way.url:
        return f"<g>{line}</g>"
    return f'<a href="{escape(way.url)}" tabindex="-1" aria-label="{escape(way.told)}">{line}</a>'


def _arrow(way: Way) -> str:
    """The head of a leg, at its end: which way it leads must not hang on a colour or a movement."""
    (x, y), (u, v) = way.points[-2:]
    length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    if length < 12:
        return ""
    dx, dy = (u - x) / length, (v - y) / length
    left = (u - 10 * dx - 4.5 * dy, v - 10 * dy + 4.5 * dx)
    right = (u - 10 * dx + 4.5 * dy, v - 10 * dy - 4.5 * dx)
    return (
        f'<path d="M{left[0]:.1f} {left[1]:.1f}L{u:.1f} {v:.1f} {right[0]:.1f} {right[1]:.1f}" stroke-dasharray="none" '
        f'fill="none"/>'
    )


def _count(mark: Mark) -> str:
    return f'<text x="{mark.cluster.x:.1f}" y="{mark.cluster.y + 3.7:.1f}">{mark.cluster.count}</text>'


def _name(label: Label, letters: float) -> str:
    # The picture runs from left to right in every language, so that "start" is always a name's left end; the name itself
    # is isolated and shaped by its own script.
    anchor = f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
    soft = f' fill="{SOFT}"' if label.kind != "place" else ""
    weight = ' font-weight="600"' if label.kind == "place" else ""
    return (
        f'<text class="{label.kind}{" cut" if label.cut else ""}" x="{label.x:.1f}" y="{label.y:.1f}" '
        f'font-size="{label.size / letters:g}em"{anchor}{soft}{weight} '
        f'unicode-bidi="isolate">{escape(label.text)}</text>'
    )
