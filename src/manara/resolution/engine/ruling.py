"""What a published rule may judge alone: a pair far beyond doubt, supported in more than one way, and nobody to be shielded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import script_of
from manara.resolution.engine import names
from manara.resolution.engine.evidence import Evidence, Weighed

#: Of one kind alone, a name or a shared phone, no rule makes one of two: a household shares both.
KINDS_NEEDED: Final = 2
#: Evidence that two are different, from so many bits, is a person's to weigh.
OPPOSED: Final = -3.0
#: From so many bits a paper is one's own; from these probabilities on two scripts surely have the same name, and the same
#: first word of it by itself.
OWN_PAPER: Final = 10.0
SURELY_NAMED, SURELY_BEGUN = 0.97, 0.9


def may_judge(found: Weighed, threshold: float, shields: Collection[str | None]) -> bool:
    """Whether a rule with this threshold judges the pair the same; `shields` of everybody on either side."""
    if any(shields) or found.probability < threshold:
        return False
    if any(each.bits <= OPPOSED for each in found.evidence):
        return False
    if not any(_of_ones_own(each) for each in found.supporting):
        return False
    return len({each.kind for each in found.supporting}) >= KINDS_NEEDED


def _of_ones_own(each: Evidence) -> bool:
    """Whether brothers and sisters, twins too, would not have this in common: a paper, or the whole name.

    Hassan and Hussein, Omar and Amar are read for one another; so within one script a name has to be the same letter by letter.
    """
    if each.kind == "document":
        return each.bits >= OWN_PAPER
    if each.kind != "name":
        return False
    one, other = fold(each.left).split(), fold(each.right).split()
    if script_of(each.left) == script_of(each.right):
        return one == other  # in this order: father and son bear the same words
    begun = names.compare(one[0], other[0]).probability if one and other else 0.0
    return begun >= SURELY_BEGUN and names.compare(each.left, each.right).probability >= SURELY_NAMED
