"""The network room as Django installs it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Networks(AppConfig):
    name = "manara.networks"
    label = "networks"
    verbose_name = _("Networks and charts")

    def ready(self) -> None:
        from manara.foundation.queries import log_words
        from manara.networks.models.protection import Ground
        from manara.networks.pages import role_words

        grounds = dict(Ground.choices)
        log_words.learn(lambda name: str(grounds.get(name, "")) or role_words.known(name))
