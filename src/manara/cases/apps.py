"""The cases room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cases(AppConfig):
    name = "manara.cases"
    label = "cases"
    verbose_name = _("Cases")
