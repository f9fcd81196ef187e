"""The reader's words for what tells apart those who stand in one list under one name."""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.foundation.access import Viewer
from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.engine.scripts import isolate
from manara.resolution import words
from manara.resolution.engine.namesakes import namesakes, still_alike
from manara.resolution.queries.namesakes import REPORTED, telling_apart
from manara.resolution.queries.things import Thing

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a list: its address, its name as written there, the entities it is made of, and in how many reports."""

    address: uuid.UUID
    name: str
    ids: tuple[int, ...]
    reports: int = 0


def told_apart(
    viewer: Viewer, named: Iterable[Named], *, shown: Container[uuid.UUID] | None = None
) -> dict[uuid.UUID, tuple[str, ...]]:
    """Address → what tells it from another of its name; nothing of those whose name stands once.

    Year and place of birth, nationality and how many reports; where that is the same for two, the day of the newest report.
    Of a long list only those `shown` are read. Two queries, none where every name stands once.
    """
    listed = {each.address: each for each in named}
    group = {
        address: name for address, name in namesakes({each.address: each.name for each in listed.values()}).items()
        if shown is None or address in shown
    }  # fmt: skip
    if not group:
        return {}
    facts = telling_apart(viewer, (number for address in group for number in listed[address].ids), group)
    joined = {address: _joined(listed[address].ids, facts) for address in group}
    said = {address: _said(joined[address], listed[address].reports) for address in group}
    for address in still_alike(group, said):
        days = joined[address].get(REPORTED)
        if days:
            said[address].append(_("report of %(day)s") % {"day": isolate(max(days))})
    return {address: tuple(parts) for address, parts in said.items()}


def things_apart(viewer: Viewer, things: Iterable[Thing]) -> dict[uuid.UUID, tuple[str, ...]]:
    """As `told_apart`, of entities each of which one report names."""
    return told_apart(viewer, (Named(thing.public_id, thing.caption, (thing.id,)) for thing in things))


def _joined(ids: Iterable[int], facts: Mapping[int, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = {}
    for number in ids:
        for prop, values in facts.get(number, {}).items():
            joined.setdefault(prop, []).extend(values)
    return {prop: list(dict.fromkeys(values)) for prop, values in joined.items()}


def _said(facts: Mapping[str, list[str]], reports: int) -> list[str]:
    said = []
    years = list(dict.fromkeys(filter(None, map(_year, facts.get("birthDate", ())))))[:_SEVERAL]
    if years:
        said.append(_("born %(year)s") % {"year": isolate(" / ".join(years))})
    for prop in ("nationality", "birthPlace"):
        values = [words.shown("Person", prop, value).text for value in facts.get(prop, ())]
        if values:
            said.append(" / ".join(isolate(value) for value in dict.fromkeys(values[:_SEVERAL])))
    if reports > 1:
        said.append(ngettext("%(n)s report", "%(n)s reports", reports) % {"n": reports})
    return said


def _year(value: str) -> str:
    try:
        date = PartialDate.from_iso(value)
    except DateProblem:
        return ""
    return str(date.start.year)
