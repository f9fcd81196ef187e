"""Boats leave: size of the groups, months and nationalities as measured on public incident data."""

from __future__ import annotations

import json
import math
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from demo.region.draws import Draws
from demo.region.people import BEGIN, END, Departure, Ring
from demo.region.places import CORRIDORS, places
from demo.region.shipped import DATA

if TYPE_CHECKING:
    from demo.region.world import World

OUTCOMES = ("arrived", "intercepted", "rescued", "turned back")
ISO3 = {
    "DZA": "DZ",
    "MAR": "MA",
    "MLI": "ML",
    "GIN": "GN",
    "SOM": "SO",
    "SYR": "SY",
    "SDN": "SD",
    "BFA": "BF",
    "BEN": "BJ",
    "SEN": "SN",
    "GMB": "GM",
    "MRT": "MR",
    "CIV": "CI",
    "COM": "KM",
    "GNB": "GW",
    "PAK": "PK",
}


@cache
def measured() -> dict[str, Any]:
    """Return the figures measured on the incidents (`demo/data/measured.json`)."""
    return dict(json.loads((DATA / "measured.json").read_text(encoding="utf-8")))


def sail(world: World, draws: Draws) -> None:
    """Let each ring with a coast or a sea stage send its boats."""
    travellers = 0
    for ring in world.rings.values():
        if not {"coast", "sea"} & set(ring.stages):
            continue
        for _ in range(max(5, round(len(ring.members) / 5))):
            departure = _departure(world, draws, ring, travellers)
            travellers += departure.travellers
            world.departures.append(departure)
    world.departures.sort(key=lambda d: (d.day, d.code))


def group_size(draws: Draws, route: str) -> int:
    """Return a number of travellers between the measured 10 % and 90 % marks and a little beyond, median kept."""
    low, middle, high = (float(size) for size in measured()[route]["group_size_q10_50_90"])
    mark = draws.between(-1.2, 1.2)
    return max(
        2, math.floor(middle + (high - middle) * mark * mark if mark > 0 else middle + (middle - low) * mark * 0.95)
    )


def _departure(world: World, draws: Draws, ring: Ring, before: int) -> Departure:
    corridor = CORRIDORS[ring.corridor]
    months = measured()[corridor.route]["month_share"]
    while True:
        year = draws.whole(BEGIN.year, END.year)
        month = int(draws.weighted(sorted(months), [months[m] for m in sorted(months)]))
        day = date(year, month, draws.whole(1, 28))
        if BEGIN <= day <= END:
            break
    count = group_size(draws, corridor.route)
    mix = {ISO3[key]: share for key, share in measured()[corridor.mix].items() if key in ISO3}
    nationalities: dict[str, int] = {}
    for _ in range(count):
        country = draws.weighted(list(mix), list(mix.values()))
        nationalities[country] = nationalities.get(country, 0) + 1
    own = [boat for boat in world.boats if boat.supplier in ring.members] or world.boats
    origin, arrival = draws.pick(corridor.stages["coast"]), draws.pick(corridor.stages["arrival"])
    outcome = draws.weighted(OUTCOMES, (0.4, 0.3, 0.2, 0.1))
    share = draws.between(0.75, 0.98) if outcome == "arrived" else draws.between(0.1, 0.7)
    a, b = places()[origin], places()[arrival]
    codes = tuple(f"M-{str(day.year)[2:]}-{before + i + 1:05d}" for i in range(count))
    return Departure(
        f"S{len(world.departures) + 1:03d}",
        ring.code,
        day,
        draws.pick(own).code,
        origin,
        arrival,
        count,
        round(count * draws.between(0.03, 0.2)),
        round(count * draws.between(0.02, 0.15)),
        nationalities,
        outcome,
        round(a.lat + (b.lat - a.lat) * share, 4),
        round(a.lon + (b.lon - a.lon) * share, 4),
        codes,
    )
