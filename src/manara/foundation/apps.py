"""Foundation as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig


class Foundation(AppConfig):
    name = "manara.foundation"
    label = "foundation"
