"""Takes the map along: as GeoJSON for another map, as a PDF for a colleague; marked, recorded, bounded to what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from manara.exchange.engine.geojson import Feature, write
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.documents import Document, Facts, Note, Paragraph, Picture, Section, Table, Text, render
from manara.foundation.engine.handling import TLP, Ruling, strictest
from manara.foundation.engine.places import Place
from manara.resolution.actions.take_along import take_along
from manara.resolution.forms.take import FORMS, GEOJSON, PDF, TakeForm
from manara.resolution.queries.marks import marks_for
from manara.routes import words
from manara.routes.engine import months
from manara.routes.engine.asked import INCIDENTS, REPORTS, Asked
from manara.routes.pages.asking import address, asked_of, viewer_of
from manara.routes.pages.map import attributions, svg
from manara.routes.pages.marks import marks as marks_of
from manara.routes.queries.drawn import Held, Shown, held_in, shown

LISTED = 200
_FORMS = {GEOJSON: FORMS[GEOJSON], PDF: gettext_lazy("Document (PDF): the picture, with the list beside it")}


@allow(Ability.EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The page that asks how and why, GeoJSON first; with an answer, the file."""
    return _taken_or_asked(request, (GEOJSON, PDF))


@allow(Ability.EXPORT)
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The same, with the document first."""
    return _taken_or_asked(request, (PDF, GEOJSON))


def _taken_or_asked(request: HttpRequest, offered: tuple[str, str]) -> HttpResponse:
    viewer = viewer_of(request)
    asked = asked_of(request.POST)
    answered = "format" in request.POST
    form = TakeForm(
        request.POST if answered else None, offered=offered, language=viewer.language, purpose=viewer.purpose
    )
    form.fields["format"].choices = [(each, _FORMS[each]) for each in offered]  # type: ignore[attr-defined]
    found = shown(viewer, asked)
    held = held_in(viewer, found, asked)
    if answered and form.is_valid():
        chosen = form.cleaned_data
        told = replace(viewer, language=chosen["language"], purpose=chosen["purpose"])
        within = on_view(found, asked) if chosen["format"] == GEOJSON else found
        held = held_in(told, within, asked)
        marks = _marks(told, held)
        if not marks.restricted or chosen["confirmed"]:
            with translation.override(chosen["language"]):
                return _file(told, within, asked, held, marks, chosen["format"])
        form.not_confirmed()
    marks = _marks(viewer, held)
    context = {
        "form": form, "marks": marks, "handling": marks.handling, "restricted": marks.restricted, "code": marks.code,
        "conditions": marks.beside,
        "filters": parse_qsl(address(asked)[1:]), "back": reverse("routes:map") + address(asked),
    }  # fmt: skip
    return TemplateResponse(request, "routes/take.html", context, status=422 if answered else 200)


def _file(viewer: Viewer, found: Shown, asked: Asked, held: Held, marks: Marks, form: str) -> HttpResponse:
    if form == GEOJSON:
        content, suffix = write(list(features(found, viewer.language)), marks), ".geojson"
        media_type = "application/geo+json"
    else:
        content, suffix, media_type = render(document(viewer, found, asked, marks)), ".pdf", "application/pdf"
    name = file_name(marks, "map", suffix)
    take_along(viewer, form, held.entities, held.reports, name=name, content=content, part="map")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def on_view(found: Shown, asked: Asked) -> Shown:
    """What of it lies on the view, and the places without coordinates, which lie nowhere: a file for a map holds no more."""
    view = asked.view

    def sees(place: Place) -> bool:
        return place.latitude is None or place.longitude is None or view.shows(place.latitude, place.longitude)

    return replace(
        found,
        places=[each for each in found.places if sees(each[0].place)],
        legs=[leg for leg in found.legs if any(view.shows(lat, lon) for lat, lon in leg.line)],
        hubs=[each for each in found.hubs if sees(each[0])],
        incidents=[row for row in found.incidents if view.shows(row.latitude, row.longitude)],
    )


def features(found: Shown, language: str) -> Iterator[Feature]:
    """Each thing bears its layer, so that context is told from case data anywhere."""
    for at, count in found.places:
        place = at.place
        name = place.name(language)
        told: dict[str, Any] = {"layer": REPORTS, "name": name, "names": list(place.all_names), "reports": count}
        placed = place.latitude is not None and place.longitude is not None
        yield Feature(place.id, ((place.longitude or 0.0, place.latitude or 0.0),) if placed else (), told)
    for leg in found.legs:
        line = tuple((longitude, latitude) for latitude, longitude in leg.line)
        yield Feature(str(leg.entity), line, {"layer": "legs", "name": leg.name})
    for place, parts in found.hubs:
        about = {"layer": "hubs", "context": True, "name": place.name(language), "parts": list(parts)}
        yield Feature(f"hub:{place.id}", ((place.longitude or 0.0, place.latitude or 0.0),), about)
    source = " · ".join(found.attributions)
    for row in found.incidents:
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
    return Document(
        title=_("Map"),
        kind=_("Map"),
        language=language,  # type: ignore[arg-type]
        handling=marks.code,
        conditions=" · ".join(marks.conditions),
        taken_by=viewer.code,
        taken_at=marks.taken_at,
        purpose=viewer.purpose,
        agency=marks.agency,
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


def _marks(viewer: Viewer, held: Held) -> Marks:
    return marks_for(viewer, Ruling(strictest(held.codes), strictest(held.lights, TLP), list(held.conditions)))
