"""Learns a linkage's model from the files themselves, without labels; judgements of people, where there are any, correct it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray
from splink import Linker

from manara.resolution.engine.linkage.candidates import Shelves, beside
from manara.resolution.engine.linkage.comparing import NAMELESS, WHOLE, Bound, Comparer, packed
from manara.resolution.engine.linkage.duck import comparing
from manara.resolution.engine.linkage.levels import UNKNOWN
from manara.resolution.engine.linkage.model import COMPARISONS, Model, expected

#: Random pairs (40 a record at most) from which it is learned how often two persons agree; compared pairs, how often one
#: person's records do.
RANDOM_PAIRS: Final = 200_000
#: Of so many of them the names too, which cost a hundred times what all else does.
RANDOM_NAMES: Final = 60_000
COMPARED_PAIRS: Final = 150_000
#: Splink asks for some two thousand pairs at a time: with their names these are worth all cores.
_NAMES_CHUNK: Final = 512
#: All that so many records were brought together with, to find the share of pairs that are one person.
SAMPLED: Final = 3_000
#: A judgement counts as much as so many pairs that the files alone say are one.
JUDGEMENT_WEIGHS: Final = 5.0
_BY_NUMBER: Final = ("name", "birth", "place", "nationality", "sex", "relative")
_BY_NAME: Final = ("birth", "phone", "document", "plate", "boat", "place", "nationality", "sex")
_SEED: Final = 20_261
#: What is expected beforehand counts as much as so many pairs: beside so many found by a number or a name, to say how often
#: one person's records agree; and beside all pairs of the files, to say how many are one person.
_EXPECTED_AGREES, _EXPECTED_SHARE = 300, 5_000
#: Fewer random pairs than these say nothing of what is rare, such as a name; only of what families and crews share.
_FEW_RANDOM: Final = 1_000
_SHARED: Final = ("phone", "plate", "boat", "place", "nationality", "sex", "relative")
#: No session with fewer pairs.
_FEWEST_PAIRS: Final = 10
#: A pair whose odds can't reach so many bits adds nothing to the count of those that are one person.
_NOTICED: Final = -10.0

Said = Callable[[str], None]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def train(
    held: Shelves, comparer: Comparer, connection: duckdb.DuckDBPyConnection, judged: Sequence[tuple[int, int, bool]],
    said: Said,
) -> Model:  # fmt: skip
    """A model of the records on these shelves, which stand in the table `records`, too. The same files give the same model.

    How often two persons agree is counted on random pairs; how often one person's records do is learned by expectation
    and maximisation (Splink) twice, among those that share a number and among those that share two words of a name, each time
    without the comparison that brought them together; then the share of pairs that are one person is found.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    records = len(held.starts) - 1
    model = expected(max(0.3 / records, 1e-9))
    said("counting how often two persons agree")
    random = _random_levels(comparer, records)
    model = replace(model, other=_others(random, model, 0.0))
    said("learning how often one person's records agree")
    learned = [
        (_learned(connection, comparer, model, comparisons, rule), many)
        for comparisons, rule in ((_BY_NUMBER, "number_1"), (_BY_NAME, "name_1"))
        if (many := _pairs_sharing(connection, rule)) >= _FEWEST_PAIRS
    ]
    model = replace(model, same=_agreed(model, learned))
    pairs = _sampled(held)
    levels = comparer.levels_of_many(*pairs, Bound(model.weights(), _NOTICED - np.log2(0.3 / records)))
    for _ in range(3):
        model = _with_share(model, levels, records)
        model = replace(model, other=_others(random, model, model.prior))
    if judged:
        model = corrected(model, comparer, judged)
    return model


def corrected(model: Model, comparer: Comparer, judged: Sequence[tuple[int, int, bool]]) -> Model:
    """The model with what people judged to be one person counted in; what they judged to be two only parts clusters."""
    same = [(left, right) for left, right, one in judged if one]
    if not same:
        return model
    pairs = np.array(same, np.int64)
    levels = comparer.levels_of_many(pairs[:, 0].copy(), pairs[:, 1].copy())
    told: dict[str, dict[int, float]] = {}
    for at, comparison in enumerate(COMPARISONS):
        known = {level: JUDGEMENT_WEIGHS * int((levels[:, at] == level).sum()) for level in COMPARISONS[comparison]}
        total = sum(known.values())
        told[comparison] = {
            level: (model.same[comparison][level] * 400 + known[level]) / (400 + total) for level in known
        }
    return replace(model, same=told)


def _random_levels(comparer: Comparer, records: int) -> NDArray[np.int8]:
    drawn = np.random.default_rng(_SEED)
    many = min(RANDOM_PAIRS, 40 * records)
    left, right = drawn.integers(0, records, (2, many))
    apart = left != right
    left, right = left[apart], right[apart]
    found = comparer.levels_of_many(left, right, NAMELESS)
    found[:RANDOM_NAMES] = comparer.levels_of_many(left[:RANDOM_NAMES], right[:RANDOM_NAMES])
    for comparison in ("name", "relative"):
        found[RANDOM_NAMES:, list(COMPARISONS).index(comparison)] = UNKNOWN
    return found


