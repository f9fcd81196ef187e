"""People, circles and browsers for the tests of what attacks: those of intake, at home in the same two agencies."""

from __future__ import annotations

from tests.intake.conftest import browser_of, people, spoken, static_folder  # noqa: F401
