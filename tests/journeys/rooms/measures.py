"""For the look at every page: the measures of a network of two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.jobs import work_off
from manara.foundation.models import Circle, User
from manara.networks.actions.measure_network import measure_network
from manara.networks.engine.which import Which
from manara.networks.models import Measuring
from tests.networks.lab_world import network

if TYPE_CHECKING:
    from tests.journeys.conftest import Region


def fill(region: Region) -> None:
    """The liaison officer has his agency's network measured; the files of the region bring him none, so he reports one."""
    user = region.people["liaison"]
    network(user)
    with access.acting(user, purpose="test", language="fr") as viewer:
        circle = Circle.objects.filter(pk__in=viewer.circles, kind="agency").get()
        job = measure_network(viewer, Which(circle=str(circle.public_id))).job
    assert job is not None
    work_off(str(job.public_id), user.pk)
    with access.acting(user, purpose="test"):
        assert Measuring.objects.get().told["ties"], "the page of the measures is full"


def records(user: User) -> dict[str, Any]:
    """The newest measures of the person's own."""
    return {"networks/measures/": Measuring.objects.order_by("-pk").values_list("public_id", flat=True).first()}
