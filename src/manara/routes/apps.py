"""The routes room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Routes(AppConfig):
    name = "manara.routes"
    label = "routes"
    verbose_name = _("Routes and maps")
