"""The resolution room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Resolution(AppConfig):
    name = "manara.resolution"
    label = "resolution"
    verbose_name = _("Search and identities")
