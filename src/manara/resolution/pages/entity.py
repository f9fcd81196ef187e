"""The page of one entity: what is known, its ties, its reports and files, and who has read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, Refused, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.resolution import words
from manara.resolution.engine.sayings import Report, Saying, strictest
from manara.resolution.engine.ties import Tie
from manara.resolution.pages import facts, ties
from manara.resolution.pages.name_parts import ReadName, read_names
from manara.resolution.queries import readers as reading_log
from manara.resolution.queries.files import files_of
from manara.resolution.queries.identity import Identity, identity
from manara.resolution.queries.known import known as known_of
from manara.resolution.queries.neighbourhood import NAMES, Neighbourhood, neighbourhood
from manara.resolution.queries.pairs import JUDGED_SCHEMAS, can_be_compared
from manara.resolution.queries.reports import reports_of
from manara.resolution.queries.seen_beside import seen_beside

NEAREST = 8
MOST_NAMES = 8


@allow(Ability.READ_ENTITIES)
@require_GET
def known(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="known")
    said = known_of(it.ids, it.reports)
    today = timezone.localdate()
    around = neighbourhood(it, said, language=viewer.language, today=today)
    nearest = around.ties[:NEAREST]
    seen_beside(viewer, around, nearest, said=said, part="known")
    context = {
        **head(viewer, it, said, "known", beside=_reports(around, nearest), files=len(files_of(it.reports)),
               ties=len(around.ties)),
        "lines": facts.shown_lines(it.opened.schema, said, around.things, today=today),
        "roles": _roles(it, around),
        "read_names": _read_names(it, said),
        "compared": it.opened.schema in JUDGED_SCHEMAS,
        "picture": ties.picture(it, around),
        "nearest": ties.shown_ties(around, nearest),
        "around": around,
    }
    return TemplateResponse(request, "resolution/known.html", context)


@allow(Ability.READ_ENTITIES)
@require_GET
def network(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="network")
    said = known_of(it.ids, it.reports)
    around = neighbourhood(it, said, language=viewer.language, today=timezone.localdate())
    seen_beside(viewer, around, around.ties, part="network")
    context = {
        **head(viewer, it, said, "network", beside=_reports(around, around.ties), ties=len(around.ties)),
        "ties": ties.shown_ties(around, around.ties),
        "picture": ties.picture(it, around),
        "around": around,
    }
    return TemplateResponse(request, "resolution/network.html", context)


@allow(Ability.READ_ENTITIES)
@require_GET
def reports(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="reports")
    page = reports_of(it, language=viewer.language, before=address_of(request.GET.get("before", "")))
    context = {
        **head(viewer, it, [], "reports"),
        "reports": [(report, facts.report_url(report)) for report in page.reports],
        "next": f"?before={page.next}" if page.next else "",
    }
    return TemplateResponse(request, "resolution/reports.html", context)


@allow(Ability.READ_ENTITIES)
@require_GET
def files(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="files")
    found = files_of(it.reports)
    told = [(each, it.reports[each.report], facts.report_url(it.reports[each.report])) for each in found]
    return TemplateResponse(
        request, "resolution/files.html", {**head(viewer, it, [], "files", files=len(found)), "files": told}
    )


@allow(Ability.READ_ENTITIES, Ability.READ_LOG)
@require_GET
def readers(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """For those who keep its circle; an auditor sees the readings and nothing of the entity."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.may(Ability.READ_LOG):
        readings = reading_log.readings_for_auditor(viewer, entity)
        return TemplateResponse(request, "resolution/readers_only.html", {"entity": entity, **_parted(readings)})
    it = identity(viewer, entity, part="readers")
    if not viewer.kept_circles:
        raise Refused(Ability.KEEP_CIRCLES)
    found = reading_log.readings(
        [source.public_id for source in it.sources],
        [source.audience for source in it.sources],
        reports=[report.public_id for report in it.reports.values()],
    )
    context = {**head(viewer, it, [], "readers"), **_parted(found), "looked_at": reading_log.LOOKED_AT}
    return TemplateResponse(request, "resolution/readers.html", context)


