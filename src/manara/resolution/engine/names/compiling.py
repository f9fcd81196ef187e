"""How the inner loops of comparing names are compiled."""

from __future__ import annotations

from manara.foundation.engine.compiling import compiled

__all__ = ["compiled"]
