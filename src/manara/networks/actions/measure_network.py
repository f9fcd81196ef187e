"""Has a network measured, part by part: read, then its figures, what doubt leaves open of them, and who grows if one goes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from manara.foundation.access import Ability, Hidden, Refused, Viewer, audience_of, circles_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.actions.start_job import ask_to_stop, start_job
from manara.foundation.jobs import Worked, works
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Circle, Job
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.foundation.queries.circles import circle_of
from manara.networks.actions.name_targets import name_targets
from manara.networks.actions.once import one_by_one
from manara.networks.engine.eligible import eligible
from manara.networks.engine.graph import strictest
from manara.networks.engine.measuring import Measuring as Measured
from manara.networks.engine.measuring import measured, weighed, without, without_the_first
from manara.networks.engine.sampling import MEASURED_ON
from manara.networks.engine.ties.graph import Graph
from manara.networks.engine.ties.targets import NotToBeNamed
from manara.networks.engine.which import Which, which_of
from manara.networks.models import Measuring, Purpose, Target
from manara.networks.queries import saved
from manara.networks.queries.graph import targets
from manara.networks.queries.lab_network import graph_for, names_of
from manara.networks.queries.measured import known, stages_among

KIND: Final = "measures"
KIND_GONE: Final = "measures-gone"
#: Of the work, in drawn networks: reading and the figures before them, and who grows if one goes after them.
_READ: Final = 5
_FIGURES: Final = 10
_GONE: Final = 5
PARTS: Final = _READ + _FIGURES + MEASURED_ON + _GONE
#: A part ends by then, so that its progress shows and nobody takes its worker for dead.
SECONDS: Final = 8.0
MOST_GONE: Final = 25


class AtWork(ValueError):
    """It is being worked at already."""


@dataclass
class _Held:
    job: uuid.UUID
    graph: Graph
    measured: Measured | None = None


# What the parts of the job at hand have in common: a large network takes longer to read than to measure. It is in the worker
# alone and holds one network; a worker that has it no more begins the job anew. Whom the list may name is asked at its making.
_held: list[_Held] = []


def measure_network(viewer: Viewer, which: Which) -> Measuring:
    """Begin to measure; what is being read already is not begun a second time. Raises `Refused`, also for a circle that
    everyone reads; `Hidden` for what isn't the viewer's."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    circle = _lies_in(viewer, which)
    with transaction.atomic():
        one_by_one(viewer, "measure")
        going = Measuring.objects.filter(by_id=viewer.user_id, which=which.written(), job__state__in=OPEN_STATES, told={})
        begun = going.select_related("job").order_by("-pk").first()
        if begun is not None:
            return begun
        audience = audience_of([circle.pk])
        viewer = again(viewer)
        made = Measuring.objects.create(audience_id=audience, which=which.written(), by_id=viewer.user_id)
        made.job = start_job(viewer, kind=KIND, subject=made.public_id, audience=audience, total=PARTS)
        made.save(update_fields=["job"])
        record(viewer, AuditVerb.CREATE, "measures", [made.public_id], audience=audience)
    return made


