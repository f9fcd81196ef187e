"""Finds what was asked and says why: candidates by key, ranked by likeness, with the facts that tell them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import sort_key
from manara.foundation.models.audit import AuditVerb
from manara.foundation.node.warming import still_warming
from manara.resolution.engine.asked import Asked
from manara.resolution.engine.facets import Facets, facets
from manara.resolution.engine.ranking import Found, again, ranked
from manara.resolution.queries import short_facts
from manara.resolution.queries.candidates import Candidates, Filters, candidates
from manara.resolution.queries.suggesting import KINDS, SUGGESTED
from manara.resolution.queries.totals import Total

ON_A_PAGE = 25
# Aliases are read of more than one page, so that one who is known by an alias can still climb onto the first.
READ_CLOSER = 40
MOST_OF_A_GROUP = 3


@dataclass(frozen=True)
class Results:
    """One page of what was found, how many there are in all, and whether more exist than were looked at."""

    found: tuple[Found, ...]
    total: int
    bounded: bool
    facets: Facets
    page: int = 1

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.page * ON_A_PAGE < self.total


def search(viewer: Viewer, asked: Asked, filters: Filters, *, page: int = 1) -> Results:
    """Three queries at most: the candidates, once more where they are few, then the facts and totals of those that are shown.

    The search is recorded with its words sealed, also when it finds nothing or the words can't be looked for.
    """
    chosen = _chosen(viewer, asked, filters)
    by_letters = still_warming()
    everything = ranked(asked.text, chosen.entities, by_letters=by_letters)
    first = (page - 1) * ON_A_PAGE
    closer = everything[:READ_CLOSER] if first < READ_CLOSER else everything[first : first + ON_A_PAGE]
    read = again(asked.text, _with_names(closer), by_letters=by_letters)
    ordered = read if first >= READ_CLOSER else [*read, *everything[READ_CLOSER:]]
    shown = ordered[:ON_A_PAGE] if first >= READ_CLOSER else ordered[first : first + ON_A_PAGE]
    results = Results(tuple(shown), len(everything), chosen.bounded, facets(everything), page)
    listed = [candidate.public_id for each in shown for candidate in each.candidates[:MOST_OF_A_GROUP]]
    record(viewer, AuditVerb.SEARCH, "entity", listed, detail=asked.text)
    return results


def everything_found(viewer: Viewer, asked: Asked, filters: Filters) -> list[Found]:
    """All results of a search with their facts, to be taken out; the caller records the taking."""
    chosen = _chosen(viewer, asked, filters)
    return again(asked.text, _with_names(ranked(asked.text, chosen.entities)))


def _chosen(viewer: Viewer, asked: Asked, filters: Filters) -> Candidates:
    """Those whom the keys find; where they are few, or a title took one word's place in them, also those whose names begin
    so and those who bear the other word: never fewer than are suggested while it is typed."""
    if asked.problem:
        return Candidates((), False)
    if not asked.beside_title:
        found = candidates(asked.all_keys, filters, language=viewer.language)
        if len({each.identity_key or each.id for each in found.entities}) >= SUGGESTED:
            return found
    start = sort_key(asked.text)
    return candidates(
        [*asked.all_keys, *asked.beside_title], filters, language=viewer.language, begins=start if len(start) > 1 else "",
        kinds=filters.schemas or KINDS,
    )


def _with_names(found: Sequence[Found]) -> list[Found]:
    facts, totals = short_facts.facts_and_totals(
        (candidate.id for each in found for candidate in each.candidates[:MOST_OF_A_GROUP]),
        (each.first.identity_key for each in found),
    )
    return [_counted(_told(each, facts), totals) for each in found]


def _counted(found: Found, totals: Mapping[str, Total]) -> Found:
    total = totals.get(found.first.identity_key)
    if total is None:
        return found
    return replace(found, reports=total.reports, agencies=total.agencies, bounded=total.bounded)


def _told(found: Found, facts: dict[int, dict[str, list[str]]]) -> Found:
    joined: dict[str, dict[str, None]] = {}
    for candidate in found.candidates[:MOST_OF_A_GROUP]:
        for prop, values in facts[candidate.id].items():
            joined.setdefault(prop, {}).update(dict.fromkeys(values))
    names = tuple(name for prop in short_facts.NAMES for name in joined.get(prop, ()))
    first = replace(found.candidates[0], names=names)
    return replace(
        found,
        candidates=(first, *found.candidates[1:]),
        facts={prop: tuple(joined[prop]) for prop in short_facts.SHOWN if prop in joined},
    )