def _others(random: NDArray[np.int8], model: Model, share: float) -> dict[str, dict[int, float]]:
    """How often two persons agree: as counted, less the pairs that are one person, and no less than the floor."""
    told: dict[str, dict[int, float]] = {}
    for at, comparison in enumerate(COMPARISONS):
        found = random[:, at]
        known = max(int((found >= 0).sum()), 1)
        least = {level: floor for level, (_, floor) in COMPARISONS[comparison].items()}
        counts = {level: int((found == level).sum()) for level in least}
        # One person's pairs among the random ones, and of what is left no less than chance allows to be unseen.
        rest = {level: max(counts[level] - share * known * model.same[comparison][level], 0.0) / known for level in least}
        if known < _FEW_RANDOM:
            few = known if comparison in _SHARED else 0
            rest = {level: (counts[level] * (few > 0) + (_FEW_RANDOM - few) * least[level]) / _FEW_RANDOM for level in least}
        raised = {level: max(rest[level], least[level] if level else 1e-4) for level in least}
        total = sum(raised.values())
        told[comparison] = {level: raised[level] / total for level in least}
    return told


def _pairs_sharing(connection: duckdb.DuckDBPyConnection, rule: str) -> int:
    """How many pairs of records share `rule`, as far as a session looks at them."""
    groups = f"select count(*) as many from records where {rule} is not null group by {rule}"  # noqa: S608 - ours
    told = connection.execute(f"select coalesce(sum(many * (many - 1) // 2), 0) from ({groups})").fetchall()  # noqa: S608
    return min(int(told[0][0]), COMPARED_PAIRS)


def _learned(
    connection: duckdb.DuckDBPyConnection, comparer: Comparer, model: Model, comparisons: tuple[str, ...], rule: str
) -> dict[str, dict[int, float]]:
    """One session of Splink's expectation and maximisation among the records that share `rule`."""
    bound, chunk = (WHOLE, _NAMES_CHUNK) if "name" in comparisons else (NAMELESS, COMPARED_PAIRS)
    with comparing(connection, lambda one, other: packed(comparer.levels_of_many(one, other, bound, chunk))) as api:
        linker = Linker(api.register("records"), model.settings(comparisons), log_level=None, validate_settings=False)
        session = linker.training.estimate_parameters_using_expectation_maximisation(
            f"l.{rule} = r.{rule}", max_pairs=COMPARED_PAIRS, record_sample_proportion=0.05
        )
    found: dict[str, dict[int, float]] = {}
    for comparison in session.core_model_settings.comparisons:
        levels = [level for level in comparison.comparison_levels if not level.is_null_level]
        kinds = list(COMPARISONS[comparison.output_column_name])
        known = {kind: level.m_probability for kind, level in zip(kinds, levels, strict=True)}
        # A level that no pair had has no estimate.
        seen = {kind: value for kind, value in known.items() if isinstance(value, float)}
        if len(seen) == len(kinds):
            found[comparison.output_column_name] = seen
    return found


def _agreed(model: Model, sessions: list[tuple[dict[str, dict[int, float]], int]]) -> dict[str, dict[int, float]]:
    """The mean of the sessions, each with how many pairs it had, with what was expected counted in."""
    told: dict[str, dict[int, float]] = {}
    for comparison, levels in COMPARISONS.items():
        found = [session[comparison] for session, _many in sessions if comparison in session]
        if not found:
            told[comparison] = dict(model.same[comparison])
            continue
        many = max(many for session, many in sessions if comparison in session)
        learned = 0.9 * many / (many + _EXPECTED_AGREES)
        mixed = {
            level: learned * sum(each[level] for each in found) / len(found) + (1 - learned) * model.same[comparison][level]
            for level in levels
        }
        total = sum(mixed.values())
        told[comparison] = {level: value / total for level, value in mixed.items()}
    return told


def _every(records: int) -> int:
    """Of how many records one is looked at with all that it was brought together with."""
    return max(1, records // SAMPLED)


def _sampled(held: Shelves) -> Pairs:
    """Compared pairs of a part of the records, drawn by their rows."""
    rows = np.arange(len(held.starts) - 1)
    return beside(held, rows[rows * 2654435761 % 1000003 % _every(len(rows)) == 0])


def _with_share(model: Model, levels: NDArray[np.int8], records: int) -> Model:
    """The model with the share of all pairs that are one person, such that it expects as many as it finds."""
    all_pairs = (records / _every(records)) * (records - 1) + _EXPECTED_SHARE
    beforehand = _EXPECTED_SHARE * 0.3 / records
    bits = model.bits(levels) - np.log2(model.prior / (1 - model.prior))
    ratios = 2.0 ** np.clip(bits, -60, 60)
    share = model.prior
    for _ in range(60):
        found = (share * ratios / (1 - share + share * ratios)).sum() + beforehand
        share = float(np.clip(found / all_pairs, 1e-12, 0.2))
    return replace(model, prior=share)

