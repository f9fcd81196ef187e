"""How many persons hold one phone, paper or address: those whose names are one name count once, however many reports say so."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from manara.foundation.engine.folding import fold
from manara.foundation.engine.match_keys import keys
from manara.resolution.engine import names
from manara.resolution.engine.components import components
from manara.resolution.engine.evidence import Known

#: From here on two names are taken for one person's: who is counted as two would make his own phone a stranger's.
ONE_NAME: Final = 0.5


def persons_among(bearers: Iterable[tuple[str, str]]) -> int:
    """How many persons these may be, from (what makes them one already, or ""; name)."""
    named: dict[str, str] = {}
    for one, name in bearers:
        named.setdefault(one or f"name {fold(name)}", name)
    borne = list(dict.fromkeys(named.values()))
    pairs = list(combinations(range(len(borne)), 2))
    if not pairs:
        return len(borne)
    found = names.compare_many([borne[one] for one, _ in pairs], [borne[other] for _, other in pairs])
    alike = [pair for pair, probability in zip(pairs, found, strict=True) if probability >= ONE_NAME]
    return len(components(range(len(borne)), alike))


def shared_values(left: Known, right: Known) -> dict[str, frozenset[str]]:
    """Value → its match keys, of the phones, papers, plates and places that both are known with."""
    return {
        value: mine
        for kind, ours, theirs in (
            ("phone", left.phones, right.phones),
            ("document", [paper.number for paper in left.documents], [paper.number for paper in right.documents]),
            ("plate", left.plates, right.plates),
            ("place", left.places, right.places),
        )
        for value in ours
        if (mine := keys(kind, value)) and any(mine & keys(kind, other) for other in theirs)
    }
