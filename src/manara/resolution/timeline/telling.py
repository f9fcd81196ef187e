"""The words of a moment: what a tie is called from this side, whom it concerns, how much was paid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Final

from manara.foundation.vocabulary import schemas
from manara.resolution import words
from manara.resolution.engine.sayings import Report
from manara.resolution.engine.ties import word_of
from manara.resolution.queries.things import Thing
from manara.resolution.queries.touching import Touch

MOST_NAMED: Final = 3


def name_of(thing: Thing) -> str:
    """What a thing is called in one line."""
    if thing.schema == "Phone":
        return words.phone(thing.caption)
    return thing.caption or words.schema_label(thing.schema)


def label(touch: Touch, mine: Collection[int], *, several: bool) -> str:
    """What the tie is: "uses" from the side of its source, its own name from any other, with the word that it carries."""
    schema = schemas().get(touch.schema)
    if schema is None:
        return touch.schema
    language = words.language()
    said = schema.label(language)
    if schema.edge is not None and not several:
        from_source = any(prop == schema.edge.source and other in mine for prop, other in touch.ends)
        if from_source or not schema.edge.directed:
            said = schema.edge.label(language)
    word = word_of(touch.values)
    role = schema.properties.get("role")
    shown = role.choice_label(word, language) if role and word in role.choices else word
    return f"{said} ({shown})" if shown and len(shown) <= 60 else said


def names(touch: Touch, mine: Collection[int], known: Mapping[int, Thing], *, several: bool) -> str:
    """Whom it concerns beside the one whose timeline it is, and the amount; what the viewer may not see isn't named."""
    ends = [other for _prop, other in touch.ends if other in known and (several or other not in mine)]
    # Two reports of one telephone are two things of one name, which is written once.
    parts = list(dict.fromkeys(name_of(known[other]) for other in ends))
    if amount := touch.values.get("amount", ""):
        parts.append(" ".join(filter(None, (amount, touch.values.get("currency", "")))))
    if not parts and (own := touch.values.get("name") or touch.values.get("number", "")):
        parts.append(own)
    return " · ".join(parts)


def named_by_report(mine: Mapping[int, Thing]) -> dict[int, str]:
    """By the number of a report, the first three names that it has for some of these things, and how many more it has."""
    found: dict[int, dict[str, None]] = {}
    for thing in mine.values():
        found.setdefault(thing.report.id, {})[name_of(thing)] = None
    return {
        report: " · ".join(
            [*islice(names, MOST_NAMED), *([f"+{more}"] if (more := len(names) - MOST_NAMED) > 0 else [])]
        )
        for report, names in found.items()
    }


def report_url(report: Report) -> str:
    """The address of a report's page."""
    return f"/reports/{report.public_id}/"
