"""What this room shows of two entities that stand beside each other: where the reports of both happened, on one map."""

from __future__ import annotations

from manara.foundation.subjects import Beside
from manara.routes.pages.beside import both_on_a_map

BESIDE = (Beside("entity", "routes/beside.html", both_on_a_map),)
