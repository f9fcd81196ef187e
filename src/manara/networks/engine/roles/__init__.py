"""Which part somebody may play along the script: suggested from reports, each with its reasons, for a person to decide."""

from __future__ import annotations

from manara.networks.engine.roles.codes import ROLES, STAGE_OF
from manara.networks.engine.roles.suggesting import LEAST, Ground, RoleSaid, Suggestion, suggestions

__all__ = ["LEAST", "ROLES", "STAGE_OF", "Ground", "RoleSaid", "Suggestion", "suggestions"]
