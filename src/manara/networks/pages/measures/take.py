"""Takes the measures out of the node as a table: asked why, marked with the strictest handling code, all in it recorded."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from manara.exchange.engine import plain_table
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.handling import ruling
from manara.networks.engine.graph import Node, strictest
from manara.networks.engine.measuring import OF_STAGES
from manara.networks.pages import saying as chart_saying
from manara.networks.pages.measures import saying
from manara.networks.pages.measures.one import sorted_places
from manara.networks.pages.namesakes import places_apart
from manara.networks.queries import measured
from manara.networks.queries.measured import Opened
from manara.resolution.actions.take_along import take_along
from manara.resolution.forms.take import CSV, TakeForm
from manara.resolution.queries.marks import marks_for

_CSV = gettext_lazy("Table (CSV): everybody with each measure, P10 and P90")


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, measuring: uuid.UUID) -> HttpResponse:
    """The page that asks why; with an answer, the file."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = measured.opened(viewer, measuring, part="take-along")
    if not found.told.get("ties"):
        raise Hidden
    nodes = measured.named(viewer, found, sorted(found.there))
    asked = request.method == "POST"
    form = TakeForm(request.POST if asked else None, offered=(CSV,), language=viewer.language, purpose=viewer.purpose)
    form.fields["format"].choices = [(CSV, _CSV)]  # type: ignore[attr-defined]
    marks = _marks(viewer, found, nodes)
    if asked and form.is_valid():
        chosen = form.cleaned_data
        if not marks.restricted or chosen["confirmed"]:
            told = replace(viewer, language=chosen["language"], purpose=chosen["purpose"])
            with translation.override(chosen["language"]):
                return _file(told, found, places_apart(told, nodes))
        form.not_confirmed()
    context = {
        "form": form, "marks": marks, "handling": marks.handling, "restricted": marks.restricted, "code": marks.code,
        "measuring": found.measuring,
    }  # fmt: skip
    return TemplateResponse(request, "networks/measuring_take.html", context, status=422 if asked else 200)


def _file(viewer: Viewer, found: Opened, nodes: Mapping[int, Node]) -> HttpResponse:
    marks = _marks(viewer, found, nodes)
    content = _table(found, nodes, marks)
    name = file_name(marks, "measures", ".csv")
    take_along(viewer, CSV, [address for node in nodes.values() for address in node.others], [], name=name, content=content)
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _table(found: Opened, nodes: Mapping[int, Node], marks: Marks) -> bytes:
    told, named = found.told, columns(found.told)
    doubtful = [measure for measure in named if measure in told["low"]]
    header = [_("Who"), _("Told apart by")]
    for measure, title in named.items():
        header += [title, *([f"{title} P10", f"{title} P90"] if measure in doubtful else [])]
    rows = []
    for place in sorted_places(found, "betweenness"):
        if place not in nodes:
            continue
        name = chart_saying.name_of(nodes[place])
        cells = [name.text, " · ".join(name.apart)]
        for measure in named:
            sides = ("values", "low", "high") if measure in doubtful else ("values",)
            cells += [_number(told[side][measure][place], measure) for side in sides]
        rows.append(cells)
    return b"".join(plain_table.write(header, rows, marks))


def columns(told: Mapping[str, Any]) -> dict[str, str]:
    """The measures of the table with their titles: all of the page, those of brokers between stages last."""
    named = saying.titles()
    of_stages = {OF_STAGES + role: _("%(measure)s (stages of the route)") % {"measure": named[role]} for role in saying.ROLES}
    all_titles = {measure: named[measure] for measure in (*saying.COLUMNS, *saying.ROLES)} | of_stages
    return {measure: title for measure, title in all_titles.items() if measure in told["values"]}


def _number(value: Any, measure: str) -> str:
    if value is None:
        return ""
    return f"{value + 1:.0f}" if measure == "community" else f"{value:.6g}"


def _marks(viewer: Viewer, found: Opened, nodes: Mapping[int, Node]) -> Marks:
    """The strictest of the network when it was measured and of all who are named now."""
    now, then = strictest(nodes.values()), (found.told["handling"], found.told["tlp"], ())
    return marks_for(viewer, ruling([now, then]))
