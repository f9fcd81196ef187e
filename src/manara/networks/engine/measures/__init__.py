"""What somebody's place in a network is, in figures that a lay person understands, with what the doubt of the ties leaves open.

    from manara.networks.engine.measures import charted, measures

    found = measures(charted([("a", "b", 1.0, 0.9), ("b", "c", 2.0, 1.0)], protected=["c"]))
    [(row.name, row["degree"].value, row["degree"].low) for row in found.rows()]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manara.foundation.engine.on_demand import on_demand

# At once: a name on demand would be hidden by the module of the same name as soon as that is imported.
from manara.networks.engine.measures.charted import Charted, charted, unweighed
from manara.networks.engine.measures.words import WORDS, Wording

if TYPE_CHECKING:
    from manara.networks.engine.measures.holding import Bridge, bridges
    from manara.networks.engine.measures.intervals import Intervals
    from manara.networks.engine.measures.leaving import Change, afterwards
    from manara.networks.engine.measures.people import Figure, Measures, Person, measures
    from manara.networks.engine.measures.sets import KeyPlayers, key_players, key_sets

__all__ = [
    "WORDS", "Bridge", "Change", "Charted", "Figure", "Intervals", "KeyPlayers", "Measures", "Person", "Wording", "afterwards",
    "bridges", "charted", "key_players", "key_sets", "measures", "unweighed",
]  # fmt: skip

__getattr__ = on_demand(
    globals(),
    {
        "Bridge": "holding", "bridges": "holding", "Change": "leaving", "afterwards": "leaving", "Figure": "people",
        "Measures": "people", "Person": "people", "measures": "people", "KeyPlayers": "sets", "key_players": "sets",
        "key_sets": "sets", "Intervals": "intervals",
    },
)  # fmt: skip
