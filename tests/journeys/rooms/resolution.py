"""For the look at every page: two judged the same, a pair that waits, and the rules."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.models import User
from manara.intake.models import Entity
from manara.resolution.actions.judge import AlreadyJudged, judge
from manara.resolution.actions.publish_rule import publish_rule
from manara.resolution.actions.set_deconfliction_rule import set_deconfliction_rule
from manara.resolution.actions.suggest import suggest
from manara.resolution.engine.weighing import weighed, weight_of
from manara.resolution.models import Judgement, Suggestion, Verdict
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.compared import gathered

if TYPE_CHECKING:
    from tests.journeys.conftest import Region

# A part of a page, and what only takes an answer.
NO_PAGE = ("identities/compared/", "identities/compare/", "/undo/", "/opinion/", "/alike/", "search/beside/")

BESIDE = "entities/<uuid:entity>/beside/"


def fill(region: Region) -> None:
    """The investigator judges two persons that he sees, has the rest compared, and the coordinator publishes rules."""
    with access.acting(region.people["coordinator"], purpose="test") as viewer:
        publish_rule(viewer, judges=False, threshold=0.9999, second_below=0.5, reason="Deux regards sur les cas douteux")
        set_deconfliction_rule(viewer, tells=Tells.LATER, names_agency=True, reason="قرار اللجنة الوطنية")
    with access.acting(region.people["investigator"], purpose="test", language="fr") as viewer:
        persons = list(Entity.objects.filter(schema="Person").order_by("pk")[:30])
        if len(persons) > 1:
            one, other = persons[0], persons[1]
            said = gathered([one.pk, other.pk])
            left, right = said[one.pk].known(), said[other.pk].known()
            try:
                judge(
                    viewer, one, other, Verdict.SAME, weight=weight_of(weighed(left, right), left, right),
                    reason="نفس الندبة، même cicatrice",
                )  # fmt: skip
            except AlreadyJudged:
                return
        suggest(viewer, [each.pk for each in persons])
        suggest(viewer, list(Entity.objects.filter(schema__in=["Vessel", "Vehicle"]).values_list("pk", flat=True)[:100]))


def records(user: User) -> dict[str, uuid.UUID | Any]:
    """The judgement that the person sees, and two suggested to be one, beside each other."""
    waiting = Suggestion.objects.select_related("one", "other").order_by("-worth").first()
    pair = {} if waiting is None else {BESIDE: (waiting.one.public_id, waiting.other.public_id)}
    judged = Judgement.objects.order_by("pk").values_list("public_id", flat=True).first()
    return {"identities/judgements/": judged, **pair}
