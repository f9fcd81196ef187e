"""Who of a network may be named in a plan, a ranking or an export: everybody but those it protects, by construction.

Whatever here names people is made from an `Eligible`, and an `Eligible` has no number, name or value of anybody protected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manara.foundation.engine.problems import Problem, register
from manara.networks.engine.dismantling.network import Network

register("network-protected", "%(many)s of those named are protected and can be in no plan.")
register("network-unknown", "%(many)s of those named have no tie in this network: %(names)s.")
register("network-twice", "%(name)s is named twice.")

_SHOWN: Final = 5
_MADE_HERE: Final = object()


@dataclass(frozen=True)
class Ranked:
    """One who may be named, with the place [1, …] and the value by which the place was given."""

    place: int
    name: str
    value: float


class Eligible:
    """The `numbers` [e] and `names` of those of a network who may be named. Only `eligible(graph)` makes one."""

    __slots__ = ("_number_of", "names", "numbers")

    def __init__(self, graph: Network, made: object) -> None:
        if made is not _MADE_HERE:
            raise TypeError("only eligible(graph) says who may be named")
        numbers = np.flatnonzero(~graph.protected).astype(np.int32)
        numbers.setflags(write=False)
        self.numbers: NDArray[np.int32] = numbers
        self.names: tuple[str, ...] = tuple(graph.names[number] for number in numbers)
        self._number_of = dict(zip(self.names, numbers.tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self._number_of

    def of(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of `values` for everybody [n] those of the eligible [e]."""
        return values[self.numbers]

    def ranked(self, values: NDArray[np.float64], most: int | None = None) -> tuple[Ranked, ...]:
        """The eligible by `values` for everybody [n], the greatest first, those alike by number; at most `most`."""
        own = self.of(values)
        order = np.argsort(-own, kind="stable")[: len(own) if most is None else most]
        return tuple(Ranked(place, self.names[at], float(own[at])) for place, at in enumerate(order, 1))

    def numbers_of(self, names: Iterable[str], known: Collection[str]) -> NDArray[np.int32]:
        """The numbers of `names`, in their order; `known` are all the names of the network.

        Raises `Problem` for a protected person, without saying who, for a name that is not of the network, or one given twice.
        """
        listed = list(names)
        everybody = set(known)
        unknown = [name for name in listed if name not in everybody]
        if unknown:
            shown = ", ".join(unknown[:_SHOWN]) + (" …" if len(unknown) > _SHOWN else "")
            raise Problem("network-unknown", many=len(unknown), names=shown)
        protected = sum(name not in self for name in listed)
        if protected:
            raise Problem("network-protected", many=protected)
        seen = set[str]()
        for name in listed:
            if name in seen:
                raise Problem("network-twice", name=name)
            seen.add(name)
        return np.array([self._number_of[name] for name in listed], np.int32)


def eligible(graph: Network) -> Eligible:
    """Who of the network may be named."""
    return Eligible(graph, _MADE_HERE)


def order_of(graph: Network, names: Sequence[str]) -> NDArray[np.int32]:
    """A plan's names as numbers; raises `Problem` where it holds a protected person, an unknown one, or one twice."""
    return eligible(graph).numbers_of(names, graph.names)


def whole_order(graph: Network, chosen: Sequence[int] | NDArray[np.int32]) -> NDArray[np.int32]:
    """Everybody by number [n]: first those `chosen`, in their order, then all others in theirs."""
    first = np.asarray(chosen, np.int32)
    return np.concatenate([first, np.setdiff1d(np.arange(len(graph), dtype=np.int32), first)])
