"""What the networks have the worker do; found by this module's name."""

from manara.networks.actions.measure_network import one_part as one_part_of_measures
from manara.networks.actions.measure_network import without_one
from manara.networks.actions.share_plan import end_due_plan_sharings
from manara.networks.actions.work_out import one_part

__all__ = ["end_due_plan_sharings", "one_part", "one_part_of_measures", "without_one"]
