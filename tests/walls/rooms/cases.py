"""The cases' part of the walls: one row of each table inside the hidden circle, and which record an address stands for."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from manara.cases.models import (
    CaseClosure,
    CaseMerge,
    CaseReopening,
    Decision,
    ElementNote,
    LeadChange,
    ListedEntity,
    Task,
    TaskAct,
)
from manara.cases.models.case import Case, CaseOpening
from manara.foundation.access import Viewer
from tests.walls.world import HIDDEN_NAME, World

ADDRESSES = (("cases/", "case"),)
PARAMETERS = {"<uuid:task>": "task", "<uuid:listed>": "listedentity"}
# A case is closed and opened again by its lead, who keeps its circle.
FOR_KEEPERS = frozenset({"close", "reopen"})
ONE_EACH = frozenset({"case", "casereopening", "listedentity"})
HAPPENED = frozenset(
    {"caseopening", "leadchange", "taskact", "decision", "elementnote", "caseclosure", "casereopening", "casemerge"}
)


def records(world: World, viewer: Viewer) -> dict[str, models.Model]:
    """One row of every table of cases, in the circle that the walls are about."""
    at, by = {"audience_id": world.audience}, world.keeper
    case = Case.objects.create(
        **at, circle=world.circle, agency=world.agency, number="SOM-1", number_key="som-1", title=HIDDEN_NAME,
        title_key="x", family="som", lead=by, changed_at=timezone.now(),
    )  # fmt: skip
    task = Task.objects.create(**at, case=case, title=HIDDEN_NAME, owner=by, given_by=by)
    closure = CaseClosure.objects.create(**at, case=case, number=1, outcome="unsolved", reason=HIDDEN_NAME, by=by)
    return {
        "case": case,
        "caseopening": CaseOpening.objects.create(**at, case=case, family="som", reason=HIDDEN_NAME, by=by),
        "leadchange": LeadChange.objects.create(**at, case=case, lead=by, reason="r", by=by),
        "task": task,
        "taskact": TaskAct.objects.create(**at, case=case, task=task, act="given", owner=by, by=by),
        "decision": Decision.objects.create(
            **at, case=case, ruling=HIDDEN_NAME, grounds="g", decided_on=timezone.localdate(), by=by
        ),
        "elementnote": ElementNote.objects.create(**at, case=case, element="som-entry", note=HIDDEN_NAME, by=by),
        "listedentity": ListedEntity.objects.create(
            **at, case=case, entity=world.records["entity"].public_id, reason="r", by=by  # type: ignore[attr-defined]
        ),
        "caseclosure": closure,
        "casereopening": CaseReopening.objects.create(**at, closure=closure, case=case, reason="r", by=by),
        "casemerge": CaseMerge.objects.create(**at, case=case, into=case, reason="r", by=by),
    }


def expected(world: World, name: str, verb: str, standing: str, role: str) -> bool | None:
    """What happened is never removed, and changed only in who may see it."""
    if name in HAPPENED and verb == "remove":
        return False
    return None

