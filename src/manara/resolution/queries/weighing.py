"""Weighs many pairs at once, among those whom the viewer knows: whose names cannot be one is left out first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from manara.resolution.engine import names
from manara.resolution.engine.evidence import Known, Weighed
from manara.resolution.engine.weighing import Compared, weighed
from manara.resolution.queries.holders import holders

Pair = tuple[int, int]
# Less probable than this is not worth a person's time.
LEAST: Final = 0.01
# A name that is surely another one is not weighed further, unless an identifier brought the two together.
LEAST_NAME: Final = 0.2
_NAMES: Final = 4


def weighed_all(found: Sequence[Pair], known: Mapping[int, Compared]) -> dict[Pair, Weighed]:
    """What each of these pairs comes to; one query, for how many hold what they share. Those surely apart are left out."""
    likely = _alike([pair for pair in found if _both_named(known[pair[0]], known[pair[1]])], known)
    # Of those whose names may be one only: a household shares what it shares whether they are counted or not.
    held = holders((known[one], known[other]) for one, other in likely)
    return {(one, other): weighed(known[one], known[other], held) for one, other in likely}


def _both_named(one: Compared, other: Compared) -> bool:
    return not isinstance(one, Known) or bool(one.names and other.names)


def _alike(found: Sequence[Pair], known: Mapping[int, Compared]) -> list[Pair]:
    """Those whose names may be one, or who share a paper, and all things; all names compared in one go."""
    persons = [pair for pair in found if isinstance(known[pair[0]], Known)]
    spelt = [
        (pair, a, b) for pair in persons for a in known[pair[0]].names[:_NAMES] for b in known[pair[1]].names[:_NAMES]
    ]
    likely = names.compare_many([a for _pair, a, _b in spelt], [b for _pair, _a, b in spelt]) if spelt else ()
    alike = {pair for (pair, _a, _b), probability in zip(spelt, likely, strict=True) if probability >= LEAST_NAME}
    apart = {pair for pair in persons if pair not in alike and not _share(known[pair[0]], known[pair[1]])}
    return [pair for pair in found if pair not in apart]


def _share(one: Compared, other: Compared) -> bool:
    if not isinstance(one, Known) or not isinstance(other, Known):
        return False
    return bool({each.number for each in one.documents} & {each.number for each in other.documents})
