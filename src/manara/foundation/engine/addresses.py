"""Reads the addresses of things as links and forms send them back: random numbers, from which nobody learns anything."""

from __future__ import annotations

import uuid
from collections.abc import Iterable


def address_of(sent: object) -> uuid.UUID | None:
    """One address, or None for what is none, whatever was sent."""
    try:
        return uuid.UUID(sent) if isinstance(sent, str) else None
    except ValueError:
        return None


def addresses_of(sent: Iterable[object]) -> list[uuid.UUID]:
    """Those of `sent` that are addresses, each once, in their order."""
    return list(dict.fromkeys(found for each in sent if (found := address_of(each)) is not None))
