"""Lets the rule in force judge what it may judge alone, and is logged as the judge; off unless the authority switched it on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from manara.foundation.access import Ability, Hidden, Viewer
from manara.intake.models import Entity
from manara.resolution.actions.judge import AlreadyJudged, judge
from manara.resolution.engine.evidence import Weighed
from manara.resolution.engine.ruling import may_judge
from manara.resolution.engine.weighing import weight_of
from manara.resolution.models import Verdict
from manara.resolution.queries import judged
from manara.resolution.queries.compared import Gathered, gathered
from manara.resolution.queries.judgements import touching
from manara.resolution.queries.rules import rule_in_force

Pair = tuple[int, int]


def apply_rule(viewer: Viewer, found: Mapping[Pair, Weighed], said: Mapping[int, Gathered]) -> set[Pair]:
    """The pairs of `found` that the rule judged the same: none while it is off, or where the viewer may not judge.

    Victims, witnesses, children and all who are never charted are out of its reach, and so is whoever is one with them;
    where anybody judged a member of one side different from a member of the other, it keeps silent. It judges persons
    only: how a boat or a paper is weighed was learned from nothing.
    """
    rule = rule_in_force()
    if rule is None or not rule.judges or not viewer.may(Ability.JUDGE):
        return set()
    done: set[Pair] = set()
    likely = sorted(
        (pair for pair, each in found.items() if each.probability >= rule.threshold and said[pair[0]].schema == "Person"),
        key=lambda pair: -found[pair].bits,
    )
    for pair in likely:
        one, other = pair
        # Asked anew for each: what the rule judged a moment ago has made the sides larger.
        sides = judged.together(pair)
        members = sides[one] | sides[other]
        if other in sides[one] or not may_judge(found[pair], rule.threshold, _shields(members, said)):
            continue
        if any(each.verdict != Verdict.SAME and {each.one_id, each.other_id} <= members for each in touching(members)):
            continue
        entities = {each.pk: each for each in Entity.objects.filter(pk__in=pair)}
        if len(entities) < len(pair):
            continue  # the report of one was taken back meanwhile
        weight = weight_of(found[pair], said[one].known(), said[other].known())
        try:
            judge(viewer, entities[one], entities[other], Verdict.SAME, weight=weight, rule=rule)
        except (AlreadyJudged, Hidden):
            # A person was faster: his word stands, or one of the two was taken back.
            continue
        done.add(pair)
    return done


def _shields(members: frozenset[int], said: Mapping[int, Gathered]) -> list[str | None]:
    today = timezone.localdate()
    others = gathered(members - said.keys())
    return [(said[number] if number in said else others[number]).shield(today) for number in members]
