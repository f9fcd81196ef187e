"""Says of each tie of a chart in which layers it lies, how probable each of them is and when: the figures of the network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from manara.networks.engine.graph import Bond
from manara.networks.engine.ties.graph import ACTS, KnownTie, in_period
from manara.networks.engine.ties.kinds import TieKind, kind_of
from manara.networks.engine.ties.probability import together
from manara.resolution.engine.ties import Strand

#: Figures are rounded once, here, so that page, script and document say the same.
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Layer:
    """What a tie is in one layer: the `probability` (0–1) that `queries.graph` gives for it too, and the strands behind it.

    `spans` are the dates of its strands, partial ISO, each once: from and until, "" where it is not said (or holds still).
    Where no strand has any, and so not its `own`, they are the days of which the reports tell, as `KnownTie.seen` has them.
    """

    kind: TieKind
    probability: float
    stated: bool
    strands: tuple[Strand, ...]
    spans: tuple[tuple[str, str], ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the ties is looked at: layers `hidden`, facts only, the `least` probability (0–1), and a period ("" is open).

    In a period a layer without any date is looked at where `undated` says so. `static/networks/sight.js` does the same.
    """

    hidden: frozenset[TieKind] = frozenset()
    least: float = 0.0
    stated_only: bool = False
    since: str = ""
    until: str = ""
    undated: bool = False

    def admits(self, layer: Layer) -> bool:
        """Whether this layer is looked at."""
        return layer.kind not in self.hidden and (layer.stated or not self.stated_only) and self._in_period(layer)

    def _in_period(self, layer: Layer) -> bool:
        if not self.since and not self.until:
            return True
        if not layer.spans:
            return self.undated
        return any(in_period(begins, ends, self.since, self.until) for begins, ends in layer.spans)

    def of(self, bond: Bond) -> Bond | None:
        """The tie as its layers that are looked at make it; None where nothing is left, or too little of it is probable."""
        kept = tuple(layer for layer in bond.layers if self.admits(layer))
        likely = joined(kept)
        if not kept or likely < self.least:
            return None
        if len(kept) == len(bond.layers):
            return bond
        strands = tuple(strand for layer in kept for strand in layer.strands)
        return replace(bond, tie=replace(bond.tie, strands=strands), layers=kept, probability=likely)


def joined(layers: Iterable[Layer]) -> float:
    """The probability that a tie exists in any of these layers, as `People.pairs` joins them."""
    return round(together(layer.probability for layer in layers), DIGITS)


def percent(probability: float) -> int:
    """A probability in whole percent, half upwards."""
    return int(100.0 * probability + 0.5)


def layered(bonds: Iterable[Bond], ends: Mapping[str, str], known: Iterable[KnownTie]) -> list[Bond]:
    """The ties of a chart with their layers, the most probable first. `ends` leads from a thing's address to what makes it one.

    `known` are the ties that `assembled` makes of the same links.
    """
    figures = {(tie.a, tie.b, tie.kind): tie for tie in known}
    found = [_layered(bond, ends, figures) for bond in bonds]
    return sorted(found, key=lambda bond: (-bond.probability, str(bond.a), str(bond.b)))


def _layered(bond: Bond, ends: Mapping[str, str], figures: Mapping[tuple[str, str, TieKind], KnownTie]) -> Bond:
    heaps: dict[TieKind, list[Strand]] = {}
    for strand in bond.tie.strands:
        heaps.setdefault(kind_of(strand.schema, strand.word), []).append(strand)
    one, other = sorted((ends[str(bond.a)], ends[str(bond.b)]))
    layers = []
    for kind, strands in heaps.items():
        tie = figures[one, other, kind]
        spans = _spans(kind, strands)
        layers.append(
            Layer(kind, round(tie.probability, DIGITS), tie.stated, tuple(strands), spans or _seen(strands), bool(spans))
        )
    layers.sort(key=lambda layer: (-layer.probability, layer.kind))
    return replace(bond, layers=tuple(layers), probability=joined(layers))


def _spans(kind: TieKind, strands: Iterable[Strand]) -> tuple[tuple[str, str], ...]:
    """When: what is done on a day ends there, the rest holds until somebody says that it ended."""
    spans = {
        (strand.since, strand.until or (strand.since if kind in ACTS else ""))
        for strand in strands
        if strand.since or strand.until
    }
    return tuple(sorted(spans))


def _seen(strands: Iterable[Strand]) -> tuple[tuple[str, str], ...]:
    """The days of which the reports tell."""
    days = {strand.report.occurred for strand in strands if strand.report and strand.report.occurred}
    return tuple((day, day) for day in sorted(days))
