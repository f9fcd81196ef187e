"""The network room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Networks(AppConfig):
    name = "manara.networks"
    label = "networks"
    verbose_name = _("Networks and charts")
