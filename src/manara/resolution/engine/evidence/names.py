"""What two persons' names say about their being one: how surely it is the same name, and how many others bear it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from manara.foundation.engine.problems import register
from manara.resolution.engine import names
from manara.resolution.engine.evidence.found import Evidence

register("evidence-name-same", "The names agree: %(explanation)s.")
register("evidence-name-common", "The names agree, but many bear them: %(explanation)s.")
register("evidence-name-unsure", "The names may be the same: %(explanation)s.")
register("evidence-name-different", "The names differ.")

#: Of one person, how often two files have names that are the same name written in two ways, not an alias or an error.
KEPT: Final = 0.97
#: The odds of the pairs on which the engine's probability is calibrated.
CALIBRATED_AT: Final = 0.25
#: However rare a name, somebody else of the family may bear it: it counts no more than this.
RAREST: Final = 22.0
COMMON: Final = 9.0


def weigh_names(left: Sequence[str], right: Sequence[str]) -> Evidence | None:
    """The best agreement between any two of their names; None where one side has none."""
    pairs = [(one, other) for one in left for other in right if one.strip() and other.strip()]
    if not pairs:
        return None
    found = names.compare_many([one for one, _ in pairs], [other for _, other in pairs])
    best = max((names.compare(*pairs[at]) for at in sorted(range(len(pairs)), key=lambda at: -found[at])[:3]), key=name_bits)
    bits = name_bits(best)
    if best.probability < 0.2:
        return Evidence(bits, "name", best.left, best.right, "evidence-name-different")
    if best.probability < 0.8:
        code = "evidence-name-unsure"
    else:
        code = "evidence-name-common" if bits < COMMON else "evidence-name-same"
    return Evidence(bits, "name", best.left, best.right, code, {"explanation": best.explanation})


def name_bits(said: names.Comparison) -> float:
    """Bits for one person: the names are the same name with the odds the engine gives, and so would be those of as many
    others as bear it."""
    return person_bits(said.probability, sum(max(each.bits, 0.0) for each in said.matches))


def person_bits(probability: float, rarity: float) -> float:
    """Bits that two are one, from how probably their names are one and how rare, in bits, what the names share is."""
    probability = min(max(probability, 1e-9), 1 - 1e-9)
    said = probability / (1 - probability) / CALIBRATED_AT
    # However common a name, half of all others bear another.
    others = 2.0 ** -min(max(rarity, 1.0), RAREST)
    return math.log2((KEPT * said + 1 - KEPT) / (others * said + 1 - others))
