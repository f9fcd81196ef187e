"""What is known of two persons or things, weighed: evidence in bits for and against their being one, each with its reason.

A library for people without a node, too::

    from manara.resolution.engine.evidence import Known, weigh
    weigh(Known(names=("Mohamed Ould Ahmed",)), Known(names=("محمد ولد أحمد",))).probability
"""

from manara.resolution.engine.evidence.found import KINDS, Evidence, Kind, Weighed
from manara.resolution.engine.evidence.known import Known, Paper, Population, Relative
from manara.resolution.engine.evidence.things import FAMILY_OF, KnownThing, weigh_things
from manara.resolution.engine.evidence.weighing import weigh

__all__ = [
    "FAMILY_OF", "KINDS", "Evidence", "Kind", "Known", "KnownThing", "Paper", "Population", "Relative", "Weighed", "weigh",
    "weigh_things",
]  # fmt: skip
