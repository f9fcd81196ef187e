"""Finds those of a list who stand in it under one name, and keeps of what is said of each what tells one from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from manara.foundation.engine.folding import fold

Key = TypeVar("Key", bound=Hashable)


def namesakes(called: Mapping[Key, str]) -> dict[Key, str]:
    """Those whose name, as a reader takes it in, stands more than once; each with that name folded."""
    folded = {key: " ".join(fold(name).split()) for key, name in called.items()}
    many = Counter(folded.values())
    return {key: name for key, name in folded.items() if many[name] > 1}


def still_alike(group: Mapping[Key, str], said: Mapping[Key, Sequence[str]]) -> set[Key]:
    """Those of whom the very same is said as of another of the same name, or nothing at all."""
    many = Counter((group[key], *facts) for key, facts in said.items())
    return {key for key, facts in said.items() if not facts or many[(group[key], *facts)] > 1}
