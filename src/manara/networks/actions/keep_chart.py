"""Keeps a chart: the first time for a circle, afterwards as a new version; nobody's version is written over."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer, audience_of, circles_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.networks.actions.once import SECOND_CLICK, one_by_one
from manara.networks.actions.refusals import Untitled
from manara.networks.engine.state import State, state_of
from manara.networks.models import ChartVersion, SavedChart

MOST_TITLE = 200
MOST_NOTE = 2_000


class Overtaken(ValueError):
    """Somebody else kept a version since the one this is based on; that version stays the latest."""

    def __init__(self, latest: int) -> None:
        super().__init__(latest)
        self.latest = latest


@dataclass(frozen=True)
class Words:
    """What a chart is called and what it shows, as typed."""

    title: str
    note: str = ""


def begin_chart(viewer: Viewer, circle: Circle, words: Words, state: State) -> SavedChart:
    """Keep a chart for the first time, for `circle`; of a form that was sent twice the chart of the first time. Raises
    `Refused` outside of the circle, `Untitled` without a title.

    What names persons never goes to the circle that everyone reads.
    """
    if not viewer.may(Ability.READ_ENTITIES):
        raise Refused(Ability.READ_ENTITIES)
    if circle.pk not in viewer.circles or circle.kind == CircleKind.CONTEXT:
        raise Refused(reason="circle")
    title, note = _words(words)
    with transaction.atomic():
        one_by_one(viewer, "keep chart")
        already = _kept_just_now(viewer, circle, title, note, state)
        if already is not None:
            return already
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        chart = SavedChart.objects.create(
            audience_id=audience, owner_id=viewer.user_id, title=title, note=note, latest=1, things=len(state.places)
        )
        _version(viewer, chart, 1, title, note, state)
        record(viewer, AuditVerb.CREATE, "chart", [chart.public_id], audience=audience)
    return chart


def keep_version(
    viewer: Viewer, chart: SavedChart, words: Words, state: State, *, based_on: int, visible: Collection[uuid.UUID]
) -> SavedChart:
    """Keep a new version of a chart that the viewer may open; of a form that was sent twice the version of the first time.
    Raises `Overtaken` when somebody else was faster, `Untitled`.

    What stands on the latest version and isn't among what is `visible` to the viewer stays on it.
    """
    if not viewer.may(Ability.READ_ENTITIES):
        raise Refused(Ability.READ_ENTITIES)
    title, note = _words(words)
    with transaction.atomic():
        locked = SavedChart.objects.select_for_update().get(pk=chart.pk)
        if locked.latest == based_on + 1:
            before = locked.versions.get(number=based_on)
            meant = state.with_hidden_of(state_of(before.state), visible)
            if _says(viewer, locked.versions.get(number=locked.latest), title, note, meant):
                return locked
        if locked.latest != based_on:
            raise Overtaken(locked.latest)
        state = state.with_hidden_of(state_of(locked.versions.get(number=locked.latest).state), visible)
        locked.latest += 1
        locked.title, locked.note, locked.things, locked.saved_at = title, note, len(state.places), timezone.now()
        locked.save(update_fields=["latest", "title", "note", "things", "saved_at"])
        _version(viewer, locked, locked.latest, title, note, state)
        record(viewer, AuditVerb.CHANGE, "chart", [locked.public_id], fields=["version"], audience=locked.audience_id)
    return locked


def _kept_just_now(viewer: Viewer, circle: Circle, title: str, note: str, state: State) -> SavedChart | None:
    """The chart that the viewer began with the very same a moment ago, and that nothing was done to since."""
    since = timezone.now() - SECOND_CLICK
    begun = SavedChart.objects.filter(owner_id=viewer.user_id, title=title, begun_at__gte=since, latest=1, put_away_at=None)
    for chart in begun.order_by("-pk"):
        same = _says(viewer, chart.versions.get(number=1), title, note, state)
        if same and set(circles_of(chart.audience_id)) == {circle.pk}:
            return chart
    return None


def _says(viewer: Viewer, version: ChartVersion, title: str, note: str, state: State) -> bool:
    """Whether the viewer kept the very same as this version a moment ago."""
    return (
        version.saved_by_id == viewer.user_id and version.saved_at >= timezone.now() - SECOND_CLICK
        and (version.title, version.note, version.state) == (title, note, state.written())
    )  # fmt: skip


def _version(viewer: Viewer, chart: SavedChart, number: int, title: str, note: str, state: State) -> None:
    ChartVersion.objects.create(
        chart=chart, audience_id=chart.audience_id, number=number, state=state.written(), title=title, note=note,
        saved_by_id=viewer.user_id,
    )  # fmt: skip


def _words(words: Words) -> tuple[str, str]:
    title = tidy(words.title)
    if not title:
        raise Untitled
    return title[:MOST_TITLE], tidy_lines(words.note)[:MOST_NOTE]