def stop_measuring(viewer: Viewer, made: Measuring) -> None:
    """End after the part at work; what was found so far stays. Raises `Refused`."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if made.job is not None:
        ask_to_stop(viewer, made.job)


def ask_without(viewer: Viewer, made: Measuring, place: int) -> None:
    """Work out who becomes important without the person of this place. Raises `Refused`, `AtWork`; `Hidden` where nobody stands
    in it."""
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if made.job is not None and made.job.state in OPEN_STATES:
        raise AtWork
    entity = Target.objects.filter(targets_id=made.targets_id, position=place, entity__isnull=False).first()
    if entity is None or entity.entity is None:
        raise Hidden
    with transaction.atomic():
        made.asked = place
        made.job = start_job(viewer, kind=KIND_GONE, subject=made.public_id, audience=made.audience_id, total=1)
        made.save(update_fields=["asked", "job"])
        record(viewer, AuditVerb.READ, "entity", [entity.entity.public_id], fields=["measures without"])


@works(KIND)
def one_part(viewer: Viewer, job: Job) -> Worked:
    """The next part: the network is read for the first and stays in mind for the others."""
    made = _made(job)
    held = next((each for each in _held if each.job == job.public_id), None)
    if job.done == 0 or held is None:
        return _read(viewer, made, job)
    if held.measured is None:
        return _figures(viewer, made, held)
    at_hand = held.measured
    if not at_hand.intervals.done:
        at_hand.intervals.more(SECONDS)
        at_hand.tell_intervals()
        made.told = at_hand.told
        made.save(update_fields=["told"])
        return Worked(_READ + _FIGURES + at_hand.intervals.drawn, PARTS, finished=False)
    made.gone = without_the_first(at_hand, MOST_GONE, seconds=SECONDS)
    made.save(update_fields=["gone"])
    _held.clear()
    return Worked(PARTS, PARTS, finished=True)


@works(KIND_GONE)
def without_one(viewer: Viewer, job: Job) -> Worked:
    """Who lies between more of the others without the one person who was asked about; the network is read anew."""
    made = _made(job)
    found = targets(graph_for(viewer, which_of(made.which), part="measures"))
    chart = weighed(found)
    names = names_of(found)
    rows = Target.objects.filter(targets_id=made.targets_id, entity__isnull=False).values_list("position", "entity_id")
    places = {names[entity]: place for place, entity in rows if entity in names}
    whose = next((name for name, place in places.items() if place == made.asked), None)
    # Who became protected or lost his last tie since is passed over: the page says that he is not in it any more.
    if whose is not None and whose in eligible(chart.graph):
        made.gone = {**made.gone, str(made.asked): without(chart, places, whose)}
    made.asked = None
    made.save(update_fields=["gone", "asked"])
    return Worked(1, 1, finished=True)


def _read(viewer: Viewer, made: Measuring, job: Job) -> Worked:
    which = which_of(made.which)
    made.known = known(viewer, which)
    made.save(update_fields=["known"])
    _held[:] = [_Held(job.public_id, graph_for(viewer, which, part="measures"))]
    return Worked(_READ, PARTS, finished=False)


def _figures(viewer: Viewer, made: Measuring, held: _Held) -> Worked:
    graph = held.graph
    there = targets(graph)
    found = measured(there, stages=stages_among(viewer, there, which_of(made.which)))
    code, tlp, _conditions = strictest(graph.nodes.values())
    found.told |= {"left_out": graph.left_out, "handling": code, "tlp": tlp}
    try:
        made.targets = name_targets(
            viewer, found.targets.choose(found.names), purpose=Purpose.RANKING, title="", audience=made.audience_id
        )
    except NotToBeNamed:
        # Somebody became protected while it was measured: the same part again, without him.
        return Worked(_READ, PARTS, finished=False)
    made.told, made.gone = found.told, {}
    made.save(update_fields=["targets", "told", "gone"])
    held.measured = found
    return Worked(_READ + _FIGURES + (MEASURED_ON if found.intervals.done else 0), PARTS, finished=False)


def _made(job: Job) -> Measuring:
    found = Measuring.objects.filter(public_id=job.subject).first()
    if found is None:
        raise Hidden
    return found


def _lies_in(viewer: Viewer, which: Which) -> Circle:
    """The circle in whose keeping the figures are: that of the reports, or one of the viewer's that the chart is open to."""
    if which.chart:
        chart = saved.chart_of(uuid.UUID(which.chart))
        own = set(circles_of(chart.audience_id)) & set(viewer.circles)
        found = Circle.objects.filter(pk__in=own).exclude(kind=CircleKind.CONTEXT).order_by("pk").first()
        if found is None:
            raise Refused(reason="circle")
        return found
    if not which.circle:
        raise Hidden
    found = circle_of(viewer, uuid.UUID(which.circle))
    if found.kind == CircleKind.CONTEXT:
        raise Refused(reason="circle")
    return found
