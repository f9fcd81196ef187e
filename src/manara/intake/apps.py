"""Intake as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig


class Intake(AppConfig):
    name = "manara.intake"
    label = "intake"
