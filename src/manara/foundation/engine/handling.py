"""How strictly a thing is handled: the order of handling codes and TLP labels, and what rules where several apply."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

HANDLING: Final[tuple[str, ...]] = ("", "H0", "H1", "H2", "H3")
TLP: Final[tuple[str, ...]] = ("", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_RANKS: Final = {order: {code: number for number, code in enumerate(order)} for order in (HANDLING, TLP)}


class Ruling(NamedTuple):
    """What rules all that stands together: the strictest handling code and TLP label, and every condition."""

    code: str
    tlp: str
    conditions: list[str]

    @property
    def beside(self) -> str:
        """What stands beside the handling code, such as "TLP:AMBER · ask first"."""
        return beside(self.tlp, self.conditions)


def strictest(codes: Iterable[str], order: tuple[str, ...] = HANDLING) -> str:
    """The strictest of some handling codes (or TLP labels, with `TLP`); a code nobody knows counts as the strictest."""
    rank = _RANKS[order]
    return max(codes, key=lambda code: rank.get(code, len(rank)), default="")


def ruling(told: Iterable[tuple[str, str, Iterable[str]]]) -> Ruling:
    """What rules together things of these handling codes, TLP labels and conditions; each condition is said once."""
    listed = list(told)
    return Ruling(
        strictest(code for code, _tlp, _conditions in listed),
        strictest((tlp for _code, tlp, _conditions in listed), TLP),
        list(dict.fromkeys(each for _code, _tlp, conditions in listed for each in conditions if each)),
    )


def beside(tlp: str, conditions: Iterable[str]) -> str:
    """A TLP label and conditions as they stand beside a handling code: "TLP:AMBER · ask first"."""
    return " · ".join([*([f"TLP:{tlp}"] if tlp else []), *conditions])
