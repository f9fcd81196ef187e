"""The measures in the demonstration: of the plan's network, for whoever made it, worked out by the node itself when it runs."""

from __future__ import annotations

from collections.abc import Callable

from manara.foundation import access
from manara.foundation.models import User
from manara.networks.actions.measure_network import measure_network
from manara.networks.engine.which import Which, which_of
from manara.networks.models import Plan

PURPOSE = "mesure du réseau que vise le plan"


def fill(users: list[User], say: Callable[[str], None]) -> None:
    """The plan's network is neither empty nor too large: that of a colleague, or everything, might be."""
    for user in users:
        which = _of_a_plan(user)
        if which is None:
            continue
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            measure_network(viewer, which)
        say("  measures of the plan’s network were asked for")
        return


def _of_a_plan(user: User) -> Which | None:
    with access.acting(user, purpose=PURPOSE, language="fr"):
        plan = Plan.objects.filter(by_id=user.pk).order_by("pk").first()
        return None if plan is None else which_of(plan.question)
