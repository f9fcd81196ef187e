"""Who may do what: the one module that decides, above the row-level security that decides again in the database."""

from manara.foundation.access.abilities import ABILITIES, Ability, roles_with
from manara.foundation.access.audiences import audience_of, circles_of, narrowed, widened
from manara.foundation.access.guard import OPEN, SIGNED_IN, Policy, allow, policy_of
from manara.foundation.access.reach import acting, enter, reaching
from manara.foundation.access.refusal import Hidden, Refused
from manara.foundation.access.viewer import Viewer

__all__ = [
    "ABILITIES",
    "OPEN",
    "SIGNED_IN",
    "Ability",
    "Hidden",
    "Policy",
    "Refused",
    "Viewer",
    "acting",
    "allow",
    "audience_of",
    "circles_of",
    "enter",
    "narrowed",
    "policy_of",
    "reaching",
    "roles_with",
    "widened",
]
