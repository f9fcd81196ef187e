"""The first page of a case: what is new, what is due, what is missing; then the newest of everything."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.cases import words
from manara.cases.actions.look_in import have_seen, look_in
from manara.cases.pages.frame import Opened, frame, opened, viewer_of
from manara.cases.pages.merge import progress
from manara.cases.queries import overview as overviews
from manara.cases.queries.beside import Touching
from manara.cases.queries.finding import case_of, places_of
from manara.cases.queries.work import closures_of
from manara.foundation.access import Ability, allow
from manara.resolution import words as things

GROUPS = 8


@allow(Ability.WORK_CASES)
@require_GET
def case(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The overview."""
    viewer = viewer_of(request)
    found = case_of(viewer, case)
    since = look_in(viewer, found)
    today, places = timezone.localdate(), places_of(found)
    seen = overviews.overview(viewer, found, places, since=since, today=today)
    circle = urlencode({"circle": found.circle.public_id})
    context = frame(
        Opened(viewer, found, places, seen.tally),
        "case",
        it=seen,
        since=since,
        today=today,
        gaps=[words.lacking(found, gap) for gap in seen.gaps],
        new=[words.told(found, each) for each in seen.new],
        latest=[words.told(found, each) for each in seen.latest],
        kinds=_kinds(found.public_id, seen),
        beside=_beside(seen.touching),
        is_new=bool(seen.new or seen.tally.new or seen.new_things),
        closure=closures_of(found)[-1] if not found.is_open else None,
        went=None if found.is_open else progress(found),
        chart_url=f"{reverse('networks:chart')}?{circle}" if seen.tally.reports else "",
        measures_url=f"{reverse('networks:measures')}?{circle}" if viewer.may(Ability.EXPORT) else "",
        map_url=f"{reverse('routes:map')}?{circle}",
        may_merge=viewer.may(Ability.SHARE) and found.circle_id in viewer.kept_circles,
    )
    return TemplateResponse(request, "cases/case.html", context)


@require_POST
@allow(Ability.WORK_CASES)
def seen(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Takes everything as seen."""
    it = opened(request, case, "seen")
    have_seen(it.viewer, it.case)
    messages.success(request, _("From now on only what comes later is new."))
    return redirect("cases:case", case)


def _kinds(case: uuid.UUID, seen: overviews.Overview) -> list[dict[str, Any]]:
    held = [name for name in things.BROWSED if name in seen.sums.kinds]
    address = reverse("cases:entities", args=[case])
    return [
        {
            "label": things.schema_plural(name),
            "icon": things.schema_icon(name),
            "url": f"{address}?kind={name}",
            "count": seen.sums.kinds[name][0],
            "new": seen.sums.kinds[name][1],
        }
        for name in held[:GROUPS]
    ]


def _beside(found: list[Touching]) -> list[dict[str, Any]]:
    """By case: what it has in common with this one."""
    cases: dict[uuid.UUID, dict[str, Any]] = {}
    for each in found:
        group = cases.setdefault(each.case, {"case": each, "things": []})
        group["things"].append(
            {
                "name": words.caption(each.schema, each.caption),
                "icon": things.schema_icon(each.schema),
                "kind": things.schema_label(each.schema),
                "url": reverse("resolution:entity", args=[each.entity]),
                "other": words.caption(each.other_schema, each.other_caption),
                "other_url": reverse("resolution:entity", args=[each.other]),
                "same": each.same,
            }
        )
    return list(cases.values())
