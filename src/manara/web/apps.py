"""The web room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    name = "manara.web"
    label = "web"

    def ready(self) -> None:
        """Begin to record who signs in and out."""
        from manara.web import entries

        entries.connect()
