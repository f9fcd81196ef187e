"""What the cases have the worker do; found by this module's name."""

from manara.cases.actions.follow_merge import follow_merge

__all__ = ["follow_merge"]
