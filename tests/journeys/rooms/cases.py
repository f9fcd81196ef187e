"""A case with a report, a task and a decision, so that its pages show what they are for."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from manara.cases.actions.decide import decide
from manara.cases.actions.give_task import give_task
from manara.cases.actions.list_entity import list_entity
from manara.cases.actions.note_element import note_element
from manara.cases.actions.open_case import open_case
from manara.cases.models import Case
from manara.cases.queries.people import circles_without_case
from manara.foundation import access
from manara.foundation.models import User
from manara.intake.models import Entity

NO_PAGE = ("merge/following/",)
# Who leads the case, or keeps its circle.
REFUSED = ("/close/", "/reopen/", "/merge/")


def fill(region: Any) -> None:
    """The investigator makes a case of the circle that he keeps, and works in it."""
    investigator: User = region.people["investigator"]
    with access.acting(investigator, purpose="test") as viewer:
        kept = circles_without_case(viewer.kept_circles)
        case, viewer = open_case(
            viewer, number="SOM-2026-031", title="قضية مسار الأطلسي", family="som", reason="Trois pirogues en une semaine",
            circle=kept[0] if kept else None,
        )  # fmt: skip
        due = timezone.localdate() - timedelta(days=2)
        give_task(viewer, case, title="Entendre le gérant de l’auberge", owner=investigator, due_on=due)
        give_task(viewer, case, title="طلب بيانات الهاتف", owner=investigator, due_on=due + timedelta(days=6))
        decide(
            viewer, case, ruling="Surveillance du port", grounds="Deux départs la nuit", decided_on=due, law="Loi 2020-018"
        )
        note_element(viewer, case, "som-benefit", note="دفعات إلى الوسيط في ثلاثة تقارير")
        person = Entity.objects.filter(schema="Person").order_by("pk").first()
        if person is not None:
            list_entity(viewer, case, person, reason="Vu au port")


def records(user: User) -> dict[str, uuid.UUID | None]:
    """The case, where the person sees it."""
    return {"cases/": Case.objects.values_list("public_id", flat=True).first()}
