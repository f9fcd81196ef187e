"""Two agencies, an investigator in one and an analyst in the other."""

from __future__ import annotations

from tests.resolution.conftest import browser, coast_guard, gendarmerie, investigator, other

__all__ = ["browser", "coast_guard", "gendarmerie", "investigator", "other"]
