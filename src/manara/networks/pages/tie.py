"""What stands behind one tie of a chart: every strand with who said it, when, how graded, as fact or as assessment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.networks.pages import saying
from manara.networks.queries.chart import charted


@allow(Ability.READ_ENTITIES)
@require_GET
def tie(request: HttpRequest) -> HttpResponse:
    """`?a=` and `?b=` are the two things; as a part of the chart's page, or as a page of its own."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    ends = [address_of(request.GET.get(name)) for name in ("a", "b")]
    known = [end for end in ends if end is not None]
    if len(known) != 2:
        raise Hidden
    chart = charted(viewer, known, part="tie")
    if not chart.bonds:
        raise Hidden
    bond = chart.bonds[0]
    names = {node.public_id: node for node in chart.nodes}
    strands = [
        {
            "from": saying.name_of(names[bond.a if strand.forward else bond.b]),
            "to": saying.name_of(names[bond.b if strand.forward else bond.a]),
            "says": saying.strand_says(strand),
            "kind": strand.kind,
            "since": strand.since,
            "until": strand.until,
            "report": strand.report,
            "url": reverse("intake:report", args=[strand.report.public_id]) if strand.report else "",
            "through": strand.through,
        }
        for strand in bond.tie.strands
    ]
    told = {
        "bond": bond,
        "ends": [(saying.name_of(names[end]), reverse("resolution:entity", args=[end])) for end in (bond.a, bond.b)],
        "strands": strands,
        "probability": saying.figure(bond.probability),
        "layers": [(saying.layer(each.kind), saying.figure(each.probability)) for each in bond.layers],
    }
    part = "networks/tie_part.html" if request.headers.get("HX-Request") else "networks/tie.html"
    return TemplateResponse(request, part, told)
