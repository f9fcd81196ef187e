"""A piece of evidence that two persons or things are one, or not, and all of it weighed together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from manara.foundation.engine.problems import SENTENCES, fill

Kind = Literal[
    "name", "birth", "phone", "document", "plate", "boat", "place", "nationality", "sex", "family",
    "number", "make", "country", "holder",
]  # fmt: skip
Parameter = str | int
KINDS: Final[tuple[Kind, ...]] = (
    "name", "birth", "phone", "document", "plate", "boat", "place", "nationality", "sex", "family",
    "number", "make", "country", "holder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: `bits` above 0 support that the two are one, below 0 that they are two; each bit doubles the odds.

    `left` and `right` are the values as they stood; `reason_code` has its English sentence in `foundation.engine.problems`
    (as a refusal has), whose places `params` fills, so that a page can translate it.
    """

    bits: float
    kind: Kind
    left: str
    right: str
    reason_code: str
    params: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The untranslated sentence, with its places."""
        return SENTENCES[self.reason_code]

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return fill(self.template, self.params)


@dataclass(frozen=True, slots=True)
class Weighed:
    """All evidence on a pair, the heaviest first, and what it comes to.

    `prior_bits`: log2 odds before anything was compared. `bits`: the sum of the evidence, without the prior.
    """

    evidence: tuple[Evidence, ...]
    prior_bits: float

    @property
    def bits(self) -> float:
        """The sum of all evidence in bits."""
        return sum(each.bits for each in self.evidence)

    @property
    def probability(self) -> float:
        """How probable it is that the two are one person, from the prior and the evidence."""
        odds = self.prior_bits + self.bits
        return 1 / (1 + 2.0**-odds) if odds > -1000 else 0.0

    @property
    def supporting(self) -> tuple[Evidence, ...]:
        """What supports that they are one."""
        return tuple(each for each in self.evidence if each.bits > 0)

    @property
    def opposing(self) -> tuple[Evidence, ...]:
        """What supports that they are two."""
        return tuple(each for each in self.evidence if each.bits < 0)


def ratio(same: float, other: float) -> float:
    """Bits of an observation that has probability `same` for one person and `other` for two."""
    return math.log2(same / other)
