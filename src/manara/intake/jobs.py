"""What intake has the worker do: its kinds of job, and what is looked after regularly; found by this module's name."""

from manara.intake.actions.end_due_sharing import end_due_sharings
from manara.intake.actions.run_import import admit_batch

__all__ = ["admit_batch", "end_due_sharings"]
