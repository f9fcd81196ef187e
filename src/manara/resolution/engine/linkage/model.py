"""The model of a linkage: how often each level of each comparison occurs for one person and for two, as one settings object."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import register

register("link-prior", "Before anything was compared.")
register("link-level-name-8", "Another given name.")
register("link-level-name-7", "The same name, which very few bear.")
register("link-level-name-6", "The same name, which few bear.")
register("link-level-name-5", "The same name, which some bear.")
register("link-level-name-4", "The same name, which many bear.")
register("link-level-name-3", "The same name, which very many bear.")
register("link-level-name-2", "Perhaps the same name.")
register("link-level-name-1", "Names that are somewhat alike.")
register("link-level-name-0", "Another name.")
register("link-level-birth-9", "Born on the same day.")
register("link-level-birth-8", "Born on the same day if day and month were swapped.")
register("link-level-birth-7", "Birth dates that differ in one figure.")
register("link-level-birth-6", "Born in the same year, the day unknown.")
register("link-level-birth-5", "Birth dates that do not exclude each other.")
register("link-level-birth-4", "Born on another day of the same year.")
register("link-level-birth-3", "Born a year apart.")
register("link-level-birth-2", "Born two or three years apart.")
register("link-level-birth-1", "Born more than three years apart.")
register("link-level-birth-0", "Born more than fifteen years apart.")
register("link-level-phone-3", "The same phone.")
register("link-level-phone-2", "The same phone, which many use.")
register("link-level-phone-1", "Phones that differ in one figure.")
register("link-level-phone-0", "Other phones.")
register("link-level-document-3", "The same document.")
register("link-level-document-1", "Document numbers that differ in one figure.")
register("link-level-document-0", "Other documents.")
register("link-level-plate-2", "The same vehicle plate.")
register("link-level-plate-0", "Other vehicles.")
register("link-level-boat-2", "The same boat.")
register("link-level-boat-0", "Other boats.")
register("link-level-place-2", "The same place, which few share.")
register("link-level-place-1", "The same place, which many share.")
register("link-level-place-0", "Other places.")
register("link-level-nationality-2", "The same nationality.")
register("link-level-nationality-0", "Other nationalities.")
register("link-level-sex-2", "The same sex.")
register("link-level-sex-0", "Another sex.")
register("link-level-relative-1", "A relative of the same name.")
register("link-level-relative-0", "Relatives of other names.")

#: Each comparison with its levels, the strongest agreement first, and of one person how often each is expected to occur
#: before anything was learned; below, what a level can't fall under for two persons when a sample shows none.
COMPARISONS: Final[Mapping[str, Mapping[int, tuple[float, float]]]] = {
    "name": {7: (0.25, 2e-7), 6: (0.25, 3e-6), 5: (0.2, 4e-5), 4: (0.1, 4e-4), 3: (0.05, 2e-3), 2: (0.08, 1e-3),
             1: (0.04, 1e-2), 0: (0.025, 0.4), 8: (0.005, 0.4)},
    "birth": {9: (0.6, 3e-5), 8: (0.08, 1e-5), 7: (0.04, 1e-4), 6: (0.18, 5e-3), 5: (0.03, 1e-3), 4: (0.02, 2e-2),
              3: (0.03, 4e-2), 2: (0.01, 5e-2), 1: (0.008, 0.25), 0: (0.002, 0.25)},
    "phone": {3: (0.6, 2e-6), 2: (0.02, 2e-4), 1: (0.08, 1e-6), 0: (0.3, 0.9)},
    "document": {3: (0.7, 1e-7), 1: (0.1, 1e-7), 0: (0.2, 0.9)},
    "plate": {2: (0.5, 1e-5), 0: (0.5, 0.9)},
    "boat": {2: (0.5, 1e-3), 0: (0.5, 0.5)},
    "place": {2: (0.3, 1e-3), 1: (0.3, 1e-2), 0: (0.4, 0.3)},
    "nationality": {2: (0.95, 0.05), 0: (0.05, 0.1)},
    "sex": {2: (0.985, 0.3), 0: (0.015, 0.1)},
    "relative": {1: (0.6, 1e-3), 0: (0.4, 0.5)},
}  # fmt: skip
#: Evidence for never counts more than this, however seldom the sample showed it.
MOST_BITS: Final = 21.0
VERSION: Final = 2


class UnknownModel(ValueError):
    """A file that is no model of this version's comparisons."""


