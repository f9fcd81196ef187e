"""The kinds of job that intake works off; a worker finds them by this module's name."""

from manara.intake.actions.end_due_sharing import end_batch
from manara.intake.actions.run_import import admit_batch

__all__ = ["admit_batch", "end_batch"]
