"""What circumstances say: places, nationality, sex, boats, relatives. Each alone is weak."""

from __future__ import annotations

import math
from collections.abc import Sequence

from manara.foundation.engine.match_keys import keys
from manara.foundation.engine.problems import register
from manara.resolution.engine import names
from manara.resolution.engine.evidence.found import Evidence
from manara.resolution.engine.evidence.known import Population, Relative

register("evidence-place-same", "The same place.")
register("evidence-place-shared", "The same place, in which %(holders)s persons are known.")
register("evidence-place-different", "Different places.")
register("evidence-nationality-same", "The same nationality.")
register("evidence-nationality-different", "Different nationalities.")
register("evidence-sex-same", "The same sex.")
register("evidence-sex-different", "One is written down as a man, the other as a woman.")
register("evidence-boat-same", "The same boat. Others know it too.")
register("evidence-family-same", "Both have a relative of this name and relation.")

PLACE, LEAST_PLACE, PLACES_APART = 3.0, 0.3, -0.5
NATIONALITY, NATIONALITIES_APART = 1.6, -3.5
SEX, SEXES_APART = 0.6, -6.0
BOAT = 4.0
RELATIVE = 6.0


def weigh_places(left: Sequence[str], right: Sequence[str], among: Population) -> Evidence | None:
    """A place both are known in, the weaker the more are known in it; weak against them when none is."""
    found = _sets("place", left, right, PLACE, PLACES_APART, keyed="place")
    if found is None or found.bits <= 0:
        return found
    holders = among.holding(found.left, found.right)
    if holders == 2:
        return found
    bits = max(PLACE - math.log2(holders / 2) / 2, LEAST_PLACE)
    return Evidence(bits, "place", found.left, found.right, "evidence-place-shared", {"holders": holders})


def weigh_nationalities(left: Sequence[str], right: Sequence[str]) -> Evidence | None:
    """A nationality both have; having none in common speaks against them."""
    return _sets("nationality", left, right, NATIONALITY, NATIONALITIES_APART)


def weigh_sexes(left: Sequence[str], right: Sequence[str]) -> Evidence | None:
    """The same sex says little, another one much."""
    return _sets("sex", left, right, SEX, SEXES_APART)


def weigh_boats(left: Sequence[str], right: Sequence[str]) -> Evidence | None:
    """A boat both are known with, by name or registration."""
    return _sets("boat", left, right, BOAT, 0.0, keyed="boat")


def weigh_relatives(left: Sequence[Relative], right: Sequence[Relative]) -> Evidence | None:
    """A relative of the same name and relation; none in common says nothing."""
    pairs = [(a, b) for a in left for b in right if not a.relation or not b.relation or a.relation == b.relation]
    for one, other in pairs:
        if one.entity and one.entity == other.entity:
            return Evidence(RELATIVE + 2, "family", one.name, other.name, "evidence-family-same")
    found = names.compare_many([a.name for a, _ in pairs], [b.name for _, b in pairs]) if pairs else ()
    best = max(range(len(pairs)), key=lambda at: found[at], default=-1)
    if best < 0 or found[best] < 0.5:
        return None
    return Evidence(RELATIVE, "family", pairs[best][0].name, pairs[best][1].name, "evidence-family-same")


def _sets(
    kind: str, left: Sequence[str], right: Sequence[str], same: float, apart: float, keyed: str = ""
) -> Evidence | None:
    if not left or not right:
        return None
    for one in left:
        for other in right:
            if one.casefold() == other.casefold() or (keyed and keys(keyed, one) & keys(keyed, other)):
                return Evidence(same, kind, one, other, f"evidence-{kind}-same")  # type: ignore[arg-type]
    if not apart:
        return None
    return Evidence(apart, kind, ", ".join(left), ", ".join(right), f"evidence-{kind}-different")  # type: ignore[arg-type]
