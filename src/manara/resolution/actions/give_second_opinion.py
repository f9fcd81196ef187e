"""A second person agrees with a judgement, or does not."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.resolution.models import Judgement, SecondOpinion, Undoing


class OwnJudgement(ValueError):
    """Who judged gives no second opinion on it."""


class AlreadyGiven(ValueError):
    """The viewer has given his opinion on it, or it was undone meanwhile."""


def give_second_opinion(viewer: Viewer, judgement: Judgement, *, agrees: bool, reason: str = "") -> SecondOpinion:
    """The viewer's word on a standing judgement. Raises `Refused`, `OwnJudgement`, `AlreadyGiven`."""
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    if judgement.by_id == viewer.user_id:
        raise OwnJudgement
    if Undoing.objects.filter(judgement=judgement).exists():
        raise AlreadyGiven
    try:
        with transaction.atomic():
            opinion = SecondOpinion.objects.create(
                judgement=judgement, audience_id=judgement.audience_id, other_audience_id=judgement.other_audience_id,
                agrees=agrees, reason=tidy(reason)[:500], by_id=viewer.user_id,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyGiven from None
    tell_keepers(viewer, AuditVerb.CREATE, "opinion", judgement.lying, fields=["agrees" if agrees else "denies"])
    return opinion