@dataclass(frozen=True)
class Model:
    """`same` and `other`: probabilities of each level, by comparison, of one person and of two; `prior` that two records of
    the files are one person."""

    prior: float
    same: Mapping[str, Mapping[int, float]]
    other: Mapping[str, Mapping[int, float]]

    def weights(self) -> NDArray[np.float64]:
        """Bits of each level, [10, 10]; a level that does not exist is NaN."""
        found = np.full((len(COMPARISONS), 10), np.nan)
        for at, (comparison, levels) in enumerate(COMPARISONS.items()):
            for level in levels:
                bits = math.log2(self.same[comparison][level] / self.other[comparison][level])
                found[at, level] = min(bits, MOST_BITS)
        return found

    def bits(self, levels: NDArray[np.int8]) -> NDArray[np.float64]:
        """Of pairs with these levels [n, 10], the sum of evidence and prior, as log2 odds."""
        each = self._columns[np.arange(len(COMPARISONS)), levels.astype(np.int64)]
        return np.asarray(np.log2(self.prior / (1 - self.prior)) + each.sum(axis=1), np.float64)

    @cached_property
    def _columns(self) -> NDArray[np.float64]:
        """The weights, and 0 for what is unknown: level -1, the last column."""
        return np.column_stack([self.weights(), np.zeros(len(COMPARISONS))])

    def settings(self, comparisons: tuple[str, ...] = tuple(COMPARISONS)) -> dict[str, Any]:
        """The settings object of Splink: the same for DuckDB and Spark."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "row",
            "probability_two_random_records_match": self.prior,
            "blocking_rules_to_generate_predictions": [
                {"blocking_rule": "l.key = r.key", "arrays_to_explode": ["key"]}
            ],
            "comparisons": [self._comparison(comparison) for comparison in comparisons],
            "retain_matching_columns": False,
            "retain_intermediate_calculation_columns": False,
            "max_iterations": 50,
            "em_convergence": 0.0005,
        }

    def _comparison(self, comparison: str) -> dict[str, Any]:
        call = f"manara_level(me_l, me_r, {list(COMPARISONS).index(comparison)})"
        levels: list[dict[str, Any]] = [
            {"sql_condition": f"{call} = -1", "label_for_charts": "unknown", "is_null_level": True}
        ]
        kinds = list(COMPARISONS[comparison])
        for level in kinds:
            levels.append({
                "sql_condition": "ELSE" if level == kinds[-1] else f"{call} = {level}",
                "label_for_charts": f"{comparison} {level}",
                "m_probability": self.same[comparison][level],
                "u_probability": max(self.other[comparison][level], self.same[comparison][level] / 2**MOST_BITS),
                "fix_u_probability": True,
            })  # fmt: skip
        return {"output_column_name": comparison, "comparison_levels": levels}

    def kept(self) -> str:
        """The model as text, to be read by :meth:`told`."""
        return json.dumps({"version": VERSION, "prior": self.prior, "same": self.same, "other": self.other}, indent=1)

    @classmethod
    def told(cls, text: str) -> Model:
        """A model from its text. Raises `UnknownModel`."""
        try:
            said = json.loads(text)
            if said["version"] != VERSION:
                raise UnknownModel(f"a model of version {said['version']}, not {VERSION}")
            sides = [
                {comparison: {level: float(said[side][comparison][str(level)]) for level in levels}
                 for comparison, levels in COMPARISONS.items()} for side in ("same", "other")
            ]  # fmt: skip
            return cls(float(said["prior"]), sides[0], sides[1])
        except (KeyError, TypeError, json.JSONDecodeError) as problem:
            raise UnknownModel(f"no model of a linkage: {problem}") from problem


def expected(prior: float) -> Model:
    """What is expected before anything was learned."""
    same = {comparison: {level: one for level, (one, _) in levels.items()} for comparison, levels in COMPARISONS.items()}
    other = {comparison: {level: two for level, (_, two) in levels.items()} for comparison, levels in COMPARISONS.items()}
    return Model(prior, same, other)
