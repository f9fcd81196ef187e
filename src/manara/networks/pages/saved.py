"""Kept charts: the list, one of them on the page, keeping, sharing, putting away."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.engine.addresses import address_of
from manara.foundation.queries.circles import circle_of
from manara.networks.actions.keep_chart import Overtaken, Words, begin_chart, keep_version
from manara.networks.actions.put_chart_away import put_chart_away
from manara.networks.actions.refusals import Untitled
from manara.networks.actions.share_chart import share_chart
from manara.networks.engine.state import NoChart, State, state_of
from manara.networks.models import SavedChart
from manara.networks.pages import asking, chart, lanes, saying
from manara.networks.queries import saved
from manara.networks.queries.chart import Charted, charted
from manara.resolution import words
from manara.resolution.queries.around import Narrowed


@allow(Ability.READ_ENTITIES)
@require_GET
def charts(request: HttpRequest) -> HttpResponse:
    """All charts that the viewer may open."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return TemplateResponse(request, "networks/saved_list.html", {"charts": saved.listed(viewer), "me": viewer.user_id})


@allow(Ability.READ_ENTITIES)
@require_GET
def opened(request: HttpRequest, chart_id: uuid.UUID) -> HttpResponse:
    """One chart where its things were put, with the ties that this viewer may see now; `?version=` opens an older one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    text = request.GET.get("version", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
    found = saved.opened(viewer, chart_id, number=number)
    state = state_of(found.version.state)
    on_it = charted(viewer, list(state.places)) if state.places else Charted((), ())
    # Whoever may see less of it than its writer learns nothing of the rest, not even where it stood.
    state = state.only({address for node in on_it.nodes for address in node.others})
    state = lanes.kept_true(state, on_it)
    told = chart.context(viewer, on_it, Narrowed(), placed=dict(state.places), beside=state.lanes)
    told.update(
        saved={"title": found.version.title, "note": found.version.note, "id": found.chart.public_id},
        chart=found.chart,
        version=found.version,
        versions=saved.versions(found.chart),
        mine=found.chart.owner_id == viewer.user_id,
        may_share=found.chart.owner_id == viewer.user_id and viewer.may(Ability.SHARE),
        saved_line=_saved_line(found), notes=_notes(state, on_it),
        kept={"id": str(found.chart.public_id), "version": found.chart.latest, "state": state.written()},
    )
    return TemplateResponse(request, "networks/chart.html", told)


@allow(Ability.READ_ENTITIES)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is sent: a new chart for a circle, or a new version of one; 409 when somebody else was faster."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        sent = asking.body(request)
        state = state_of(sent.get("state"))
        words = Words(_text(sent, "title"), _text(sent, "note"))
        kept = _kept(viewer, sent, words, state)
    except (asking.Unreadable, NoChart) as problem:
        return asking.refused(asking.Unreadable(str(problem)))
    except Untitled:
        return JsonResponse({"field": "title", "sentence": _("Give the chart a title.")}, status=400)
    except Overtaken as overtaken:
        sentence = _("Somebody else kept a version meanwhile. Keep yours as a chart of its own, or open theirs first.")
        return JsonResponse({"sentence": sentence, "version": overtaken.latest}, status=409)
    return JsonResponse(
        {
            "id": str(kept.public_id),
            "version": kept.latest,
            "url": reverse("networks:saved", args=[kept.public_id]),
            "sentence": _("Kept as version %(number)s.") % {"number": kept.latest},
        }
    )


def _kept(viewer: Viewer, sent: dict[str, Any], words: Words, state: Any) -> SavedChart:
    if sent.get("chart") is None:
        circle = address_of(sent.get("circle"))
        if circle is None:
            raise asking.Unreadable("circle")
        return begin_chart(viewer, circle_of(viewer, circle), words, state)
    address, based_on = address_of(sent["chart"]), sent.get("based_on")
    if address is None or not isinstance(based_on, int) or isinstance(based_on, bool):
        raise asking.Unreadable("chart")
    found = saved.chart_of(address)
    return keep_version(viewer, found, words, state, based_on=based_on, visible=saved.visible_on(found))


@allow(Ability.SHARE)
@require_POST
def share(request: HttpRequest, chart_id: uuid.UUID) -> HttpResponse:
    """Open the chart to one more circle of the viewer's."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = saved.chart_of(chart_id)
    circle = address_of(request.POST.get("circle"))
    if circle is None:
        raise Hidden
    try:
        share_chart(viewer, found, circle_of(viewer, circle), reason=request.POST.get("reason", ""))
        messages.success(request, _("The chart is open to that circle. Each of its members sees what he may see of it."))
    except AlreadyShared:
        messages.info(request, _("That circle can open the chart already."))
    return redirect("networks:saved", chart_id=chart_id)


@allow(Ability.READ_ENTITIES)
@require_POST
def put_away(request: HttpRequest, chart_id: uuid.UUID) -> HttpResponse:
    """Put the chart away, or with `back` take it out again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    back = bool(request.POST.get("back"))
    put_chart_away(viewer, saved.chart_of(chart_id), away=not back)
    if back:
        messages.success(request, _("The chart is in the list again."))
        return redirect("networks:saved", chart_id=chart_id)
    messages.success(request, _("The chart was put away. Its address still opens it, and there it can be taken out again."))
    return redirect("networks:charts")


def _notes(state: State, on_it: Charted) -> list[tuple[list[words.Shown], str]]:
    """Each note with what it stands on, as the page says it without a script."""
    names: dict[str, words.Shown] = {group.key: words.Shown(group.name) for group in state.groups}
    names |= {str(address): saying.name_of(node) for node in on_it.nodes for address in node.others}
    return [([names[key] for key in note.on if key in names], note.text) for note in state.notes]


def _saved_line(found: saved.Opened) -> str:
    return _("Version %(number)s of %(latest)s, kept by %(who)s") % {
        "number": found.version.number,
        "latest": found.chart.latest,
        "who": found.version.saved_by.code,
    }


def _text(sent: dict[str, Any], field: str) -> str:
    value = sent.get(field, "")
    if not isinstance(value, str) or len(value) > 20_000:
        raise asking.Unreadable(field)
    return value
