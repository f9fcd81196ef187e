"""The people and the browser of the resolution room's tests, for the charts of the same small story."""

from __future__ import annotations

from tests.resolution.conftest import (  # noqa: F401
    browser,
    coast_guard,
    gendarmerie,
    investigator,
    other,
    static_folder,
)
