"""Who or what may be the same as one thing: compared now with all that shares a key with it, as the queue's pairs are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.intake.models import Entity
from manara.resolution.engine import names
from manara.resolution.engine.weighing import pieces
from manara.resolution.queries.comparable import pairs
from manara.resolution.queries.compared import Gathered, gathered
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.queue import Waiting
from manara.resolution.queries.things import Thing, things
from manara.resolution.queries.weighing import Pair, weighed_all

# Less probable than this, one among those who resemble it is no line on its page; the queue goes further down.
SHOWN_FROM: Final = 0.05
SHOWN: Final = 5
# Of a name that half a country bears those are weighed whose names are nearest, and of a large identity the newest.
MOST_WEIGHED: Final = 40
MOST_SOURCES: Final = 12


def alike(viewer: Viewer, it: Identity, *, part: str) -> list[tuple[Waiting, Gathered]]:
    """The likeliest others, at most `SHOWN`, one of each identity, with what is said of them; whoever is shown is recorded.

    Whom a judgement told apart from it, or left open, is not asked about again. At most ten queries.
    """
    mine = it.ids[:MOST_SOURCES]
    found = [pair for pair in pairs(mine) if not (pair[0] in it.ids and pair[1] in it.ids)]
    near = _nearest(it.opened.caption, found, set(it.ids))
    said = gathered({number for pair in near for number in pair})
    weights = weighed_all(near, {number: each.known() for number, each in said.items()})
    likely = sorted((pair for pair in weights if weights[pair].probability >= SHOWN_FROM), key=lambda p: -weights[p].bits)
    named = things({number for pair in likely for number in pair}, language=viewer.language)
    shown: dict[str, tuple[Waiting, Gathered]] = {}
    for pair in likely:
        own, other = pair if pair[0] in it.ids else pair[::-1]
        if own in named and other in named and len(shown) < SHOWN:
            each = weights[pair]
            waiting = Waiting(named[own], named[other], each.bits, each.probability, pieces(each))
            shown.setdefault(_one(named[other]), (waiting, said[other]))
    if shown:
        record(viewer, AuditVerb.LIST, "entity", [each.right.public_id for each, _said in shown.values()], fields=[part])
    return list(shown.values())


def _nearest(name: str, found: Sequence[Pair], mine: set[int]) -> list[Pair]:
    if len(found) <= MOST_WEIGHED:
        return list(found)
    others = [other if one in mine else one for one, other in found]
    captions: Mapping[int, str] = dict(Entity.objects.filter(pk__in=others).values_list("pk", "caption"))
    likeness = names.compare_many([name] * len(found), [captions.get(other, "") for other in others])
    return [found[at] for at in (-likeness).argsort(kind="stable")[:MOST_WEIGHED]]


def _one(thing: Thing) -> str:
    return thing.identity_key or f"#{thing.id}"
