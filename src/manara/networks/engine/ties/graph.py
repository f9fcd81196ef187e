"""Puts together what reports say into one network: each thing once, each tie by its kind, with period, strength and doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import Node
from manara.networks.engine.ties.kinds import TieKind, kind_of
from manara.networks.engine.ties.probability import probability, together
from manara.resolution.engine.links import Link
from manara.resolution.engine.sayings import Report

Pair = tuple[str, str]
_LAST: Final = "9999-99-99"
#: Layers of what is done on a day; the others hold until somebody says that they ended.
ACTS: Final = frozenset({TieKind.CALL, TieKind.PAYMENT, TieKind.TRAVEL, TieKind.LODGING, TieKind.PRESENCE})


@dataclass(frozen=True, slots=True)
class KnownTie:
    """All that ties `a` and `b` (what makes each one, a < b) in one layer.

    `probability` that the tie exists, 0–1; `strength` how many calls, payments, stays or other acts say it; `forward` and
    `backward` how many of these are said to lead from a to b and back; `since` and `until` partial ISO dates, "" where
    unknown (a phone used since March may be used still); `seen` the first and last day of which the reports tell.
    """

    a: str
    b: str
    kind: TieKind
    probability: float
    strength: int
    forward: int
    backward: int
    since: str
    until: str
    seen: tuple[str, str]
    reports: tuple[int, ...]
    through: tuple[int, ...]
    stated: bool

    def other(self, one: str) -> str:
        """The far end, seen from `one`."""
        return self.b if one == self.a else self.a

    def overlaps(self, since: str, until: str) -> bool:
        """Whether it may have held between these dates ("" is open); where only its reports are dated, their days count.

        One without any date has no place in a period.
        """
        if not since and not until:
            return True
        dated = bool(self.since or self.until)
        begins, ends = (self.since, self.until) if dated else self.seen
        if not dated and not begins:
            return False
        return in_period(begins, ends, since, until)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a network is wanted: layers (none: all), the least probability, facts only, and a period."""

    kinds: frozenset[TieKind] = frozenset()
    least: float = 0.0
    stated_only: bool = False
    since: str = ""
    until: str = ""

    def admits(self, tie: KnownTie) -> bool:
        """Whether this tie is wanted."""
        return (
            (not self.kinds or tie.kind in self.kinds) and tie.probability >= self.least
            and (tie.stated or not self.stated_only) and tie.overlaps(self.since, self.until)
        )  # fmt: skip


@dataclass(frozen=True)
class Graph:
    """Things by what makes them one, and their ties, surest first.

    `hubs` are things of which not all ties were read, each with how many were; `left_out` counts what was beyond the bound
    of the whole: a page says both.
    """

    nodes: Mapping[str, Node]
    ties: tuple[KnownTie, ...]
    reports: Mapping[int, Report]
    hubs: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0

    def narrowed(self, narrowing: Narrowing, *, keep: Collection[str] = ()) -> Graph:
        """The same with those ties that `narrowing` admits, and the things that these tie or that are to be kept."""
        ties = tuple(tie for tie in self.ties if narrowing.admits(tie))
        held = {end for tie in ties for end in (tie.a, tie.b)} | set(keep)
        nodes = {one: node for one, node in self.nodes.items() if one in held}
        return Graph(nodes, ties, self.reports, self.hubs, self.left_out)

    def around(self) -> dict[str, list[KnownTie]]:
        """Each thing's ties."""
        found: dict[str, list[KnownTie]] = {one: [] for one in self.nodes}
        for tie in self.ties:
            found[tie.a].append(tie)
            found[tie.b].append(tie)
        return found


@dataclass(slots=True)
class _Heap:
    """What is gathered for one pair in one layer."""

    words: dict[object, float] = field(default_factory=dict)
    acts: set[tuple[int, int]] = field(default_factory=set)
    reports: dict[int, None] = field(default_factory=dict)
    forward: int = 0
    backward: int = 0
    since: str = ""
    until: str = ""
    still: bool = False
    seen: tuple[str, str] = ("", "")
    stated: bool = False


