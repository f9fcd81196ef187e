"""What a comparison of two came to, as it is kept beside a judgement or a suggestion; and what a decision on it is worth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from manara.resolution.engine.evidence import Known, KnownThing, Population, Weighed, weigh, weigh_things

Compared = Known | KnownThing
_MOST_KEPT: Final = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """Evidence in bits, how probable it makes it, its pieces (code, kind, bits, numbers), a digest of what was compared."""

    bits: float
    probability: float
    known: str
    told: list[dict[str, Any]] = field(default_factory=list)


def weighed(left: Compared, right: Compared, holders: Mapping[str, int] | None = None) -> Weighed:
    """The comparison itself, of two persons or of two things of one kind; `holders` as in `Population`."""
    if isinstance(left, KnownThing) and isinstance(right, KnownThing):
        return weigh_things(left, right)
    if isinstance(left, Known) and isinstance(right, Known):
        return weigh(left, right, Population(holders=holders or {}))
    raise TypeError("a person and a thing are not compared")


def weight_of(found: Weighed, left: Compared, right: Compared) -> Weight:
    """What is kept of a comparison: no values, which stay where reports say them."""
    return Weight(round(found.bits, 3), found.probability, digest(left, right), pieces(found))


def pieces(found: Weighed) -> list[dict[str, Any]]:
    """Each piece of evidence as its kind, its code, its bits and the numbers in its sentence, the heaviest first."""
    return [
        {"kind": each.kind, "code": each.reason_code, "bits": round(each.bits, 2), **_numbers(each.params)}
        for each in found.evidence[:_MOST_KEPT]
    ]


def _numbers(params: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    # A text among them would be what a report says, such as a name: that stays where it can be taken back.
    numbers = {name: value for name, value in params.items() if isinstance(value, int)}
    return {"params": numbers} if numbers else {}


def digest(left: Compared, right: Compared) -> str:
    """Of everything that was known of the two, in whichever order they stand: another digest, and more was said since."""
    both = sorted(repr(each) for each in (left, right))
    return blake2b("\n".join(both).encode(), digest_size=16).hexdigest()


def worth(probability: float, *, neighbours: int = 0) -> float:
    """What a decision is worth: the doubt that it ends (1 bit at even odds), the more the likelier, the more hangs on it.

    A certain pair is worth little of a person's time where a rule could judge it, and much where it joins many neighbours.
    """
    p = min(max(probability, 1e-9), 1 - 1e-9)
    doubt = -(p * math.log2(p) + (1 - p) * math.log2(1 - p))
    return round((doubt + p) * (1 + math.log2(1 + neighbours) / 4), 4)


def kinds(told: Iterable[Mapping[str, Any]], *, supporting: bool) -> list[str]:
    """The kinds of evidence for, or against, the heaviest first."""
    chosen = [each for each in told if (each["bits"] > 0) == supporting]
    return list(dict.fromkeys(each["kind"] for each in sorted(chosen, key=lambda each: -abs(each["bits"]))))
