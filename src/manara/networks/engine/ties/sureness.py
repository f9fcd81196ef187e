"""How sure it is that each of several source entities belongs to the one thing that judgements make of them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Judged = tuple[int, int, float]


def sureness(things: Iterable[tuple[int, ...]], judged: Iterable[Judged]) -> Mapping[int, float]:
    """Entity → probability (0–1) that it is one with the oldest of its thing: the product along the surest judgements.

    `things` are the entities of each; `judged` are (one, other, probability that both are one). Who stands alone, or is one
    by a number and no judgement, is sure and left out.
    """
    beside: dict[int, list[tuple[int, float]]] = {}
    for one, other, probability in judged:
        beside.setdefault(one, []).append((other, probability))
        beside.setdefault(other, []).append((one, probability))
    found: dict[int, float] = {}
    for members in things:
        if len(members) > 1 and any(member in beside for member in members):
            found.update(_from(min(members), set(members), beside))
    return found


def _from(oldest: int, members: set[int], beside: Mapping[int, list[tuple[int, float]]]) -> dict[int, float]:
    """The surest way from the oldest to each member; a member that no visible judgement reaches is as doubtful as a coin."""
    found: dict[int, float] = {}
    waiting = [(-1.0, oldest)]
    while waiting:
        negative, member = heapq.heappop(waiting)
        if member in found:
            continue
        found[member] = -negative
        for other, probability in beside.get(member, ()):
            if other in members and other not in found:
                heapq.heappush(waiting, (negative * probability, other))
    return {member: found.get(member, 0.5) for member in members}
