"""The timeline of a case: what its reports date, with its tasks and decisions in a lane of their own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from manara.cases.pages.frame import Opened, frame, opened
from manara.cases.queries import entities, work
from manara.foundation.access import Ability, allow
from manara.foundation.engine.partial_date import PartialDate
from manara.resolution.engine.timeline import in_order
from manara.resolution.timeline import Moment, moments_of, shown

LANE = "work"
# Of a large case the most reported things: a picture of thousands says nothing.
MOST = 300


@allow(Ability.WORK_CASES)
@require_GET
def timeline(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The picture and its table."""
    it = opened(request, case, "timeline")
    things = entities.entities_of(it.viewer, it.case, scope=it.scope, audiences=it.audiences, size=MOST)
    found = moments_of(it.viewer, [each.id for each in things], several=True)
    every = [*found.all, *_work(it)]
    ordered = [*in_order(every), *(each for each in every if not each.dated)]
    context = frame(
        it, "timeline",
        timeline=shown(ordered, request.GET, bounded=found.bounded or len(things) == MOST),
    )  # fmt: skip
    return TemplateResponse(request, "cases/timeline.html", context)


def _work(it: Opened) -> Iterator[Moment]:
    case = it.case
    opened_on = timezone.localtime(case.opened_at).date()
    yield Moment(LANE, _("Opened"), PartialDate.between(opened_on, opened_on), url=reverse("cases:log", args=[case.public_id]))
    for decision in work.decisions_of(it.scope):
        day = PartialDate.between(decision.decided_on, decision.decided_on)
        url = reverse("cases:decisions", args=[case.public_id]) + f"#{decision.public_id}"
        yield Moment(LANE, _("Decision"), day, about=decision.ruling, url=url)
    for task in work.open_tasks(case)[: work.MOST]:
        if task.due_on:
            url = reverse("cases:task", args=[case.public_id, task.public_id])
            yield Moment(LANE, _("Task due"), PartialDate.between(task.due_on, task.due_on), about=task.title, url=url)
    for closure in work.closures_of(case):
        day_closed = timezone.localtime(closure.at).date()
        yield Moment(
            LANE, pgettext("a case", "Closed"), PartialDate.between(day_closed, day_closed),
            about=closure.get_outcome_display(), url=reverse("cases:log", args=[case.public_id]),
        )  # fmt: skip
