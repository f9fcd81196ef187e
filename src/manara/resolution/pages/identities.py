"""Who is who: the suggestions to judge, what waits for a second opinion, what was left open, and what was judged lately."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.jobs import progress_of
from manara.resolution import reasons, words
from manara.resolution.actions.suggest import start_comparing
from manara.resolution.engine.sayings import strictest
from manara.resolution.engine.weighing import kinds
from manara.resolution.namesakes import things_apart
from manara.resolution.pages import lines
from manara.resolution.pages.asking import page as page_of
from manara.resolution.pages.judged_lines import just_judged, shown_judgements
from manara.resolution.queries.comparable import comparing_of
from manara.resolution.queries.judgements import ON_A_PAGE, lately, unsure, waiting_for_second
from manara.resolution.queries.notices import notices
from manara.resolution.queries.queue import COUNTED_TO, Waiting, count, queue
from manara.resolution.queries.queue import ON_A_PAGE as SUGGESTED
from manara.resolution.queries.rules import rule_in_force

PARTS = ("suggested", "second", "unsure", "judged", "told")


@allow(Ability.READ_ENTITIES)
@require_GET
def identities(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = request.GET.get("part", "") if request.GET.get("part", "") in PARTS else "suggested"
    page = page_of(request.GET)
    waiting = count()
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in waiting else ""
    context: dict[str, Any] = {
        "part": part, "tabs": _tabs(part, sum(waiting.values())), "kinds": _kinds(waiting, kind),
        "kind": kind, "rule": rule_in_force(), "page": page, "more": False,
        "may_judge": viewer.may(Ability.JUDGE), "just": just_judged(viewer, request.GET.get("judged", "")),
        **comparing(viewer),
    }  # fmt: skip
    if part == "suggested":
        found = queue(viewer, schemas=[kind] if kind else (), offset=(page - 1) * SUGGESTED)
        listed = found[:SUGGESTED]
        apart = things_apart(viewer, (side for each in listed for side in (each.left, each.right)))
        context |= {"waiting": [shown(each, apart, kind=kind) for each in listed], "more": len(found) > SUGGESTED}
    elif part == "told":
        context["notices"] = notices(viewer)
    else:
        rows = {"second": waiting_for_second(viewer), "unsure": unsure(), "judged": lately()}[part]
        first = (page - 1) * ON_A_PAGE
        several = list(rows[first : first + ON_A_PAGE + 1])
        context |= {"judgements": shown_judgements(viewer, several[:ON_A_PAGE]), "more": len(several) > ON_A_PAGE}
    return TemplateResponse(request, "resolution/identities.html", context)


@allow(Ability.JUDGE)
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Compare what came since the last time, as the viewer."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    start_comparing(viewer)
    return redirect("resolution:identities")


@allow(Ability.READ_ENTITIES)
@require_GET
def compared(request: HttpRequest) -> HttpResponse:
    """How far the comparison has come: a part of the page that asks again every second."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return TemplateResponse(request, "resolution/comparing.html", comparing(viewer))


def comparing(viewer: Viewer) -> dict[str, Any]:
    """The viewer's own comparison and its progress."""
    mine = comparing_of(viewer)
    return {"comparing": mine, "progress": progress_of(mine.job) if mine and mine.job else None}


def shown(
    each: Waiting, apart: Mapping[uuid.UUID, tuple[str, ...]] = MappingProxyType({}), *, kind: str = ""
) -> dict[str, Any]:
    """A suggestion as its line shows it, with what tells `apart` those of one name; who keeps to one `kind` is led on in it."""
    address = reverse("resolution:beside", args=[each.left.public_id, each.right.public_id])
    return {
        "url": f"{address}?{urlencode({'kind': kind})}" if kind else address,
        "left": lines.of_thing(each.left, apart=apart.get(each.left.public_id, ())),
        "right": lines.of_thing(each.right, apart=apart.get(each.right.public_id, ())),
        "handling": strictest([each.left.report, each.right.report])[0],
        "percent": min(99, round(100 * each.probability)),
        "supports": [str(reasons.KINDS[kind]) for kind in kinds(each.evidence, supporting=True)[:4]],
        "opposes": [str(reasons.KINDS[kind]) for kind in kinds(each.evidence, supporting=False)[:3]],
    }


def _kinds(waiting: dict[str, int], here: str) -> list[dict[str, Any]]:
    """Of what the pairs are, the most first; nothing to choose where all are of one kind."""
    if len(waiting) < 2:
        return []
    every = [("", _("All kinds"), sum(waiting.values()))]
    return [
        {"url": f"?kind={schema}" if schema else "?", "label": label, "count": _bounded(number), "here": schema == here}
        for schema, label, number in every + [(name, words.schema_plural(name), n) for name, n in waiting.items()]
    ]


def _tabs(here: str, waiting: int) -> list[dict[str, Any]]:
    labels = {
        "suggested": (_("To judge"), _bounded(waiting)),
        "second": (_("Second opinion"), ""),
        "unsure": (_("Left open"), ""),
        "judged": (_("Judged"), ""),
        "told": (_("Told by rule"), ""),
    }
    return [
        {"label": label, "url": f"?part={part}", "here": part == here, "count": number}
        for part, (label, number) in labels.items()
    ]


def _bounded(number: int) -> str:
    return f"{COUNTED_TO}+" if number >= COUNTED_TO else str(number)
