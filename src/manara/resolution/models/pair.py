"""Two source entities about which something is said, each with its own audience: whoever may see both may see it."""

from __future__ import annotations

from django.db import models


class Pair(models.Model):
    """`one` is the entity with the smaller number, so that a pair is written in one way only.

    Both audiences follow their entities by a foreign key of the database's own (migration 0003): a report that is taken
    back, shared or moved takes what was judged of its entities with it, and brings it back.
    """

    audience_id = models.BigIntegerField()
    other_audience_id = models.BigIntegerField()
    one = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    other = models.ForeignKey("intake.Entity", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        abstract = True
