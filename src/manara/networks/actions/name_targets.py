"""Keeps whom a plan, a ranking or a lookout names: only what `Targets.choose` gave, as far as the database admits it."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer, circles_of
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.intake.models import Entity
from manara.networks.engine.ties.targets import Chosen, NotToBeNamed
from manara.networks.models import Purpose, Target, TargetList


def name_targets(viewer: Viewer, chosen: Chosen, *, purpose: Purpose, title: str, audience: int) -> TargetList:
    """The list with its places in order, for an audience. What was chosen and protected since is refused whole.

    Raises `Refused`, also for an audience that is not the viewer's or that everyone reads; `Hidden` for a person that is not
    his; `NotToBeNamed` without saying of whom.
    """
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    own = set(circles_of(audience)) & set(viewer.circles)
    if not own or Circle.objects.filter(pk__in=own, kind=CircleKind.CONTEXT).exists():
        raise Refused(reason="circle")
    known = {each.public_id: each for each in Entity.objects.filter(public_id__in=chosen.persons)}
    if len(known) != len(chosen.persons):
        raise Hidden
    try:
        with transaction.atomic():
            head = TargetList.objects.create(
                audience_id=audience, purpose=purpose, title=tidy(title)[:200], by_id=viewer.user_id
            )
            Target.objects.bulk_create(
                Target(audience_id=audience, targets=head, position=position, entity=known[person])
                for position, person in enumerate(chosen.persons)
            )
    except IntegrityError as problem:
        if "target_is_not_protected" not in str(problem):
            raise
        raise NotToBeNamed from None
    record(
        viewer, AuditVerb.CREATE, "targets", [head.public_id, *chosen.persons], fields=[purpose], audience=audience
    )
    return head
