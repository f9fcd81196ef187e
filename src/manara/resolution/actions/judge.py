"""Judges whether two source entities are the same: one judgement a pair stands at a time, by a person or by the rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity
from manara.resolution.engine.weighing import Weight
from manara.resolution.models import Judgement, Rule, Undoing, Verdict
from manara.resolution.queries.pairs import NoPair, may_be_one, standing
from manara.resolution.queries.rules import rule_in_force


@dataclass
class AlreadyJudged(Exception):
    """Somebody judged this pair meanwhile: his judgement stands, and it can be undone or given a second opinion."""

    judgement: Judgement


def judge(
    viewer: Viewer,
    left: Entity,
    right: Entity,
    verdict: Verdict,
    *,
    weight: Weight,
    reason: str = "",
    rule: Rule | None = None,
) -> Judgement:
    """A judgement of the viewer's, or with `rule` one that the rule makes and for which it is logged as the judge.

    One that was unsure gives way to a later word. Raises `Refused`, `Hidden` unless the viewer sees both, `NoPair`,
    `AlreadyJudged`.
    """
    if not viewer.may(Ability.JUDGE):
        raise Refused(Ability.JUDGE)
    if not may_be_one(left, right):
        raise NoPair
    with transaction.atomic():
        # Both are held where they lie: who takes a report back at this moment comes before or after, never between.
        held = {
            each.pk: each
            for each in Entity.objects.select_for_update(of=("self",)).filter(pk__in=[left.pk, right.pk]).order_by("pk")
        }
        if len(held) != 2:
            raise Hidden
        before = standing(left.pk, right.pk)
        if before is not None:
            if before.verdict != Verdict.UNSURE or verdict == Verdict.UNSURE or rule is not None:
                raise AlreadyJudged(before)
            _give_way(viewer, before)
        one, other = sorted(held.values(), key=lambda each: each.pk)
        last = (
            Judgement.objects.filter(one=one, other=other).order_by("-number").values_list("number", flat=True).first()
        )
        in_force = rule_in_force()
        try:
            with transaction.atomic():
                judgement = Judgement.objects.create(
                    one=one, other=other, audience_id=one.audience_id, other_audience_id=other.audience_id,
                    number=(last or 0) + 1, verdict=verdict, reason=tidy(reason)[:500],
                    by_id=None if rule else viewer.user_id, rule=rule, bits=weight.bits, evidence=weight.told,
                    known=weight.known,
                    needs_second=bool(
                        rule is None and verdict == Verdict.SAME and in_force and weight.probability < in_force.second_below
                    ),
                )  # fmt: skip
        except IntegrityError:
            faster = standing(left.pk, right.pk)
            if faster is None:
                raise
            raise AlreadyJudged(faster) from None
        _recorded(viewer, judgement, rule)
    return judgement


def _give_way(viewer: Viewer, unsure: Judgement) -> None:
    Undoing.objects.create(
        judgement=unsure, audience_id=unsure.audience_id, other_audience_id=unsure.other_audience_id,
        by_id=viewer.user_id, reason="judged",
    )  # fmt: skip


def _recorded(viewer: Viewer, judgement: Judgement, rule: Rule | None) -> None:
    """Once for each side, so that the keepers of either circle see it; the rule's judging names the rule's version."""
    judge_of_it = [f"rule {rule.version}"] if rule else []
    tell_keepers(viewer, AuditVerb.CREATE, "judgement", judgement.lying, fields=[judgement.verdict, *judge_of_it])
