"""For the look at every page: a plan of each who plans, worked out, with a harm check that waits for a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.jobs import work_off
from manara.foundation.models import Circle, User
from manara.networks.actions.check_harm import DANGERS, Considered, write_harm_check
from manara.networks.actions.draft_plan import draft_plan
from manara.networks.actions.work_out import work_out
from manara.networks.engine.lab.question import Question
from manara.networks.models import Plan, ProtectionTold
from manara.networks.queries import lab

if TYPE_CHECKING:
    from tests.journeys.conftest import Region

# Who may not export is told so instead of being asked for a question.
REFUSED = ("networks/lab/new/",)


def fill(region: Region) -> None:
    """The investigator's plan of his agency's reports, as far as they tie people."""
    user = region.people["investigator"]
    with access.acting(user, purpose="test", language="fr") as viewer:
        circle = Circle.objects.filter(pk__in=viewer.circles, kind="agency").get()
        plan = draft_plan(viewer, Question(circle=str(circle.public_id), until=0.2), title="حول الميناء 2026", circle=circle)
        job = work_out(viewer, plan).job
    assert job is not None
    work_off(str(job.public_id), user.pk)
    with access.acting(user, purpose="test", language="fr") as viewer:
        found = lab.opened(viewer, plan.public_id)
        if found.main is not None and found.places:
            said = Considered(
                dict.fromkeys(DANGERS, "unknown"), "P-12, دار قرب الميناء", "Avertir le MRCC", "Parquet", ProtectionTold.LATER
            )
            write_harm_check(viewer, found.plan, found.main, said, named=found.captions, read=found.main.public_id)


def records(user: User) -> dict[str, Any]:
    """The newest plan that the person sees."""
    return {"networks/lab/": Plan.objects.order_by("-pk").values_list("public_id", flat=True).first()}
