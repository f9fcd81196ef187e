"""Who-is-who's part of the walls: one row of each table inside the hidden circle, and which record an address stands for."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from manara.foundation.access import Viewer
from manara.foundation.models import Role
from manara.intake.models import Entity
from manara.resolution.models import (
    Comparing,
    DeconflictionNotice,
    DeconflictionRule,
    Judgement,
    SecondOpinion,
    Suggestion,
    Undoing,
)
from tests.walls.world import HIDDEN_NAME, World

ADDRESSES = (("identities/judgements/", "judgement"),)
# The entity beside itself is no pair: what matters here is that it stays hidden from whoever may not see it.
PARAMETERS = {"<uuid:other>": "entity"}
# Published by the authority, and read by whoever is bound by them: they name nobody.
WITHOUT_CONTENT = frozenset({"resolution_rule", "resolution_deconflictionrule"})
ONE_EACH = frozenset({"judgement", "undoing", "secondopinion", "suggestion", "deconflictionnotice"})
HAPPENED = frozenset({"judgement", "undoing", "secondopinion", "deconflictionnotice"})


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of every table with content, in the circle that the walls are about."""
    by = world.keeper
    one = world.records["entity"]
    assert isinstance(one, Entity)
    other = Entity.objects.create(
        audience_id=world.audience, schema="Person", report=one.report, caption=HIDDEN_NAME, sort_key="zeynabou"
    )
    sides = {"audience_id": world.audience, "other_audience_id": world.audience}
    judgement = Judgement.objects.create(
        **sides, one=one, other=other, verdict="unsure", by=by, reason=HIDDEN_NAME, bits=1.0
    )
    rule = DeconflictionRule.objects.create(version=1, tells="nobody", reason="r", set_by=by)
    return {
        "judgement": judgement,
        "undoing": Undoing.objects.create(**sides, judgement=judgement, by=by, reason=HIDDEN_NAME),
        "secondopinion": SecondOpinion.objects.create(**sides, judgement=judgement, agrees=True, by=by),
        "suggestion": Suggestion.objects.create(
            **sides, one=one, other=other, bits=1.0, probability=0.5, worth=1.0, weighed_at=timezone.now()
        ),
        "deconflictionnotice": DeconflictionNotice.objects.create(
            audience_id=world.audience, entity=one, kind="p1", rule=rule, match="m"
        ),
        "comparing": Comparing.objects.create(user=by),
    }


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool | None:
    """What happened is never rewritten or removed; how far a comparison has come is its own person's only."""
    if name in HAPPENED and verb in ("change", "remove"):
        return False
    if name == "comparing":
        return False
    assert role in Role.values
    return None
