"""Which rule of who is who is in force, and which deconfliction rule; and those before them."""

from __future__ import annotations

from manara.resolution.models import DeconflictionRule, Rule


def rule_in_force() -> Rule | None:
    """The newest published rule; None before the first: nothing is judged alone, and one person is enough."""
    return Rule.objects.select_related("published_by").order_by("-version").first()


def rules() -> list[Rule]:
    """All published rules, the newest first."""
    return list(Rule.objects.select_related("published_by").order_by("-version")[:100])


def deconfliction_in_force() -> DeconflictionRule | None:
    """The newest deconfliction rule; None before the first: neither owner is told."""
    return DeconflictionRule.objects.select_related("set_by").order_by("-version").first()


def deconfliction_rules() -> list[DeconflictionRule]:
    """All deconfliction rules, the newest first."""
    return list(DeconflictionRule.objects.select_related("set_by").order_by("-version")[:100])