def _reports(around: Neighbourhood, shown: Sequence[Tie]) -> list[Report]:
    """All that say something of the ties that are shown, or name whom they lead to."""
    return [report for tie in shown for report in (*tie.reports, around.things[tie.other].report)]


def _parted(found: list[reading_log.Reading]) -> dict[str, list[reading_log.Reading]]:
    """What left the node apart from what was read."""
    return {
        "takings": [each for each in found if each.taken],
        "readings": [each for each in found if not each.taken],
    }


def head(
    viewer: Viewer, it: Identity, said: list[Saying], here: str, *, beside: Iterable[Report] = (), **counts: int
) -> dict[str, Any]:
    """What stands above every part: names, kind, how many reports, the tabs, and the strictest handling code of its reports and
    of those that are shown `beside` them."""
    opened = it.opened
    schema = opened.schema
    ruling = strictest([*it.reports.values(), *beside])
    names = dict.fromkeys(
        each.value for each in said if each.prop in NAMES and each.value and each.value != opened.caption
    )
    title = words.phone(opened.caption) if schema == "Phone" else opened.caption
    return {
        "identity": it,
        "title": words.Shown(
            title or words.schema_label(schema), "name", words.name_language(opened.caption), ltr=schema == "Phone"
        ),
        "names": [words.Shown(name, "name", words.name_language(name)) for name in list(names)[:MOST_NAMES]],
        "kind": words.schema_label(schema),
        "kind_url": f"{reverse('resolution:browse')}?schema={schema}",
        "icon": words.schema_icon(schema),
        "total": it.total,
        "shown_reports": len(it.reports),
        "handling": ruling.code,
        "conditions": ruling.beside,
        "tabs": _tabs(viewer, it, here, counts),
        "may_export": viewer.may(Ability.EXPORT),
        "comparable": can_be_compared(it),
    }


def _tabs(viewer: Viewer, it: Identity, here: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    several = f"{it.total.reports}+" if it.total.bounded else it.total.reports
    parts: list[tuple[str, str, str, object]] = [
        ("known", "resolution:entity", _("Known"), ""),
        ("network", "resolution:network", _("Network"), counts.get("ties", "")),
        ("timeline", "resolution:timeline", _("Timeline"), ""),
        ("reports", "resolution:reports", _("Reports"), several),
        ("files", "resolution:files", _("Files"), counts.get("files", "")),
    ]
    if it.opened.schema in JUDGED_SCHEMAS:
        parts.insert(3, ("identity", "resolution:members", _("Identity"), len(it.sources) if it.judged else ""))
    if viewer.kept_circles:
        parts.append(("readers", "resolution:readers", _("Who has read it"), ""))
    return [
        {"label": label, "url": reverse(name, args=[it.opened.public_id]), "here": part == here, "count": count}
        for part, name, label, count in parts
    ]


def _read_names(it: Identity, said: list[Saying]) -> list[ReadName]:
    if it.opened.schema != "Person":
        return []
    aliases = [each.value for each in said if each.prop in NAMES and each.value]
    return read_names(list(dict.fromkeys((it.opened.caption, *aliases)))[: MOST_NAMES + 1])


def _roles(it: Identity, around: Neighbourhood) -> list[dict[str, Any]]:
    """The parts that reports give it: what a report says, however surely, is no role that anybody accepted."""
    found: dict[str, dict[str, Any]] = {}
    for role, touch in around.roles:
        report = it.reports[touch.report]
        told = found.setdefault(
            role,
            {"role": words.shown("NetworkRole", "role", role).text, "since": "", "report": report,
             "url": facts.report_url(report), "reports": set()},
        )  # fmt: skip
        told["since"] = told["since"] or touch.values.get("startDate", "") or touch.values.get("date", "")
        told["reports"].add(report.id)
    return list(found.values())
