"""How probable it is that a reported tie exists: from the grades of who reports it, and from how sure the identities are.

The figures of the grades are those of `resolution.engine.grades`: Manara's own reading of ordinal scales. They lie in the bands
of words of probability that ICD 203 (Analytic Standards, 2015, section D.6.e) gives to the scales' own wording: "confirmed"
almost certain (95–99 %), "probably true" very likely (80–95 %), "possibly true" likely (55–80 %), "doubtful" unlikely
(20–45 %), "improbable" very unlikely (5–20 %). They are read here as follows and calibrated against no data; what a case's own
findings say about them is for the analyst to compare.

- A source that is never wrong makes the tie as probable as its information is graded; one that is always wrong tells nothing,
  and the tie is as probable as one of which no grade is known (`grades.UNKNOWN`). In between it lies in between.
- What a report assesses and does not state is discounted as on every page (`grades.ASSESSMENT`).
- Age discounts nothing: a tie of ten years ago existed. Its period says when.
- Two reports of one source are one word; different sources each take away a part of the doubt that is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from manara.resolution.engine.grades import ASSESSMENT, INFORMATION, SOURCE, UNKNOWN

#: No number of reports makes a tie certain (ICD 203: "almost certain" ends at 99 %).
MOST: Final = 0.99
#: A person's judgement that two are one, where the comparison itself was in doubt; a second person's agreement.
JUDGED: Final = 0.95
AGREED: Final = 0.99


def probability(scheme: str, source: str, information: str, *, kind: str = "fact") -> float:
    """The probability (0–1) that a tie exists which one report of this grade states (`kind` "fact") or assesses.

    >>> round(probability("4x4", "A", "1"), 2), round(probability("4x4", "X", "4"), 2)
    (0.92, 0.37)
    """
    reliable = SOURCE.get(scheme, {}).get(source.upper())
    believed = INFORMATION.get(scheme, {}).get(information.upper(), UNKNOWN)
    trust = UNKNOWN if reliable is None else reliable
    stated = trust * believed + (1.0 - trust) * UNKNOWN
    return min(MOST, stated if kind == "fact" else stated * ASSESSMENT)


def same_probability(bits: float, *, agreed: bool = False, by_rule: bool = False) -> float:
    """How sure a judgement makes it that two source entities are one: `bits` of evidence then, at even odds beforehand.

    A person saw more than was compared, so his judgement counts at least `JUDGED`, with a second person's `AGREED`; a rule's
    counts what it compared.
    """
    compared = 1.0 / (1.0 + math.exp2(-max(-60.0, min(60.0, bits))))
    least = 0.0 if by_rule else AGREED if agreed else JUDGED
    return min(MOST, max(compared, least))


def together(probabilities: Iterable[float]) -> float:
    """Of several words, each from another source: the probability that at least one is right, at most `MOST`."""
    doubt = 1.0
    for each in probabilities:
        doubt *= 1.0 - each
    return min(MOST, 1.0 - doubt)
