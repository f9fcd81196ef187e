"""Explains why two records are or are not one person: a waterfall of steps from what was expected beforehand."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import SENTENCES, Problem, register
from manara.intake.engine.reading.plain_tables import columns_of
from manara.resolution.engine.linkage.comparing import Comparer
from manara.resolution.engine.linkage.model import COMPARISONS, Model

register("link-explain-unknown", "%(file)s asks for “%(record)s”, which is no record of these files.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `bits` up or down, to `reached` log2 odds; `reason_code` has its sentence in `foundation.engine.problems`.

    `level` is that of the comparison in the model; the prior has none.
    """

    comparison: str
    reason_code: str
    bits: float
    reached: float
    level: int | None = None

    @property
    def reason(self) -> str:
        """The sentence."""
        return SENTENCES[self.reason_code]

    @property
    def probability(self) -> float:
        """That the two are one person, by all steps up to this one."""
        return 1 / (1 + 2**-self.reached) if self.reached > -1_000 else 0.0


@dataclass(frozen=True, slots=True)
class Explained:
    """Two records, the steps to their probability, and what became of them: whether they stand in one cluster, and what a
    person judged of them before (same, different or nothing).
    """

    left: str
    right: str
    steps: tuple[Step, ...]
    together: bool
    judged: str = ""


def waterfall(left: int, right: int, model: Model, comparer: Comparer) -> tuple[Step, ...]:
    """The steps for two records by their rows: the prior, then each comparison that says something, the heaviest first."""
    levels = comparer.levels(np.array([left]), np.array([right]))[0]
    weights = model.weights()
    found = [
        (comparison, int(level), float(weights[at, level]))
        for at, (comparison, level) in enumerate(zip(COMPARISONS, levels, strict=True)) if level >= 0
    ]  # fmt: skip
    reached = math.log2(model.prior / (1 - model.prior))
    steps = [Step("prior", "link-prior", reached, reached)]
    for comparison, level, bits in sorted(found, key=lambda each: -abs(each[2])):
        reached += bits
        steps.append(Step(comparison, f"link-level-{comparison}-{level}", bits, reached, level))
    return tuple(steps)


def asked(file: Path, records: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The rows of the pairs that a CSV file asks for, from its columns left,right. Raises `Problem` for no such record."""
    rows = {record: row for row, record in enumerate(records)}
    found = []
    for pair in columns_of(file, ("left", "right")):
        for record in pair:
            if record not in rows:
                raise Problem("link-explain-unknown", file=file.name, record=record[:80])
        found.append((rows[pair[0]], rows[pair[1]]))
    return tuple(found)


def explained(
    pairs: Sequence[tuple[int, int]], records: Sequence[str], persons: NDArray[np.int64], model: Model, comparer: Comparer,
    judged: Collection[tuple[int, int, bool]] = (),
) -> Iterator[Explained]:  # fmt: skip
    """Each pair of rows explained. `persons` [n]: the row of each record's cluster. `judged`: rows and whether the same."""
    said = {frozenset((one, other)): "same" if same else "different" for one, other, same in judged}
    for left, right in pairs:
        yield Explained(
            records[left], records[right], waterfall(left, right, model, comparer), bool(persons[left] == persons[right]),
            said.get(frozenset((left, right)), ""),
        )  # fmt: skip
