"""What who-is-who has the worker do: comparisons; found by this module's name."""

from manara.resolution.actions.compare_new import compare_new
from manara.resolution.actions.suggest import compare_batch

__all__ = ["compare_batch", "compare_new"]
