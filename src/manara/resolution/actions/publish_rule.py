"""Publishes a version of the rule of who is who, and sets the deconfliction rule: each version stays readable for ever."""

from __future__ import annotations

from django.db import connection, transaction

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models.audit import AuditVerb
from manara.resolution.models import Rule
from manara.resolution.queries.rules import rule_in_force


def publish_rule(viewer: Viewer, *, judges: bool, threshold: float, second_below: float, reason: str) -> Rule:
    """The next version, in force from now; the very same again is none. Probabilities from 0 to 1. Raises `Refused`,
    `ValueError` outside of them."""
    if not viewer.may(Ability.SET_RULES):
        raise Refused(Ability.SET_RULES)
    if not (0.99 <= threshold < 1.0 and 0.0 <= second_below <= 1.0):
        raise ValueError("a threshold from 0.99 to below 1, and a second opinion from 0 to 1")
    with transaction.atomic():
        in_turn("rule")
        before = rule_in_force()
        said = {
            "judges": judges, "threshold": threshold, "second_below": second_below, "reason": tidy(reason)[:500],
            "published_by_id": viewer.user_id,
        }  # fmt: skip
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return before
        rule = Rule.objects.create(version=before.version + 1 if before else 1, **said)
        record(viewer, AuditVerb.ADMINISTER, "rule", [rule.public_id], fields=[f"version {rule.version}"])
    return rule


def in_turn(what: str) -> None:
    """Let two who publish at once do it one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"manara.resolution.{what}"])
