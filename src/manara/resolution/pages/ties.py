"""An entity's ties as its page shows them: the nearest as a small picture, all of them as a table of the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from manara.foundation.vocabulary import schemas
from manara.resolution import words
from manara.resolution.engine.drawing import Picture, drawn
from manara.resolution.engine.sayings import Report
from manara.resolution.engine.shared_kinds import kind_of_shared, shared_kinds
from manara.resolution.engine.ties import Strand, Tie
from manara.resolution.pages.facts import report_url
from manara.resolution.queries.identity import Identity
from manara.resolution.queries.neighbourhood import Neighbourhood
from manara.resolution.queries.things import Thing

MOST_REPORTS = 4


@dataclass(frozen=True, slots=True)
class ShownTie:
    """One neighbour: what the tie is, since when, who says so."""

    url: str
    icon: str
    kind: str
    name: words.Shown
    says: tuple[str, ...]
    through: words.Shown | None
    since: str
    until: str
    certain: bool
    reports: tuple[tuple[Report, str], ...]
    more: int


def shown_ties(around: Neighbourhood, ties: Iterable[Tie]) -> list[ShownTie]:
    """Ties in the reader's words."""
    return [_tie(around, tie) for tie in ties]


def picture(identity: Identity, around: Neighbourhood) -> Picture | None:
    """The nearest ties drawn; None when there is none."""
    if not around.ties:
        return None
    nearest = [(around.things[tie.other], tie) for tie in around.ties]
    nodes = [
        (thing.schema, _name(thing).text, reverse("resolution:entity", args=[thing.public_id]), tie.certain)
        for thing, tie in nearest
    ]
    opened = identity.opened
    middle = words.phone(opened.caption) if opened.schema == "Phone" else opened.caption
    return drawn((opened.schema, middle or words.schema_label(opened.schema)), nodes)


def _tie(around: Neighbourhood, tie: Tie) -> ShownTie:
    thing = around.things[tie.other]
    said = dict.fromkeys(_says(strand, around) for strand in tie.strands)
    through = next((around.things[strand.through] for strand in tie.strands if _is_shared(strand, around)), None)
    reports = tie.reports
    return ShownTie(
        reverse("resolution:entity", args=[thing.public_id]),
        words.schema_icon(thing.schema),
        words.schema_label(thing.schema),
        _name(thing),
        tuple(said),
        _name(through) if through else None,
        tie.since,
        tie.until,
        tie.certain,
        tuple((report, report_url(report)) for report in reports[:MOST_REPORTS]),
        max(0, len(reports) - MOST_REPORTS),
    )


def _says(strand: Strand, around: Neighbourhood) -> str:
    if strand.prop == "shared" and _linked_to_the_shared(strand, around):
        edge = schemas()[strand.schema].edge
        return edge.label(words.language()) if edge else words.schema_label(strand.schema)
    if strand.prop == "shared":
        return str(words.SHARED.get(_kind_shared(strand, around), words.SHARED[""]))
    schema = schemas().get(strand.schema)
    if strand.prop or schema is None or schema.edge is None:
        return words.property_label(strand.schema, strand.prop)
    said = (
        schema.edge.label(words.language())
        if strand.forward or not schema.edge.directed
        else schema.label(words.language())
    )
    role = schema.properties.get("role")
    word = role.choice_label(strand.word, words.language()) if role and strand.word else strand.word
    return f"{said} ({word})" if word else said


def _linked_to_the_shared(strand: Strand, around: Neighbourhood) -> bool:
    """Whether the other is a thing that is itself tied to what is shared, as a phone that called it: no second user."""
    other, schema = around.things.get(strand.other), schemas().get(strand.schema)
    party = other is None or ((known := schemas().get(other.schema)) is not None and known.is_a("LegalEntity"))
    return not party and schema is not None and schema.edge is not None


def _kind_shared(strand: Strand, around: Neighbourhood) -> str:
    """What both have: told by the thing itself where a report names one, else by the identifier."""
    through = around.things.get(strand.through)
    if through is not None:
        return kind_of_shared(through.schema)
    return next(iter(shared_kinds([strand.word])), "")


def _is_shared(strand: Strand, around: Neighbourhood) -> bool:
    return strand.prop == "shared" and strand.through in around.things


def _name(thing: Thing) -> words.Shown:
    if thing.schema == "Phone":
        return words.Shown(words.phone(thing.caption), "phone", ltr=True)
    if not thing.caption:
        return words.Shown(words.schema_label(thing.schema))
    return words.Shown(thing.caption, "name", words.name_language(thing.caption))
