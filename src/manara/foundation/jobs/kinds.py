"""Which function does one batch of which kind of job, as the rooms register them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from manara.foundation.access.viewer import Viewer
from manara.foundation.models import Job


@dataclass(frozen=True)
class Worked:
    """What a batch achieved: units done so far in all, how many there are if known, and whether nothing is left."""

    done: int
    total: int | None
    finished: bool


Batch = Callable[[Viewer, Job], Worked]

_KINDS: dict[str, Batch] = {}
_BACKGROUND: set[str] = set()


def works(kind: str, *, background: bool = False) -> Callable[[Batch], Batch]:
    """Register a batch function for a kind of job. It runs in a transaction of its own, as the person who asked.

    Whatever it writes and the progress it returns are kept together: after a kill the next batch begins where the
    last kept one ended. What works in the `background` lets all others go first, between two of its batches too.
    """

    def register(batch: Batch) -> Batch:
        if kind in _KINDS and _KINDS[kind] is not batch:
            raise ValueError(f"two batch functions for jobs of kind {kind}")
        _KINDS[kind] = batch
        if background:
            _BACKGROUND.add(kind)
        return batch

    return register


Regular = Callable[[], int]
REGULAR: list[Regular] = []


def regularly(act: Regular) -> Regular:
    """Register what the worker looks after every half minute, beside its jobs and however long one of them takes."""
    if act not in REGULAR:
        REGULAR.append(act)
    return act


def work_of(kind: str) -> Batch:
    """The batch function of a kind. Raises KeyError for one that no installed room registered."""
    return _KINDS[kind]


def in_background(kind: str) -> bool:
    """Whether jobs of this kind let all others go first."""
    return kind in _BACKGROUND
