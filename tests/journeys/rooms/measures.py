"""For the look at every page: the measures of the investigator's and the analyst's network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.jobs import work_off
from manara.foundation.models import Circle, User
from manara.networks.actions.measure_network import measure_network
from manara.networks.engine.which import Which
from manara.networks.models import Measuring

if TYPE_CHECKING:
    from tests.journeys.conftest import Region


def fill(region: Region) -> None:
    """Each has the reports of his agency measured, as far as they tie people."""
    for role in ("investigator", "analyst"):
        user = region.people[role]
        with access.acting(user, purpose="test", language="fr") as viewer:
            circle = Circle.objects.filter(pk__in=viewer.circles, kind="agency").get()
            job = measure_network(viewer, Which(circle=str(circle.public_id))).job
        assert job is not None
        work_off(str(job.public_id), user.pk)


def records(user: User) -> dict[str, Any]:
    """The newest measures of the person's own."""
    return {"networks/measures/": Measuring.objects.order_by("-pk").values_list("public_id", flat=True).first()}
