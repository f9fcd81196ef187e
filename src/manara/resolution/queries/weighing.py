"""Weighs many pairs at once, among those whom the viewer knows: who cannot be one, by name and all else, is left out first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from manara.resolution.engine import names
from manara.resolution.engine.evidence import Known, Weighed
from manara.resolution.engine.holding import shared_values
from manara.resolution.engine.weighing import Compared, weighed
from manara.resolution.queries.holders import holders

Pair = tuple[int, int]
# Less probable than this is not worth a person's time.
LEAST: Final = 0.01
# A name that is surely another one is not weighed further, unless all else together may make the two one.
LEAST_NAME: Final = 0.2
_NAMES: Final = 4


def weighed_all(found: Sequence[Pair], known: Mapping[int, Compared]) -> dict[Pair, Weighed]:
    """What each of these pairs comes to; one query, for how many hold what they share. Those surely apart are left out."""
    likely = _likely([pair for pair in found if _both_named(known[pair[0]], known[pair[1]])], known)
    # Of those who may be one only: a household shares what it shares whether they are counted or not.
    held = holders((known[one], known[other]) for one, other in likely)
    return {(one, other): weighed(known[one], known[other], held) for one, other in likely}


def _both_named(one: Compared, other: Compared) -> bool:
    return not isinstance(one, Known) or bool(one.names and other.names)


def _likely(found: Sequence[Pair], known: Mapping[int, Compared]) -> list[Pair]:
    """Those whose names may be one, who may be one by all else together, and all things; all names compared in one go."""
    persons = [pair for pair in found if isinstance(known[pair[0]], Known)]
    spelt = [
        (pair, a, b) for pair in persons for a in known[pair[0]].names[:_NAMES] for b in known[pair[1]].names[:_NAMES]
    ]
    likely = names.compare_many([a for _pair, a, _b in spelt], [b for _pair, _a, b in spelt]) if spelt else ()
    alike = {pair for (pair, _a, _b), probability in zip(spelt, likely, strict=True) if probability >= LEAST_NAME}
    apart = {pair for pair in persons if pair not in alike and not _one_by_all_else(known[pair[0]], known[pair[1]])}
    return [pair for pair in found if pair not in apart]


def _one_by_all_else(one: Compared, other: Compared) -> bool:
    """Whether two of other names may still be one, as if nobody else held what they share: a name is never the whole of it.

    Weighed only where a number, a paper or a year of birth is the same: nothing less outweighs two names that differ.
    """
    if not isinstance(one, Known) or not isinstance(other, Known):
        return False
    return _agree(one, other) and weighed(one, other).probability >= LEAST


def _agree(one: Known, other: Known) -> bool:
    years = {born.start.year for born in one.births} & {born.start.year for born in other.births}
    return bool(years) or bool(shared_values(one, other))
