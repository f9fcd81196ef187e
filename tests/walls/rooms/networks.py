"""A kept chart with the hidden person on it, his role and his protection, a plan that names another; and their addresses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from manara.foundation.access import Viewer
from manara.foundation.models import Role as PersonsRole
from manara.intake.models import Entity
from manara.networks.actions.check_harm import DANGERS
from manara.networks.engine.lab.question import Question
from manara.networks.engine.which import Which
from manara.networks.models import (
    Calculation,
    ChartVersion,
    DeclineUndone,
    Feasibility,
    Finding,
    HarmCheck,
    Measuring,
    Order,
    Plan,
    PlanMove,
    Protection,
    ProtectionEnded,
    Reach,
    RealStep,
    RealStepTakenBack,
    Role,
    RoleDeclined,
    RoleEnded,
    SavedChart,
    Signature,
    SignatureWithdrawn,
    Target,
    TargetList,
)

if TYPE_CHECKING:
    from tests.walls.world import World

ADDRESSES = (("charts/", "savedchart"), ("protections/", "protection"), ("roles/declined/", "roledeclined"), ("roles/", "role"),
             ("networks/lab/", "plan"), ("networks/measures/", "measuring"))  # fmt: skip
PARAMETERS = {"<uuid:step>": "realstep"}
HAPPENED = frozenset(
    {
        "protection", "protectionended", "role", "roleended", "roledeclined", "declineundone", "targetlist", "target", "plan",
        "planmove", "feasibility", "reach", "order", "harmcheck", "signature", "signaturewithdrawn", "realstep", "finding",
        "realsteptakenback",
    }
)
ONE_EACH = frozenset({
    "protectionended", "roleended", "declineundone", "target", "feasibility", "reach", "order", "signature",
    "signaturewithdrawn", "realsteptakenback",
})  # fmt: skip


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
    of_the_network = _of_the_network(world)
    return {"savedchart": chart, "chartversion": version, **of_the_network, **_of_the_lab(world, of_the_network["target"])}


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
        "measuring": _measuring(world),
    }


def _measuring(world: World) -> Measuring:
    """Measures whose list has one place, in which the hidden person stands."""
    from tests.walls.world import HIDDEN_NAME

    at, one = {"audience_id": world.audience}, world.records["entity"]
    assert isinstance(one, Entity)
    ranking = TargetList.objects.create(**at, purpose="ranking", title=HIDDEN_NAME, by=world.keeper)
    Target.objects.create(**at, targets=ranking, position=0, entity=one)
    return Measuring.objects.create(**at, by=world.keeper, which=Which().written(), targets=ranking)


def _of_the_lab(world: World, target: models.Model) -> dict[str, models.Model]:
    from tests.walls.world import HIDDEN_NAME

    assert isinstance(target, Target)
    at, by = {"audience_id": world.audience}, world.keeper
    noted = {**at, "by": by}
    lists = [TargetList.objects.create(**noted, purpose="plan", title=HIDDEN_NAME) for _each in range(2)]
    plan = Plan.objects.create(**noted, title=HIDDEN_NAME, question=Question().written())
    estimate = Feasibility.objects.create(**noted, plan=plan, targets=lists[0])
    made = Calculation.objects.create(**noted, plan=plan, feasibility=estimate)
    order = Order.objects.create(**at, calculation=made, kind="main", targets=lists[1], told={"steps": []})
    check = HarmCheck.objects.create(
        **noted, plan=plan, order=order, dangers=dict.fromkeys(DANGERS, "no"), first=HIDDEN_NAME, told=HIDDEN_NAME
    )
    # A second person's word, though he is no member of this circle: the walls are what is looked at here.
    other = next(user for user in world.people.values() if user.pk != by.pk)
    signature = Signature.objects.create(
        **at, by=other, harm_check=check, plan=plan, written_by=by, planned_by=by, agrees=True
    )
    step = RealStep.objects.create(
        **noted, plan=plan, order=order, place=target, outcome="reached", happened_on=date(2026, 3, 1), known=HIDDEN_NAME
    )
    return {
        "plan": plan,
        "planmove": PlanMove.objects.create(**noted, plan=plan, away=False),
        "feasibility": estimate,
        "reach": Reach.objects.create(**at, feasibility=estimate, place=target, evidence="some", where="here", days=3),
        "calculation": made,
        "order": order,
        "harmcheck": check,
        "signature": signature,
        "signaturewithdrawn": SignatureWithdrawn.objects.create(**noted, signature=signature, reason=HIDDEN_NAME),
        "realstep": step,
        "finding": Finding.objects.create(**at, step=step, one=target, other=target, there=True),
        "realsteptakenback": RealStepTakenBack.objects.create(**noted, step=step, reason=HIDDEN_NAME),
    }


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool | None:
    """What happened is never rewritten or removed; what somebody had measured is his alone."""
    assert role in PersonsRole.values
    if name == "measuring":
        return False
    return False if name in HAPPENED and verb in ("change", "remove") else None
