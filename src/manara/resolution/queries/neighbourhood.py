"""All that surrounds an entity in four queries: its ties, and what it shares with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from manara.foundation.vocabulary import schemas
from manara.resolution.engine import strands
from manara.resolution.engine.sayings import Report, Saying
from manara.resolution.engine.ties import Strand, Tie, ties
from manara.resolution.queries import judged
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.sharing import Sharer, sharing
from manara.resolution.queries.things import Thing, things
from manara.resolution.queries.touching import MOST_TIES, touching

NAMES = ("name", "alias", "previousName", "weakAlias")


@dataclass(frozen=True)
class Neighbourhood:
    """`things` has every neighbour by number; `bounded` when more reports tie it than were read."""

    ties: tuple[Tie, ...]
    things: Mapping[int, Thing]
    roles: tuple[tuple[str, strands.Touch], ...]
    reports: Mapping[int, Report]
    bounded: bool = False


def neighbourhood(identity: Identity, sayings: Sequence[Saying], *, language: str, today: date) -> Neighbourhood:
    """What the viewer may know of what surrounds `identity`."""
    mine = set(identity.ids)
    touches = touching(mine)
    direct = list(strands.direct(mine, touches, sayings, identity.reports))
    sharers = sharing(mine, {strand.other for strand in direct}, language=language)
    known = {sharer.thing.id: sharer.thing for sharer in sharers}
    own_things = things({strand.other for strand in direct} - mine, language=language)
    shared = _shared_things(identity, sharers, own_things)
    beyond = touching(shared, most=100)
    reports = {**identity.reports, **{thing.report.id: thing.report for thing in known.values()}}
    indirect = [each for each in strands.through_shared(shared, beyond, reports) if each.other not in mine]
    everything = {**known, **own_things, **things({each.other for each in indirect} - known.keys(), language=language)}
    person_strands = [*direct, *indirect, *_sharing_persons(identity, sharers, {each.other for each in indirect})]
    visible = [strand for strand in person_strands if strand.other in everything]
    joined = ties(visible, {number: thing.identity_key for number, thing in everything.items()}, today=today)
    return Neighbourhood(
        tuple(joined),
        everything,
        tuple(strands.roles(mine, touches, identity.reports)),
        reports,
        len(touches) >= MOST_TIES,
    )


def _shared_things(identity: Identity, sharers: Sequence[Sharer], own: Mapping[int, Thing]) -> dict[int, int]:
    """Things of other reports that are one with a thing of this entity's reports → that thing.

    A phone is one by its number; a passport or a vehicle by sharing an identifier with one of the same kind.
    """
    by_key = {thing.identity_key: number for number, thing in own.items() if _by_identifier(thing.identity_key)}
    by_kind = {thing.schema: number for number, thing in own.items() if not _is_party(thing.schema)}
    found = {}
    for sharer in sharers:
        key = sharer.thing.identity_key
        if key and key in by_key and key != identity.opened.identity_key:
            found[sharer.thing.id] = by_key[key]
        elif not key and sharer.tied and sharer.thing.schema in by_kind:
            found[sharer.thing.id] = by_kind[sharer.thing.schema]
    return found


def _by_identifier(key: str) -> bool:
    """Whether a thing is one by its number and not by judgement: only that is shared, a neighbour judged one is a tie."""
    return bool(key) and not key.startswith(judged.JUDGED)


def _is_party(name: str) -> bool:
    schema = schemas().get(name)
    return schema is not None and schema.is_a("LegalEntity")


def _sharing_persons(identity: Identity, sharers: Sequence[Sharer], seen: set[int]) -> list[Strand]:
    """Those whose own report gives them an identifier that this entity has, said without an edge."""
    found = []
    for sharer in sharers:
        identifiers = [key for key in (*sharer.own, *sharer.tied) if not key.startswith(("n1:", "b1:", "l1:"))]
        if identifiers and _is_party(sharer.thing.schema) and sharer.thing.id not in seen:
            found.append(Strand(sharer.thing.id, "", "shared", True, sharer.thing.report, "assessment", identifiers[0]))
    return found
