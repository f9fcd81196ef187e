"""The measures of a network as they were once worked out, for who asked; whom they name stands in a list's places alone."""

from __future__ import annotations

from django.db import models

from manara.networks.models.noted import Noted


class Measuring(Noted):
    """One measuring. Only who asked for it reads it: what he may see went into its figures."""

    # As `engine.which` writes it: which network. It names no person.
    which = models.JSONField()
    # How far reports and judgements had come when it was read, so that the page can say that there is more by now.
    known = models.JSONField(default=dict)
    # Those who may be named, by betweenness. Every other column speaks of them by their places.
    targets = models.OneToOneField("networks.TargetList", null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey("foundation.Job", null=True, on_delete=models.PROTECT, related_name="+")
    # As `engine.measuring` tells it, by numbers alone.
    told = models.JSONField(default=dict)
    # Place → who lies between more of the others without him; and whose turn it is.
    gone = models.JSONField(default=dict)
    asked = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.by_id} {self.at}"
