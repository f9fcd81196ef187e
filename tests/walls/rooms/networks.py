"""A kept chart with the hidden person on it, his role and his protection, a plan that names another; and their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from manara.foundation.access import Viewer
from manara.foundation.models import Role as PersonsRole
from manara.intake.models import Entity
from manara.networks.models import (
    ChartVersion,
    DeclineUndone,
    Protection,
    ProtectionEnded,
    Role,
    RoleDeclined,
    RoleEnded,
    SavedChart,
    Target,
    TargetList,
)

if TYPE_CHECKING:
    from tests.walls.world import World

ADDRESSES = (("charts/", "savedchart"), ("protections/", "protection"), ("roles/declined/", "roledeclined"), ("roles/", "role"))
HAPPENED = frozenset(
    {"protection", "protectionended", "role", "roleended", "roledeclined", "declineundone", "targetlist", "target"}
)
ONE_EACH = frozenset({"protectionended", "roleended", "declineundone", "target"})


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of each table; title and note hold the hidden name."""
    from tests.walls.world import HIDDEN_NAME

    at = {"audience_id": world.audience}
    person = str(world.records["entity"].public_id)  # type: ignore[attr-defined]
    note = {"id": "n:" + "0" * 16, "on": [person], "text": HIDDEN_NAME}
    chart = SavedChart.objects.create(
        **at, owner=world.keeper, title=f"Around {HIDDEN_NAME}", note=HIDDEN_NAME, latest=1, things=1
    )
    version = ChartVersion.objects.create(
        **at, chart=chart, number=1, title=chart.title, note=chart.note, saved_by=world.keeper,
        state={"places": [[person, 0, 0]], "groups": [], "notes": [note]},
    )  # fmt: skip
    return {"savedchart": chart, "chartversion": version, **_of_the_network(world)}


def _of_the_network(world: World) -> dict[str, models.Model]:
    from tests.walls.world import HIDDEN_NAME

    at, by = {"audience_id": world.audience}, world.keeper
    one = world.records["entity"]
    assert isinstance(one, Entity)
    other = Entity.objects.create(**at, schema="Person", report=one.report, caption="Other", sort_key="other")
    protection = Protection.objects.create(**at, entity=other, ground="witness", reason=HIDDEN_NAME, by=by)
    told = {**at, "entity": one, "script": "som", "role": "guide", "reason": HIDDEN_NAME, "by": by}
    role, declined = Role.objects.create(**told), RoleDeclined.objects.create(**told, strength=0.5)
    head = TargetList.objects.create(**at, purpose="plan", title=HIDDEN_NAME, by=by)
    return {
        "protection": protection,
        "protectionended": ProtectionEnded.objects.create(**at, protection=protection, reason=HIDDEN_NAME, by=by),
        "role": role,
        "roleended": RoleEnded.objects.create(**at, role=role, reason=HIDDEN_NAME, by=by),
        "roledeclined": declined,
        "declineundone": DeclineUndone.objects.create(**at, declined=declined, by=by),
        "targetlist": head,
        "target": Target.objects.create(**at, targets=head, position=0, entity=one),
    }


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool | None:
    """What happened is never rewritten or removed."""
    assert role in PersonsRole.values
    return False if name in HAPPENED and verb in ("change", "remove") else None
