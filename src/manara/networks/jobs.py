"""What the networks have the worker do; found by this module's name."""

from manara.networks.actions.work_out import one_part

__all__ = ["one_part"]
