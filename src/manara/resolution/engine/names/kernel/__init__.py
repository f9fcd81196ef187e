"""The inner loops of comparing names, compiled: letters with letters, word with word, the pairing of two names, its judging."""

from __future__ import annotations

from manara.resolution.engine.names.flags import (
    ARABIC,
    ARTICLED,
    ASIDE,
    CLASS,
    COMPOUND,
    JOINS,
    NUMBER,
    STEM,
    STEM_LONG,
)
from manara.resolution.engine.names.kernel.describing import DESCRIBED, FEATURES
from manara.resolution.engine.names.kernel.judging import (
    APART,
    IDENTICAL,
    NOTHING,
    describe_pairs,
    identical,
    judge_pairs,
    judged,
)
from manara.resolution.engine.names.kernel.letters import MODEL, WORST, evidence, may_begin
from manara.resolution.engine.names.kernel.pairing import compare, paired, workspace
from manara.resolution.engine.names.kernel.words import (
    AGREED,
    ARTICLE_FOUND,
    GLUED,
    LATIN_PAIR,
    LATIN_WORD,
    LIKE,
    ONE_IN_LATIN,
    PARTICLE,
    SURELY_ONE,
    concluded,
    met,
    weighed,
)

__all__ = [
    "AGREED", "APART", "ARABIC", "ARTICLED", "ARTICLE_FOUND", "ASIDE", "CLASS", "COMPOUND",
    "DESCRIBED", "FEATURES", "GLUED", "IDENTICAL", "JOINS", "LATIN_PAIR", "LATIN_WORD", "LIKE", "MODEL",
    "NOTHING", "NUMBER", "ONE_IN_LATIN", "PARTICLE", "STEM", "STEM_LONG", "SURELY_ONE", "WORST", "compare", "concluded",
    "describe_pairs", "evidence", "identical", "judge_pairs", "judged", "may_begin", "met", "paired", "weighed", "workspace",
]