def assembled(
    links: Iterable[Link], nodes: Mapping[str, Node], reports: Mapping[int, Report], sure: Mapping[int, float]
) -> tuple[KnownTie, ...]:
    """Every tie between two of `nodes`, surest first; a link of a report that the viewer may not see is left out.

    `sure` says of an entity how probable it is that it belongs to its thing at all (1 where nothing is said): a tie that
    rests on a doubtful identity is as doubtful.
    """
    of_entity = {number: node.one for node in nodes.values() for number in node.ids}
    heaps: dict[tuple[str, str, TieKind], _Heap] = {}
    for link in links:
        source, target = of_entity.get(link.source), of_entity.get(link.target)
        report = reports.get(link.report)
        if source is None or target is None or source == target or report is None:
            continue
        forward = source < target
        pair = (source, target) if forward else (target, source)
        kind = kind_of(link.schema, link.word)
        heap = heaps.setdefault((*pair, kind), _Heap())
        _add(heap, kind, link, report, sure.get(link.source, 1.0) * sure.get(link.target, 1.0), forward=forward)
    ties = [_tie(key, heap) for key, heap in heaps.items()]
    return tuple(sorted(ties, key=lambda tie: (-tie.probability, tie.a, tie.b, tie.kind)))


def _add(heap: _Heap, kind: TieKind, link: Link, report: Report, same: float, *, forward: bool) -> None:
    said = same * probability(report.scheme, report.grade_source, report.grade_information, kind=link.kind)
    # Reports of one source are one word; where no source is named, the agency vouches for each report.
    word = (report.agency_id, report.source) if report.source else report.id
    heap.words[word] = max(heap.words.get(word, 0.0), said)
    act = (link.through or link.source, link.report)
    if act not in heap.acts:
        heap.acts.add(act)
        directed = _is_directed(link.schema)
        heap.forward += directed and forward
        heap.backward += directed and not forward
    heap.reports[report.id] = None
    heap.stated = heap.stated or link.kind == "fact"
    since, until = link.since, link.until or (link.since if kind in ACTS else "")
    heap.still = heap.still or bool(since and not until)
    heap.since, heap.until = _first(heap.since, since), _latest(heap.until, until)
    heap.seen = _first(heap.seen[0], report.occurred), _latest(heap.seen[1], report.occurred)


@lru_cache(maxsize=256)
def _is_directed(schema_name: str) -> bool:
    """Whether a tie of this schema leads from one to the other, or only says that both are tied."""
    schema = schemas().get(schema_name)
    return schema is not None and (schema.edge is None or schema.edge.directed)


def in_period(begins: str, ends: str, since: str, until: str) -> bool:
    """Whether what begins and ends on these partial dates ("" is open) may have held between `since` and `until`."""
    # An hour counts as its day.
    return (not until or begins.lstrip("~")[:10] <= _end(until)) and (not since or not ends or _end(ends) >= since)


def _first(one: str, other: str) -> str:
    return min(filter(None, (one, other)), default="", key=lambda text: text.lstrip("~"))


def _latest(one: str, other: str) -> str:
    return max(filter(None, (one, other)), default="", key=_end)


def _tie(key: tuple[str, str, TieKind], heap: _Heap) -> KnownTie:
    first, second, kind = key
    through = tuple(sorted({through for through, _report in heap.acts}))
    return KnownTie(
        first, second, kind, together(heap.words.values()), len(heap.acts), heap.forward, heap.backward, heap.since,
        "" if heap.still else heap.until, heap.seen, tuple(heap.reports), through, heap.stated,
    )  # fmt: skip


def _end(text: str) -> str:
    """The last day that a partial date may mean, to be compared as text."""
    last = text.lstrip("~").rpartition("/")[2]
    return last + _LAST[len(last) :]
