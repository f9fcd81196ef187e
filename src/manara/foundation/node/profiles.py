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
    # A room that is so far only an empty folder, or an engine without pages or tables, gives Django nothing to install.
    found = importlib.util.find_spec(dotted)
    if found is None or found.origin is None:
        return False
    return any(importlib.util.find_spec(f"{dotted}.{part}") for part in ("apps", "models", "urls"))
