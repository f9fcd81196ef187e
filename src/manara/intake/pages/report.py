"""One report: what it says and how sure, what came with it, to whom it is open, and whether it was taken back."""

from __future__ import annotations

import uuid
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.models.audit import AuditVerb
from manara.intake.engine.targets import TARGETS
from manara.intake.forms.mapping import target_label
from manara.intake.models import Report
from manara.intake.models.report import ReportKind
from manara.intake.pages.asking import viewer_of
from manara.intake.pages.saying import shown_entities
from manara.intake.queries.circles import circles_of_viewer
from manara.intake.queries.history import history_of
from manara.intake.queries.report import around, report_for, said_by, sharings_of, source_identity_of
from manara.intake.queries.reports import name_untitled
from manara.intake.reasons import FRAME, told_code

TRACK_MARKS: Final = {
    "kind": gettext_lazy("Kind"),
    "symbol": gettext_lazy("Symbol"),
    "folder": gettext_lazy("Folder"),
    "elevation": gettext_lazy("Elevation (m)"),
}
TRACK_KINDS: Final = {
    "waypoint": gettext_lazy("point"),
    "route": gettext_lazy("planned route"),
    "track": gettext_lazy("track"),
    "area": gettext_lazy("area"),
}


@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = report_for(viewer, public_id)
    return TemplateResponse(request, "intake/report.html", context_of(request, viewer, found))


@allow(Ability.READ_OWN_REPORTS, Ability.READ_REPORTS)
def history(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = report_for(viewer, public_id)
    name_untitled([found])
    events = history_of(viewer, found)
    context = {"report": found, "events": [(event, AuditVerb(event.verb).label) for event in events]}
    return TemplateResponse(request, "intake/history.html", context)


def context_of(request: HttpRequest, viewer: Viewer, found: Report) -> dict[str, object]:
    """All that the report's page shows."""
    whole = around(found)
    retracted = found.retracted_at is not None
    page = None if retracted else said_by(found, after=request.GET.get("after", ""))
    own_agency = found.agency_id == viewer.agency_id
    mine = found.author_id == viewer.user_id
    sharings = sharings_of(viewer, found)
    opened = {sharing.circle_id for sharing in sharings if sharing.ended_at is None}
    entities = shown_entities(page.told) if page else []
    found.named = next((each.title for each in entities if each.title), _("Report"))  # type: ignore[attr-defined]
    circles = [circle for circle in circles_of_viewer(viewer) if circle.kind != "context"]
    return {
        "report": found,
        "whole": whole,
        "standing": next((each for each in whole.retractions if each.undone_at is None), None),
        "entities": entities,
        "after": page.after if page else "",
        "doubts": [] if retracted else [told_code(doubt["code"], doubt["params"]) for doubt in found.doubts],
        "details": [] if retracted else _details(found),
        "own_agency": own_agency,
        "mine": mine,
        "may_share": viewer.may(Ability.SHARE) and (own_agency or found.handling in ("H0", "H1")),
        "may_release": viewer.may(Ability.SHARE) and own_agency and not retracted,
        "may_retract": mine or (viewer.may(Ability.RETRACT) and own_agency),
        "may_attach": mine or (viewer.may(Ability.RETRACT) and own_agency),
        "may_see_sources": viewer.may(Ability.SEE_SOURCES) and own_agency,
        "identity": source_identity_of(viewer, found) if own_agency and not retracted else None,
        "sharings": sharings,
        "circles": [circle for circle in circles if circle.pk not in opened],
        "handlers": circles,
        "keeps": bool(viewer.kept_circles),
    }


def _details(found: Report) -> list[tuple[str, str]]:
    """What the file says beside: under its own header, or in the page's words where the importer named it or there is none."""
    form = found.kind == ReportKind.FORM
    track = found.imported is not None and found.imported.mapping.get("profile") in ("gpx", "kml")
    read = {} if form or track else {target.label: target_label(target) for target in TARGETS.values()}
    if read:
        read["reference"] = target_label(TARGETS["report.reference"])
    shown = []
    for name, value in found.details.items():
        if value and track and name in TRACK_MARKS:
            shown.append((str(TRACK_MARKS[name]), str(TRACK_KINDS.get(value, value)) if name == "kind" else value))
        elif value:
            shown.append((str(FRAME.get(name, name)) if form else read.get(name, name), value))
    return shown
