"""Takes the map along: as GeoJSON for another map, as a PDF for a colleague; marked, recorded, bounded to what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from manara.exchange.engine.geojson import Feature, write
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.documents import Document, Facts, Note, Paragraph, Picture, Section, Table, Text, render
from manara.foundation.models import Agency
from manara.foundation.models.audit import AuditVerb
from manara.routes import words
from manara.routes.engine import months
from manara.routes.engine.asked import INCIDENTS, REPORTS, Asked
from manara.routes.pages.asking import asked_of, viewer_of
from manara.routes.pages.map import attributions, svg
from manara.routes.pages.marks import marks as marks_of
from manara.routes.queries.drawn import Shown, shown

LISTED = 200


@allow(Ability.EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """What the view shows as GeoJSON; every feature bears its layer, so that context is told from case data anywhere."""
    viewer = viewer_of(request)
    asked = asked_of(request.POST)
    found = shown(viewer, asked, verb=AuditVerb.EXPORT)
    marks = _marks(viewer, found)
    body = write(list(features(found, asked, viewer.language)), marks)
    return _file(body, file_name(marks, "map", ".geojson"), "application/geo+json")


@allow(Ability.EXPORT)
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The map as a document: picture, legend, the list beside it, whose work it is and what the borders do not mean."""
    viewer = viewer_of(request)
    asked = asked_of(request.POST)
    found = shown(viewer, asked, verb=AuditVerb.EXPORT)
    marks = _marks(viewer, found)
    return _file(render(document(viewer, found, asked, marks)), file_name(marks, "map", ".pdf"), "application/pdf")


def features(found: Shown, asked: Asked, language: str) -> Iterator[Feature]:
    """Each layer's features that lie on the view, and the places without coordinates, which lie nowhere."""
    view = asked.view
    for at, count in found.places:
        place = at.place
        name = place.name(language)
        told: dict[str, Any] = {"layer": REPORTS, "name": name, "names": list(place.all_names), "reports": count}
        if place.latitude is None or place.longitude is None:
            yield Feature(place.id, (), told)
        elif view.shows(place.latitude, place.longitude):
            yield Feature(place.id, ((place.longitude, place.latitude),), told)
    for leg in found.legs:
        ends = [(stop.longitude or 0.0, stop.latitude or 0.0) for stop in leg.stops]
        line = [(lon, lat) for lat, lon in leg.track] if len(leg.track) > 1 else ends
        if any(view.shows(lat, lon) for lon, lat in line):
            yield Feature(str(leg.entity), tuple(line), {"layer": "legs", "name": leg.name})
    for place, parts in found.hubs:
        if view.shows(place.latitude or 0.0, place.longitude or 0.0):
            about = {"layer": "hubs", "context": True, "name": place.name(language), "parts": list(parts)}
            yield Feature(f"hub:{place.id}", ((place.longitude or 0.0, place.latitude or 0.0),), about)
    source = " · ".join(found.attributions)
    for row in found.incidents:
        if view.shows(row.latitude, row.longitude):
            about = {
                "layer": INCIDENTS, "context": True, "attribution": source, "date": row.occurred, "dead": row.dead,
                "missing": row.missing, "survivors": row.survivors, "route": row.route, "cause": row.cause,
            }  # fmt: skip
            yield Feature(str(row.report), ((row.longitude, row.latitude),), about)


def document(viewer: Viewer, found: Shown, asked: Asked, marks: Marks) -> Document:
    """The map on paper."""
    language = viewer.language
    drawn = svg(asked, marks_of(found, asked, language), language, links=False)
    period = " – ".join(
        "…" if month is None else months.text_of(month) for month in (asked.since, asked.until)
    )
    layers = [str(words.LAYERS[name]) for name in words.LAYERS if name in asked.layers]
    facts: list[tuple[str, Any]] = [
        (_("Layers"), " · ".join(layers)),
        (_("Period"), Text(period, ltr=True) if asked.bounded else _("all months, and what has no date")),
        (_("Our reports"), Text(str(found.reports), ltr=True)),
    ]
    blocks: list[Any] = [Picture(drawn, _("Map. The table after it says the same."), str(words.DISCLAIMER)), Facts(facts)]
    blocks.append(Note(f"{words.DASHED} {_signs()}"))
    sections = [Section(_("Map"), blocks)]
    if found.places:
        rows = [
            (Text(at.place.name(language)), " · ".join(n for n in at.place.names if n), Text(str(count), ltr=True))
            for at, count in found.places[:LISTED]
        ]
        columns = (_("Place"), _("Names"), _("Reports"))
        more = len(found.places) - len(rows)
        told: list[Any] = [Table(columns, rows, widths=(3, 5, 1))]
        if more > 0:
            told.append(Note(ngettext("and %(n)s more place", "and %(n)s more places", more) % {"n": more}))
        sections.append(Section(_("Where our reports are"), told))
    if INCIDENTS in asked.layers:
        sections.append(Section(str(words.LAYERS[INCIDENTS]), [Facts(_context(found)), Note(_apart(), tone="ask")]))
    sections.append(Section(_("Whose work this map stands on"), [Paragraph(" · ".join(attributions(found)))]))
    agency = Agency.objects.filter(pk=viewer.agency_id).first()
    return Document(
        title=_("Map"),
        kind=_("Map"),
        language=language,  # type: ignore[arg-type]
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=viewer.code,
        taken_at=marks.taken_at,
        purpose=viewer.purpose,
        agency=agency.name if agency else "",
        sections=sections,
    )


def _apart() -> str:
    return _(
        "The incidents are public context of other people's making: they are never counted with our reports, and their "
        "places are approximate."
    )


def _signs() -> str:
    return _("Filled circle: our reports. Arrow: leg of a route. Square: known hub. Diamond: public incident.")


def _context(found: Shown) -> list[tuple[str, Any]]:
    dead = sum(row.dead or 0 for row in found.incidents)
    missing = sum(row.missing or 0 for row in found.incidents)
    survivors = sum(row.survivors or 0 for row in found.incidents)
    return [
        (_("Incidents"), Text(str(len(found.incidents)), ltr=True)),
        (_("Dead"), Text(str(dead), ltr=True)),
        (_("Missing"), Text(str(missing), ltr=True)),
        (_("Survivors"), Text(str(survivors), ltr=True)),
    ]


def _marks(viewer: Viewer, found: Shown) -> Marks:
    return Marks(found.handling, viewer.code, timezone.now(), viewer.purpose, found.tlp, ())


def _file(body: bytes, name: str, media_type: str) -> HttpResponse:
    return HttpResponse(body, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
