"""What a published rule may judge alone: a pair far beyond doubt, supported in more than one way, and nobody to be shielded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from manara.resolution.engine.evidence import Weighed

#: Of one kind alone, a name or a shared phone, no rule makes one of two: a household shares both.
KINDS_NEEDED: Final = 2
#: Evidence that two are different, from so many bits, is a person's to weigh.
OPPOSED: Final = -3.0


def may_judge(found: Weighed, threshold: float, shields: Collection[str | None]) -> bool:
    """Whether a rule with this threshold judges the pair the same; `shields` of everybody on either side."""
    if any(shields) or found.probability < threshold:
        return False
    if any(each.bits <= OPPOSED for each in found.evidence):
        return False
    return len({each.kind for each in found.supporting}) >= KINDS_NEEDED
