"""The same people and browser as the room below, and what is told of places."""

from __future__ import annotations

from tests.resolution.conftest import browser, coast_guard, gendarmerie, investigator, other, static_folder

__all__ = ["browser", "coast_guard", "gendarmerie", "investigator", "other", "static_folder"]
