"""The search page: what was asked, what was found and why, how to narrow it, and what to try when it was nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Viewer, allow
from manara.intake.models.report import Handling
from manara.resolution import words
from manara.resolution.engine import asked as asking_engine
from manara.resolution.engine.asked import Asked
from manara.resolution.engine.ranking import Found
from manara.resolution.pages import asking, lines
from manara.resolution.queries.candidates import Filters
from manara.resolution.queries.judged import JUDGED
from manara.resolution.queries.pairs import JUDGED_SCHEMAS
from manara.resolution.queries.searching import Results
from manara.resolution.queries.searching import search as find


@allow(Ability.READ_ENTITIES)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = asking_engine.read(request.GET.get("q", ""))
    chosen = asking.filters(request.GET)
    ticked = frozenset(request.GET.getlist("pick")[:8])
    results = find(viewer, asked, chosen, page=asking.page(request.GET)) if asked.problem != "empty" else None
    shown = _lines(viewer, results.found, ticked) if results else []
    context: dict[str, Any] = {
        "asked": asked,
        "problem": problem(asked, chosen),
        "results": results,
        "lines": shown,
        "may_compare": any(line.pick for line in shown),
        "narrow": narrowing(results, chosen) if results else [],
        "filters": chosen,
        "may_export": viewer.may(Ability.EXPORT),
    }
    return TemplateResponse(request, "resolution/search.html", context)


def _lines(viewer: Viewer, found: Sequence[Found], ticked: frozenset[str]) -> list[lines.Line]:
    """The lines; whoever may judge can tick those of a kind that is judged, where there are two to lay beside each other."""
    plain = [lines.of_found(each) for each in found]
    judged = [each.first.schema in JUDGED_SCHEMAS and not _by_number(each.first.identity_key) for each in found]
    if not viewer.may(Ability.JUDGE) or sum(judged) < 2:
        return plain
    return [
        replace(line, pick=str(each.first.public_id), ticked=str(each.first.public_id) in ticked) if may_be else line
        for line, each, may_be in zip(plain, found, judged, strict=True)
    ]


def _by_number(identity_key: str) -> bool:
    return bool(identity_key) and not identity_key.startswith(JUDGED)


def problem(asked: Asked, chosen: Filters | None = None) -> str:
    """Why nothing could be looked for, in a sentence."""
    if chosen is not None and chosen.reversed and not asked.problem:
        return _("The period ends before it begins: nothing can lie in it. Correct one of both dates.")
    return {
        "short": _("This is too short: it would find half the country. Write at least two letters or three figures."),
        "nothing": _("There is no letter and no figure in this that could be looked for."),
    }.get(asked.problem, "")


def narrowing(results: Results, chosen: Filters) -> list[dict[str, Any]]:
    """The ways to narrow a search: title, name in the address, and each choice with how many results it has."""
    found = results.facets
    kinds = [(name, words.schema_plural(name), count) for name, count in found.schemas]
    codes = [(code, f"{code} · {Handling(code).label}" if code else "", count) for code, count in found.handling]
    groups = (
        ("schema", _("Kind"), kinds, chosen.schemas),
        ("agency", _("Agency"), list(found.agencies), chosen.agencies),
        ("handling", _("Handling"), codes, chosen.handling),
    )
    return [
        {
            "name": name,
            "title": title,
            "choices": [
                {"value": value, "label": label, "count": count, "on": value in on}
                for value, label, count in choices
                if label
            ],
        }
        for name, title, choices, on in groups
        if choices
    ]
