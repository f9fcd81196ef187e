"""The nouns of a case: the case itself, its openings and endings, leads, tasks, decisions, elements, listed entities."""

from manara.cases.models.case import Case, CaseOpening, Family, LeadChange, State
from manara.cases.models.decision import Decision, Element, ElementNote
from manara.cases.models.ending import CaseClosure, CaseMerge, CaseReopening, Outcome
from manara.cases.models.listed import ListedEntity
from manara.cases.models.task import Act, Task, TaskAct
from manara.cases.models.visit import CaseVisit

__all__ = [
    "Act",
    "Case",
    "CaseClosure",
    "CaseMerge",
    "CaseOpening",
    "CaseReopening",
    "CaseVisit",
    "Decision",
    "Element",
    "ElementNote",
    "Family",
    "LeadChange",
    "ListedEntity",
    "Outcome",
    "State",
    "Task",
    "TaskAct",
]
