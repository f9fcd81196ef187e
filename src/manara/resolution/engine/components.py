"""What judgements join: connected components of entities, and into what one falls when a judgement is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Link = tuple[int, int]


def components(entities: Iterable[int], links: Iterable[Link]) -> list[frozenset[int]]:
    """The groups that `links` make of `entities`, the largest first, each at least itself."""
    head = {number: number for number in entities}

    def of(number: int) -> int:
        while head[number] != number:
            head[number] = head[head[number]]
            number = head[number]
        return number

    for one, other in links:
        if one in head and other in head:
            head[of(one)] = of(other)
    groups: dict[int, set[int]] = {}
    for number in head:
        groups.setdefault(of(number), set()).add(number)
    return sorted((frozenset(group) for group in groups.values()), key=lambda group: (-len(group), min(group)))


def without(entities: Iterable[int], links: Sequence[Link], taken: Link) -> list[frozenset[int]]:
    """What is left of one group when the link `taken` is: one group where others still join it, else two."""
    kept = list(links)
    kept.remove(taken)
    return components(entities, kept)
