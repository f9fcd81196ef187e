"""What reports say of who is tied to whom, as a network: layers, periods, probabilities, and whom no plan may name.

from manara.networks.engine.ties import people_of, targets_of

people = people_of(graph)                      # persons, tied directly or by what they share
targets = targets_of(people, spared)           # the one way to targets: nobody of `spared` is among them
plan = dismantle(targets.network(costs))
chosen = targets.choose([step.name for step in plan.steps])
"""

from __future__ import annotations

from manara.networks.engine.ties.graph import Graph, KnownTie, Narrowing, assembled
from manara.networks.engine.ties.kinds import TieKind, kind_of
from manara.networks.engine.ties.people import People, PersonTie, people_of
from manara.networks.engine.ties.probability import probability, same_probability, together
from manara.networks.engine.ties.targets import Chosen, NotToBeNamed, Targets, targets_of

__all__ = [
    "Chosen", "Graph", "KnownTie", "Narrowing", "NotToBeNamed", "People", "PersonTie", "Targets", "TieKind", "assembled",
    "kind_of", "people_of", "probability", "same_probability", "targets_of", "together",
]  # fmt: skip
