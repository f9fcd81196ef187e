"""For the look at every page: the measures of a network of two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.jobs import work_off
from manara.foundation.models import User
from manara.networks.actions.measure_network import measure_network
from manara.networks.engine.which import Which
from manara.networks.models import Measuring
from tests.networks.lab_world import network

if TYPE_CHECKING:
    from tests.journeys.conftest import Region


def fill(region: Region) -> None:
    """The liaison officer has a case of his own measured: what he reports there is nobody else's news."""
    user = region.people["liaison"]
    with access.acting(user, purpose="test", language="fr") as viewer:
        circle, _viewer = open_circle(viewer, kind="case", name="Autour du port", purpose="test")
    network(user, circles=[circle.pk])
    with access.acting(user, purpose="test", language="fr") as viewer:
        job = measure_network(viewer, Which(circle=str(circle.public_id))).job
    assert job is not None
    work_off(str(job.public_id), user.pk)
    with access.acting(user, purpose="test"):
        assert Measuring.objects.get().told["ties"], "the page of the measures is full"


def records(user: User) -> dict[str, Any]:
    """The newest measures of the person's own."""
    return {"networks/measures/": Measuring.objects.order_by("-pk").values_list("public_id", flat=True).first()}
