"""The nouns of who is who: judgements over pairs, what was undone, suggestions, second opinions, rules and what they tell."""

from manara.resolution.models.comparing import Comparing
from manara.resolution.models.deconfliction import DeconflictionNotice, DeconflictionRule
from manara.resolution.models.judgement import Judgement, Verdict
from manara.resolution.models.rule import Rule
from manara.resolution.models.second_opinion import SecondOpinion
from manara.resolution.models.suggestion import Suggestion
from manara.resolution.models.undoing import Undoing

__all__ = [
    "Comparing",
    "DeconflictionNotice",
    "DeconflictionRule",
    "Judgement",
    "Rule",
    "SecondOpinion",
    "Suggestion",
    "Undoing",
    "Verdict",
]
