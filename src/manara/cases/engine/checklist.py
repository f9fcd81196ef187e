"""What a case still lacks, as a checklist anybody can recompute: each line a fact of the case, none a judgement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from manara.cases.engine.elements import not_noted


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checklist looks at: all of it counted in what the viewer may see."""

    family: str
    has_lead: bool
    lead_works: bool
    reports: int
    ungraded: int
    to_review: int
    persons: int
    persons_without_birth: int
    open_tasks: int
    undated_tasks: int
    decisions: int
    noted: Collection[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing: its code, how many times, and of elements which."""

    code: str
    count: int = 0
    which: tuple[str, ...] = ()


def gaps(facts: Facts) -> tuple[Gap, ...]:
    """What is missing, what stops the case first before what makes it weaker."""
    found: list[Gap] = []
    if not facts.has_lead:
        found.append(Gap("no-lead"))
    elif not facts.lead_works:
        found.append(Gap("lead-left"))
    if not facts.reports:
        found.append(Gap("no-report"))
    if facts.ungraded:
        found.append(Gap("ungraded", facts.ungraded))
    if facts.to_review:
        found.append(Gap("to-review", facts.to_review))
    if not facts.decisions:
        found.append(Gap("no-decision"))
    lacking = not_noted(facts.family, facts.noted)
    if lacking:
        found.append(Gap("elements", len(lacking), lacking))
    if facts.persons_without_birth:
        found.append(Gap("no-birth-date", facts.persons_without_birth))
    if not facts.open_tasks:
        found.append(Gap("no-task"))
    elif facts.undated_tasks:
        found.append(Gap("undated", facts.undated_tasks))
    return tuple(found)
