"""The wall in the channel of jobs: work goes on with the reach its asker has now, not with what he had when he asked."""

from __future__ import annotations

import pytest
from django.db import connection

from manara.foundation import access
from manara.foundation.jobs import work_off
from manara.foundation.models import Job, Role
from manara.intake.models import Import, Report
from tests.walls.world import STANDINGS, World, build

KNOWING = frozenset(Role.values) - {Role.AUDITOR, Role.ADMINISTRATOR}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("standing", STANDINGS)
def test_a_job_reads_nothing_that_its_asker_cannot(standing: str, role: str) -> None:
    world = build(roles=(role,), standings=(standing,))
    user = world.people[standing, role]
    job = world.records["job"]
    _begun(world, user.pk)
    work_off.func(job=str(job.public_id), asked_by=user.pk)  # type: ignore[attr-defined]
    _nobody()
    with access.acting(world.keeper, purpose="walls"):
        found = Job.objects.get(pk=job.pk)
        reports = Report.objects.filter(imported=world.records["import"]).count()
    reaches = standing == "insider" and role in KNOWING
    assert (found.state == "waiting") is not reaches
    if not reaches:
        assert (found.attempts, found.done, reports) == (0, 0, 0)


def _begun(world: World, asker: int) -> None:
    with access.acting(world.keeper, purpose="walls"):
        Job.objects.filter(pk=world.records["job"].pk).update(asked_by=asker)
        Import.objects.filter(pk=world.records["import"].pk).update(state="admitting", job=world.records["job"])
    _nobody()


def _nobody() -> None:
    with connection.cursor() as cursor:
        for name in ("user", "roles", "circles", "kept_circles", "audiences", "kept_audiences"):
            cursor.execute("select set_config(%s, '', true)", [f"manara.{name}"])
