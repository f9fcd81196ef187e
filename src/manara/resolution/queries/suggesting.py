"""The eight entities that a half-typed search most likely means: those whose name begins so, and those its keys find."""

from __future__ import annotations

from manara.foundation.access import Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import sort_key
from manara.foundation.models.audit import AuditVerb
from manara.foundation.node.warming import still_warming
from manara.resolution.engine.asked import Asked
from manara.resolution.engine.ranking import ranked
from manara.resolution.queries.beginning import beginning
from manara.resolution.queries.candidates import Filters, candidates
from manara.resolution.queries.things import Thing

SUGGESTED = 8
KINDS = ("Person", "Phone", "Vessel", "Vehicle", "Organization", "CriminalNetwork")
# A suggestion needs the likeliest only, not the whole list of a common name.
MOST_OF_A_KEY = 200


def suggestions(viewer: Viewer, asked: Asked) -> list[Thing]:
    """At most eight, one of each identifier; that they were shown is recorded with the typed words sealed."""
    chosen = candidates(asked.all_keys, Filters(), language=viewer.language, most=MOST_OF_A_KEY, limit=40)
    found: dict[str, Thing] = {}
    for each in ranked(asked.text, chosen.entities, by_letters=still_warming()):
        first = each.first
        thing = Thing(first.id, first.public_id, first.schema, first.caption, first.identity_key, first.report)
        found.setdefault(_place(thing), thing)
    if len(found) < SUGGESTED:
        for thing in beginning(sort_key(asked.text), KINDS, language=viewer.language):
            found.setdefault(_place(thing), thing)
    shown = [thing for thing in found.values() if thing.caption][:SUGGESTED]
    record(viewer, AuditVerb.SEARCH, "suggestion", [thing.public_id for thing in shown], detail=asked.text)
    return shown


def _place(thing: Thing) -> str:
    # Two persons of one name stay two lines; a number written twice is one.
    return thing.identity_key or f"#{thing.id}"
