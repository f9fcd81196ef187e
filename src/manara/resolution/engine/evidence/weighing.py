"""Weighs all that is known of two persons: the evidence for and against their being one, heaviest first."""

from __future__ import annotations

import math
from typing import Final

from manara.resolution.engine.evidence.births import weigh_births
from manara.resolution.engine.evidence.circumstances import (
    weigh_boats,
    weigh_nationalities,
    weigh_places,
    weigh_relatives,
    weigh_sexes,
)
from manara.resolution.engine.evidence.found import Evidence, Weighed
from manara.resolution.engine.evidence.known import Known, Population
from manara.resolution.engine.evidence.names import weigh_names
from manara.resolution.engine.evidence.numbers import weigh_documents, weigh_phones, weigh_plates

ANYWHERE: Final = Population()


def weigh(left: Known, right: Known, among: Population = ANYWHERE) -> Weighed:
    """The evidence on two persons found among `among`. Symmetric in its sum."""
    found: list[Evidence | None] = [
        weigh_names(left.names, right.names),
        weigh_births(left.births, right.births),
        weigh_phones(left.phones, right.phones, among),
        weigh_documents(left.documents, right.documents, among),
        weigh_plates(left.plates, right.plates, among),
        weigh_boats(left.boats, right.boats),
        weigh_places(left.places, right.places, among),
        weigh_nationalities(left.nationalities, right.nationalities),
        weigh_sexes(left.sexes, right.sexes),
        weigh_relatives(left.relatives, right.relatives),
    ]
    evidence = sorted((each for each in found if each is not None), key=lambda each: (-abs(each.bits), each.kind))
    return Weighed(tuple(evidence), -math.log2(max(among.persons, 2)))
