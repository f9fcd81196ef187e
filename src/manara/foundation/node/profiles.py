"""A profile says which rooms a node has; a room that is not in it is not installed there."""

from __future__ import annotations

import importlib.util

#: The rooms of each profile in the order of the imports, lowest first; those not built yet are passed over.
ROOMS = {
    "enforcement": ("foundation", "exchange", "intake", "resolution", "networks", "routes", "cases", "web"),
    "protection": ("foundation", "exchange", "intake", "protection", "web"),
    "authority": ("foundation", "exchange", "coordination", "learning", "statistics", "web"),
}


def rooms(profile: str) -> tuple[str, ...]:
    """Dotted names of the Django applications that a node of this profile installs. Raises KeyError."""
    return tuple(dotted for room in ROOMS[profile] if _is_built(dotted := f"manara.{room}"))


def _is_built(dotted: str) -> bool:
    # A room that is only a folder of tables to come has no `apps` module, and Django would have nothing to install.
    found = importlib.util.find_spec(dotted)
    return found is not None and found.origin is not None and importlib.util.find_spec(f"{dotted}.apps") is not None
