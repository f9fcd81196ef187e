"""Does a route still work: is there a complete chain of the script, from recruiting to landing, and what is left of each stage.

A chain goes through the stages in their order. One person may do several stages; he hands over to somebody he is tied to who
does the next. With `anybody` it may also pass people of whom no role is known, over any number of ties.
"""

from __future__ import annotations

from manara.networks.engine.capacity.counting import Capacity, after_each, capacity, surviving
from manara.networks.engine.capacity.finding_out import Loose, worth_finding_out
from manara.networks.engine.capacity.interdicting import CapacityPlan, CapacityStep, breaking
from manara.networks.engine.script import SCRIPT, STAGES_OF_ROLE, parts_of

__all__ = [
    "SCRIPT", "STAGES_OF_ROLE", "Capacity", "CapacityPlan", "CapacityStep", "Loose", "after_each", "breaking", "capacity",
    "parts_of", "surviving", "worth_finding_out",
]  # fmt: skip
