"""Suggests roles from ties and from what reports call somebody; each suggestion says why and decides nothing.

Rules, with what each needs. Thresholds are the room's own and calibrated against no data; they order what a person looks at.

- Any role: a report says it of him. Only so are captain, guide, lookout, forger, recruiter, advertiser and community head
  suggested: nobody becomes one of these by whom he calls or where he was. To drive a boat makes nobody an organiser, and boats
  count for no transporter.
- Money handler: payments from at least three who aren't his family; or with at least four, where no report says from whom.
- Financier: payments to at least three who are said to have a role.
- Host: at least two stays at a place that is his, or with him as host; or he keeps a safe house.
- Supplier: he owns at least two boats or engines.
- Transporter: he keeps a car, and travelled with at least three others.
- Organiser: at least two who are said to have a role work for him. Many ties are no reason: who is well known isn't a head.
- Complicit official: he works for a public body, and one who is said to have a role paid him.

The strength of a suggestion is the probability that as many of these ties exist as the rule needs (ties taken as independent:
Poisson's binomial), so that doubt about grades and identities is carried into it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from manara.foundation.vocabulary import schemas
from manara.networks.engine.graph import Node
from manara.networks.engine.ties.graph import Graph, KnownTie
from manara.networks.engine.ties.kinds import TieKind
from manara.networks.engine.ties.probability import together

#: Less is not worth a person's time.
LEAST: Final = 0.25
PAYERS: Final = 3
EXCHANGED: Final = 4
PAID: Final = 3
STAYS: Final = 2
BOATS: Final = 2
COMPANIONS: Final = 3
SUBORDINATES: Final = 2


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """That one report calls an entity by a role; `probability` from its grade."""

    entity: int
    role: str
    report: int
    probability: float
    since: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: its code, how many speak for it, and the reports that they stand in."""

    code: str
    count: int
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That somebody may play a role: how strongly (0–1), why, and since when at the earliest."""

    one: str
    role: str
    strength: float
    grounds: tuple[Ground, ...]
    since: str = ""

    @property
    def reports(self) -> tuple[int, ...]:
        """All reports it rests on, each once."""
        return tuple(dict.fromkeys(report for ground in self.grounds for report in ground.reports))


def suggestions(
    graph: Graph, said: Iterable[RoleSaid], *, passed_over: Collection[int] = (), only: Collection[str] = ()
) -> list[Suggestion]:
    """What may be asked of a person about the persons of `graph`, the strongest first; `only` these, where given.

    `passed_over` are entities of whom nothing is suggested: whom the viewer knows to be protected.
    """
    of_entity = {number: one for one, node in graph.nodes.items() for number in node.ids}
    spoken: dict[str, dict[str, list[RoleSaid]]] = {}
    for each in said:
        if each.entity in of_entity:
            spoken.setdefault(of_entity[each.entity], {}).setdefault(each.role, []).append(each)
    out = set(passed_over)
    around = graph.around()
    wanted = set(only) or graph.nodes.keys()
    found = [
        suggestion
        for one, node in graph.nodes.items()
        if one in wanted and node.schema == "Person" and out.isdisjoint(node.ids)
        for suggestion in _of_person(one, around[one], graph, spoken)
        if suggestion.strength >= LEAST
    ]
    return sorted(found, key=lambda each: (-each.strength, graph.nodes[each.one].sort_key, each.role))


def at_least(needed: int, probabilities: Sequence[float]) -> float:
    """The probability that at least `needed` of these independent ties exist.

    >>> round(at_least(2, [0.5, 0.5, 0.5]), 3)
    0.5
    """
    exactly = [1.0] + [0.0] * needed
    for each in probabilities:
        for count in range(needed, 0, -1):
            # The last place gathers all that are as many or more: who is there stays there.
            stays = exactly[count] * (1.0 if count == needed else 1.0 - each)
            exactly[count] = stays + exactly[count - 1] * each
        exactly[0] *= 1.0 - each
    return exactly[needed]


Spoken = Mapping[str, Mapping[str, Sequence[RoleSaid]]]


def _of_person(one: str, ties: Sequence[KnownTie], graph: Graph, spoken: Spoken) -> Iterator[Suggestion]:
    grounds: dict[str, list[tuple[float, Ground, str]]] = {}
    for role, words in spoken.get(one, {}).items():
        since = min((each.since for each in words if each.since), default="")
        reports = tuple(dict.fromkeys(each.report for each in words))
        likely = together(each.probability for each in words)
        grounds.setdefault(role, []).append((likely, Ground("said", len(reports), reports), since))
    for role, code, needed, counted in _rules(one, ties, graph, spoken):
        likely = at_least(needed, [tie.probability for tie in counted])
        if likely > 0.0:
            reports = tuple(dict.fromkeys(report for tie in counted for report in tie.reports))
            since = min((tie.since for tie in counted if tie.since), default="")
            grounds.setdefault(role, []).append((likely, Ground(code, len(counted), reports), since))
    for role, reasons in grounds.items():
        since = min((since for _likely, _ground, since in reasons if since), default="")
        yield Suggestion(
            one, role, together(likely for likely, _ground, _since in reasons), tuple(ground for _, ground, _ in reasons), since
        )


def _rules(
    one: str, ties: Sequence[KnownTie], graph: Graph, spoken: Spoken
) -> Iterator[tuple[str, str, int, list[KnownTie]]]:
    """Each rule that looks at ties: the role, its code, how many it needs, and the ties that count."""
    by_kind: dict[TieKind, list[KnownTie]] = {}
    for tie in ties:
        by_kind.setdefault(tie.kind, []).append(tie)
    family = {tie.other(one) for tie in by_kind.get(TieKind.FAMILY, ())}
    payments = [tie for tie in by_kind.get(TieKind.PAYMENT, ()) if _is(graph, tie.other(one), "LegalEntity")]
    received = [tie for tie in payments if _leads_to(tie, one) and tie.other(one) not in family]
    yield "money_collector", "payments-received", PAYERS, received
    unsaid = [tie for tie in payments if not tie.forward and not tie.backward and tie.other(one) not in family]
    yield "money_collector", "payments-with", EXCHANGED, unsaid
    made = [tie for tie in payments if _leads_from(tie, one) and spoken.get(tie.other(one))]
    yield "financier", "payments-made", PAID, made
    property_ = by_kind.get(TieKind.PROPERTY, [])
    houses = [tie for tie in property_ if _is(graph, tie.other(one), "SafeHouse")]
    yield "host", "keeps-house", 1, houses
    yield "host", "stays-hosted", STAYS, _hosted(one, ties, graph)
    boats = [tie for tie in property_ if _is(graph, tie.other(one), "Vessel") or _is(graph, tie.other(one), "Equipment")]
    yield "supplier", "boats-owned", BOATS, boats
    cars = [
        tie for tie in property_ if _is(graph, tie.other(one), "Vehicle") and not _is(graph, tie.other(one), "Vessel")
    ]
    companions = [tie for tie in by_kind.get(TieKind.TRAVEL, ()) if _is(graph, tie.other(one), "Person")]
    yield "transporter", "car-and-journeys", COMPANIONS, companions if cars else []
    command = by_kind.get(TieKind.COMMAND, [])
    under_him = [
        tie for tie in command
        if _leads_to(tie, one) and _is(graph, tie.other(one), "Person") and spoken.get(tie.other(one))
    ]  # fmt: skip
    yield "organiser", "work-for-him", SUBORDINATES, under_him
    public = [tie for tie in command if _leads_from(tie, one) and _is(graph, tie.other(one), "PublicBody")]
    paid_by = [tie for tie in payments if _leads_to(tie, one) and spoken.get(tie.other(one))]
    yield "complicit_official", "official-paid", 1, paid_by if public else []


def _hosted(one: str, ties: Sequence[KnownTie], graph: Graph) -> list[KnownTie]:
    """Stays of others with him: he is the host that a stay names."""
    return [tie for tie in ties if tie.kind == TieKind.LODGING and _leads_to(tie, one) and _is(graph, tie.other(one), "Person")]


def _leads_to(tie: KnownTie, one: str) -> bool:
    return bool(tie.forward if tie.b == one else tie.backward)


def _leads_from(tie: KnownTie, one: str) -> bool:
    return bool(tie.forward if tie.a == one else tie.backward)


def _is(graph: Graph, one: str, schema_name: str) -> bool:
    node: Node | None = graph.nodes.get(one)
    schema = schemas().get(node.schema) if node is not None else None
    return schema is not None and schema.is_a(schema_name)
