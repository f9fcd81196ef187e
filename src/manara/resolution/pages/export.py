"""Takes what a page shows out of the node: a form asks how and why, the file is marked, all in it is recorded."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from manara.exchange.engine.marks import Marks
from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.foundation.actions.record import record
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution import taking, words
from manara.resolution.actions.take_along import take_along
from manara.resolution.engine import asked as asking_engine
from manara.resolution.forms.take import CSV, FTM, I2, PDF, TakeForm
from manara.resolution.pages import asking
from manara.resolution.queries.browsing import shelf
from manara.resolution.queries.exporting import MoreThanAFileHolds, exported, with_ties
from manara.resolution.queries.identity import identity
from manara.resolution.queries.known import known
from manara.resolution.queries.neighbourhood import neighbourhood
from manara.resolution.queries.searching import everything_found
from manara.resolution.queries.short_facts import short_facts
from manara.resolution.queries.things import things

# One spreadsheet that still opens; beyond it the search narrows, or the command line takes all.
MOST_LISTED = 2_000
Make = Callable[[Viewer, str], taking.Taken]


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def entity_export(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """The entity: as a brief, as a table of what is said, or with its ties and those it is tied to."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="take-along", verb=None)

    def make(viewer: Viewer, form: str) -> taking.Taken:
        taken = timezone.now()
        its = identity(viewer, entity, part="take-along", verb=None)  # again, in the language of the file
        if form in (FTM, I2):
            return taking.entities_of(viewer, "entity", form, list(exported(with_ties(its.ids))), taken)
        said = known(its.ids, its.reports)
        if form == CSV:
            pointed = things({each.other for each in said if each.other}, language=viewer.language)
            return taking.sayings_of(viewer, its, said, pointed, taken)
        today = timezone.localdate()
        around = neighbourhood(its, said, language=viewer.language, today=today)
        return taking.brief_of(viewer, its, said, around, taken, today)

    opened = it.opened
    title = words.phone(opened.caption) if opened.schema == "Phone" else opened.caption
    context = {
        "title": words.Shown(title or words.schema_label(opened.schema), "name", ltr=opened.schema == "Phone"),
        "back": reverse("resolution:entity", args=[entity]),
        "bounded": len(it.reports) if it.bounded else 0,
        # Seen on the page that asks, too: what rules the reports that name it.
        "marks": taking.marks_of(viewer, it.reports.values()),
    }

    def seen() -> None:
        tell_keepers(viewer, AuditVerb.READ, "entity", it.lying, fields=["take-along"])

    return _taken_or_asked(request, (PDF, CSV, I2, FTM), make, context, seen)


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def search_export(request: HttpRequest) -> HttpResponse:
    """What a search found: as a table, or as entities."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = asking_engine.read(request.GET.get("q", ""))
    found = everything_found(viewer, asked, asking.filters(request.GET))
    if not found:
        raise Hidden
    candidates = [candidate for each in found for candidate in each.candidates]

    def make(viewer: Viewer, form: str) -> taking.Taken:
        taken = timezone.now()
        if form == CSV:
            again = everything_found(viewer, asked, asking.filters(request.GET))
            return taking.found_of(viewer, again, taken)
        entities = list(exported({candidate.id for candidate in candidates}))
        return taking.entities_of(viewer, "search", form, entities, taken)

    context = {
        "title": words.Shown(asked.text),
        "back": f"{reverse('resolution:search')}?{request.GET.urlencode()}",
        "count": len(found),
        "marks": taking.marks_of(viewer, [each.report for each in candidates]),
    }

    def seen() -> None:
        ids = [each.public_id for each in candidates]
        record(viewer, AuditVerb.SEARCH, "entity", ids, fields=["take-along"], detail=asked.text)

    return _taken_or_asked(request, (CSV, I2, FTM), make, context, seen, asked=asked.text)


@allow(Ability.EXPORT)
@require_http_methods(["GET", "POST"])
def browse_export(request: HttpRequest) -> HttpResponse:
    """The entities of one kind in the order of their names, so many as one file holds."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    schema = request.GET.get("schema", "")
    if schema not in words.BROWSED:
        raise Hidden
    listed = shelf(viewer, schema, size=MOST_LISTED)
    if not listed.things:
        raise Hidden

    def make(viewer: Viewer, form: str) -> taking.Taken:
        taken = timezone.now()
        numbers = {each.id for each in listed.things}
        if form == CSV:
            named = things(numbers, language=viewer.language)
            in_order = [named[each.id] for each in listed.things if each.id in named]
            return taking.listed_of(viewer, in_order, short_facts(numbers), taken)
        return taking.entities_of(viewer, "list", form, list(exported(numbers)), taken)

    context = {
        "title": words.Shown(words.schema_plural(schema)),
        "back": f"{reverse('resolution:browse')}?schema={schema}",
        "count": len(listed.things),
        "first_of_more": listed.next is not None,
        "marks": taking.marks_of(viewer, [each.report for each in listed.things]),
    }
    # The list itself recorded that it was seen.
    return _taken_or_asked(request, (CSV, I2, FTM), make, context, lambda: None)


def _taken_or_asked(
    request: HttpRequest,
    offered: tuple[str, ...],
    make: Make,
    context: dict[str, Any],
    seen: Callable[[], None],
    *,
    asked: str = "",
) -> HttpResponse:
    """The file, once it is said how and why and what its marks ask is confirmed; until then the page that asks."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    form = TakeForm(sent, offered=offered, language=viewer.language, purpose=viewer.purpose)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        taken = None
        try:
            with translation.override(chosen["language"]):
                taken = make(replace(viewer, language=chosen["language"], purpose=chosen["purpose"]), chosen["format"])
        except MoreThanAFileHolds:
            form.more_than_a_file_holds()
        if taken is not None and (not taken.marks.restricted or chosen["confirmed"]):
            told = replace(viewer, purpose=chosen["purpose"])
            take_along(
                told,
                chosen["format"],
                taken.entities,
                taken.reports,
                name=taken.name,
                content=taken.content,
                asked=asked,
            )
            return _file(taken)
        if taken is not None:
            form.not_confirmed()
            context = context | {"marks": taken.marks}
    seen()
    marks: Marks = context["marks"]
    conditions = marks.beside
    shown = context | {
        "form": form,
        "handling": marks.handling,
        "conditions": conditions,
        "restricted": marks.restricted,
        "code": marks.code,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "resolution/take.html", shown, status=status)


def _file(taken: taking.Taken) -> HttpResponse:
    """All of it at once with its length and digest: what breaks off on the way is seen to be broken off."""
    digest = base64.b64encode(hashlib.sha256(taken.content).digest()).decode()
    headers = {
        "Content-Disposition": f'attachment; filename="{taken.name}"',
        "Content-Length": str(len(taken.content)),
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return HttpResponse(taken.content, content_type=taken.media_type, headers=headers)
