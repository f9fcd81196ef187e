"""Whom a person may lay beside an entity: what his search finds among all of its kind that are not one with it already."""

from __future__ import annotations

from dataclasses import dataclass

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.foundation.node.warming import still_warming
from manara.resolution.engine.asked import Asked
from manara.resolution.engine.ranking import Found, ranked
from manara.resolution.models import Judgement
from manara.resolution.queries.candidates import Filters, candidates
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.judgements import touching
from manara.resolution.queries.searching import search
from manara.resolution.queries.suggesting import MOST_OF_A_KEY, SUGGESTED
from manara.resolution.queries.things import Thing


@dataclass(frozen=True, slots=True)
class Rival:
    """One line of what was found, and the judgement that stands between it and the entity, if there is one."""

    found: Found
    judged: Judgement | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """One page of them, and whether more were found than could be looked at."""

    rivals: tuple[Rival, ...]
    page: int
    more: bool
    bounded: bool


def rivals(viewer: Viewer, it: Identity, asked: Asked, *, page: int = 1) -> Rivals:
    """What the search finds of the entity's kind, without itself; five queries. The search is recorded as any other."""
    results = search(viewer, asked, Filters(schemas=(it.opened.schema,)), page=page)
    mine = set(it.ids)
    others = [each for each in results.found if mine.isdisjoint(candidate.id for candidate in each.candidates)]
    between: dict[int, Judgement] = {}
    for judgement in touching(it.ids):
        for number in {judgement.one_id, judgement.other_id} - mine:
            between.setdefault(number, judgement)
    told = tuple(
        Rival(each, next((between[one.id] for one in each.candidates if one.id in between), None)) for each in others
    )
    return Rivals(told, results.page, results.more, results.bounded)


def half_typed(viewer: Viewer, it: Identity, asked: Asked) -> list[Thing]:
    """The likeliest few while it is being typed, of the entity's kind and without itself; they are recorded as shown."""
    chosen = candidates(
        asked.all_keys, Filters(schemas=(it.opened.schema,)), language=viewer.language, most=MOST_OF_A_KEY, limit=40
    )
    mine = set(it.ids)
    shown: list[Thing] = []
    for each in ranked(asked.text, chosen.entities, by_letters=still_warming()):
        one = each.first
        if one.caption and mine.isdisjoint(candidate.id for candidate in each.candidates):
            shown.append(Thing(one.id, one.public_id, one.schema, one.caption, one.identity_key, one.report))
    record(viewer, AuditVerb.SEARCH, "suggestion", [each.public_id for each in shown[:SUGGESTED]], detail=asked.text)
    return shown[:SUGGESTED]
