"""How many of the node's own reports tell of each place, month by month: public context is never among them."""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from manara.foundation.access import Ability, Viewer
from manara.foundation.engine import places as gazetteer
from manara.foundation.engine.places import Place
from manara.foundation.engine.scripts import sort_key
from manara.foundation.queries.places import added_places
from manara.routes.engine.asked import Asked
from manara.routes.engine.points import point_written
from manara.routes.models import Placing

_SQL = """
select place_key, place, kind,
       case when occurred_from is null then -1 when occurred_from < date '1900-01-01' or occurred_from > %(today)s
            then -2 else extract(year from occurred_from)::int * 12 + extract(month from occurred_from)::int - 1 end,
       {told}
from intake_report
where kind <> 'context' and retracted_at is null and (place <> '' or place_key <> '') and (%(all)s or author_id = %(me)s)
  and (%(only)s::bigint[] is null or id = any(%(only)s::bigint[]))
  and (%(circle)s::bigint is null
       or audience_id in (select audience_id from foundation_audiencecircle where circle_id = %(circle)s))
group by 1, 2, 3, 4
"""  # the two numbers are months.UNDATED and months.DOUBTFUL
_COUNTED = "count(*), max(handling), array_agg(distinct tlp)"
_TAKEN = "array_agg(public_id), max(handling), array_agg(distinct tlp), array_agg(distinct conditions order by conditions)"


@dataclass(slots=True)
class AtPlace:
    """A place with its reports by kind and month, and the spellings under which reports name it."""

    place: Place
    months: dict[tuple[str, int], int] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    # The handling codes and traffic lights of its reports: what is taken from here bears the strictest.
    codes: set[str] = field(default_factory=set)
    lights: set[str] = field(default_factory=set)


@dataclass(slots=True)
class NotPlaced:
    """A text that names no place, or several: how often it stands in reports, and what it may mean."""

    text: str
    reports: int
    choices: tuple[Place, ...] = ()

    @property
    def added(self) -> str:
        """The query with which a form for a new place begins with this name."""
        return urlencode({"name": self.text})


@dataclass(slots=True)
class Reported:
    """What the viewer's reports tell of where."""

    places: dict[str, AtPlace]
    unplaced: dict[str, int]
    added: dict[str, Place]
    own: dict[str, Place]
    placings: dict[str, str]

    def not_placed(self, *, limit: int = 50) -> list[NotPlaced]:
        """The texts that a person must place, the most frequent first, each with the places that bear the name."""
        often = sorted(self.unplaced.items(), key=lambda each: (-each[1], each[0]))[:limit]
        return [NotPlaced(text, count, tuple(gazetteer.find_places(text, limit=6))) for text, count in often]


def reported(viewer: Viewer, only: Iterable[int] | None = None, circle: int | None = None) -> Reported:
    """Every place that the viewer's reports name, resolved: the author's choice, a placing, or the only place of the name.

    `only` keeps to the reports of these numbers, `circle` to those that lie open to the circle of this number.
    """
    return gathered(_rows(viewer, only, circle), added_places(), placings())


def reported_beside(viewer: Viewer, left: Iterable[int], right: Iterable[int]) -> tuple[Reported, Reported]:
    """The places of either side's reports, by the same places added and placings; four queries."""
    added, said = added_places(), placings()
    one, other = (gathered(_rows(viewer, side, None), added, said) for side in (left, right))
    return one, other


@dataclass(slots=True)
class Behind:
    """The reports behind the places of a map, and what rules them."""

    reports: list[uuid.UUID] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    lights: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)


def behind(
    viewer: Viewer,
    told: Reported,
    places: Container[str],
    asked: Asked,
    only: Iterable[int] | None = None,
    circle: int | None = None,
) -> Behind:
    """The reports of what is `asked` that stand behind these places, for `only` and `circle` with which `told` was read."""
    found = Behind()
    for key, text, kind, month, reports, code, lights, conditions in _rows(viewer, only, circle, _TAKEN):
        place = meant(key, text, told.added, told.own, told.placings)
        if place is not None and place.id in places and asked.counted({(kind, month): 1}):
            found.reports += reports
            found.codes.add(code)
            found.lights.update(lights)
            found.conditions.update(each for each in conditions if each)
    return found


def _rows(viewer: Viewer, only: Iterable[int] | None, circle: int | None, told: str = _COUNTED) -> list[Any]:
    with connection.cursor() as cursor:
        chosen = None if only is None else list(only)
        everything = viewer.may(Ability.READ_REPORTS)
        given = {"all": everything, "me": viewer.user_id, "only": chosen, "circle": circle}
        cursor.execute(_SQL.format(told=told), {"today": timezone.localdate(), **given})
        return cursor.fetchall()


def placings() -> dict[str, str]:
    """Text key → place key, as people of the viewer's circles said; the newest word counts."""
    rows = Placing.objects.filter(undone_at=None).order_by("pk").values_list("text_key", "place_key")
    return dict(rows[:10_000])


Row = tuple[str, str, str, int, int, str, list[str]]


def gathered(rows: Iterable[Row], added: dict[str, Place], said: dict[str, str]) -> Reported:
    """Rows of (place key, text, kind, month, count, strictest code, lights) by the place they mean."""
    own = {sort_key(name): place for place in added.values() for name in place.all_names}
    found = Reported({}, {}, added, own, said)
    for key, text, kind, month, count, code, lights in rows:
        place = meant(key, text, added, own, said)
        if place is None:
            found.unplaced[text] = found.unplaced.get(text, 0) + count
            continue
        at = found.places.setdefault(place.id, AtPlace(place))
        at.months[kind, month] = at.months.get((kind, month), 0) + count
        at.codes.add(code)
        at.lights.update(lights)
        if text:
            at.texts.add(text)
    return found


def meant(key: str, text: str, added: dict[str, Place], own: dict[str, Place], said: dict[str, str]) -> Place | None:
    """The place that a report means, or None where a person has to say."""
    if key:
        return gazetteer.place_of(key) or added.get(key)
    written = sort_key(text)
    if written in said:
        return gazetteer.place_of(said[written]) or added.get(said[written])
    if written in own:
        return own[written]
    return gazetteer.only_place(text) or point_written(text)

