"""Pages of roles: those of one person with what is suggested, and the lists of what waits, was given and was declined."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from manara.foundation.access import Ability, Hidden, Refused, Viewer, allow
from manara.foundation.engine.scripts import isolate
from manara.intake.queries.circles import circles_for_reports
from manara.intake.queries.entity import entity_of
from manara.networks.actions.give_role import (
    Given,
    Protected,
    decline_role,
    give_role,
    take_back_role,
    undo_declining,
)
from manara.networks.actions.refusals import AlreadyTakenBack
from manara.networks.engine.graph import Node
from manara.networks.engine.roles import STAGE_OF, Suggestion
from manara.networks.engine.ties.graph import Graph
from manara.networks.forms.protecting import ReasonForm
from manara.networks.forms.roles import AnswerForm, RoleForm
from manara.networks.models import Role, RoleDeclined, RoleKind, Script
from manara.networks.pages import role_words
from manara.networks.pages.namesakes import places_apart
from manara.networks.queries import roles as reading
from manara.networks.queries.graph import Scope, neighbourhood, whole
from manara.resolution import words
from manara.resolution.engine.sayings import Report, strictest
from manara.resolution.namesakes import Named, told_apart
from manara.resolution.queries import vouching
from manara.resolution.queries.identity import Identity, identity

#: A page of suggestions is made of so many reports of a circle at most: the newest.
MOST_REPORTS = 5_000
SHOWN = 40


@allow(Ability.READ_ENTITIES)
@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """The roles of one person: given, suggested with the reasons, declined; and a form to give one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = _person(viewer, entity)
    form = RoleForm(request.POST or None, viewer.language, [(each.public_id, _titled(each)) for each in it.reports.values()])
    if request.method == "POST":
        if not viewer.may(Ability.JUDGE):
            raise Refused(Ability.JUDGE)
        if form.is_valid() and _given(request, viewer, it, form):
            return redirect("networks:roles-of", entity)
    graph, found = _suggested(viewer, it)
    known = reading.known_of(viewer, it.ids, part="roles", past=True)
    context = {
        **frame(it),
        "roles": [told(each) for each in known.roles],
        "past": [told(each) for each in known.ended],
        "suggested": _lines(viewer, found, graph),
        "declined": [{"row": each, "role": role_words.role(each.role)} for each in known.declined],
        "protected": bool(known.why),
        "form": form,
        "may_judge": viewer.may(Ability.JUDGE),
        "bounded": bool(graph.hubs),
    }
    return TemplateResponse(request, "networks/roles_of.html", context, status=422 if form.errors else 200)


@allow(Ability.JUDGE)
@require_POST
def answer(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """Confirms a suggestion for one of the two offences, or declines it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = _person(viewer, entity)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("networks:roles-of", entity)
    said = form.cleaned_data
    _graph, found = _suggested(viewer, it)
    suggestion = next((each for each in found if each.role == said["role"]), None)
    if suggestion is None:
        messages.info(request, _("This is not suggested any more: it was answered, or what spoke for it was taken back."))
        return redirect("networks:roles-of", entity)
    held = entity_of(it.opened.public_id)
    if said["act"] == "decline":
        decline_role(viewer, held, suggestion.role, strength=suggestion.strength, reason=said["reason"])
        messages.success(request, _("Declined. It comes back only when more speaks for it."))
        return redirect("networks:roles-of", entity)
    reports = vouching.reports(suggestion.reports, viewer.language)
    given = Given(
        Script(said["act"]), suggestion.role, stage=STAGE_OF.get(suggestion.role, ""), since=suggestion.since,
        reason=said["reason"], evidence=[("report", str(each.public_id)) for each in reports.values()],
        grounds=[(ground.code, ground.count) for ground in suggestion.grounds],
    )  # fmt: skip
    try:
        give_role(viewer, held, given)
    except Protected:
        messages.error(request, _protected())
    else:
        messages.success(request, _("Confirmed, as an assessment of yours. It can be taken back here."))
    return redirect("networks:roles-of", entity)


@allow(Ability.READ_ENTITIES)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Suggestions that wait in the reports of one circle, or the roles given and declined lately."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    part = request.GET.get("part", "")
    part = part if part in ("given", "declined") else "suggested"
    circles = circles_for_reports(viewer)
    asked = request.GET.get("circle")
    circle = next((each for each in circles if str(each.public_id) == asked), circles[0] if circles else None)
    context: dict[str, Any] = {
        "part": part, "tabs": _tabs(part), "circles": circles, "circle": circle, "may_judge": viewer.may(Ability.JUDGE),
    }  # fmt: skip
    if part == "given":
        given = list(reading.given_lately(viewer))
        apart = _apart(viewer, given)
        context["given"] = [{**told(each), "name": _name(each, apart)} for each in given]
    elif part == "declined":
        declined = list(reading.declined_lately(viewer))
        apart = _apart(viewer, declined)
        context["declined"] = [
            {"row": each, "role": role_words.role(each.role), "name": _name(each, apart)} for each in declined
        ]
    elif circle is not None:
        graph = whole(viewer, Scope(circle=circle.pk), part="roles", most=MOST_REPORTS)
        found = reading.suggested(graph)
        nodes = places_apart(viewer, {each.one: graph.nodes[each.one] for each in found[:SHOWN]})
        context |= {
            "suggested": _lines(viewer, found[:SHOWN], graph, nodes), "more": max(0, len(found) - SHOWN),
            "left_out": graph.left_out,
        }  # fmt: skip
    return TemplateResponse(request, "networks/roles.html", context)


@allow(Ability.JUDGE)
@require_POST
def take_back(request: HttpRequest, role: uuid.UUID) -> HttpResponse:
    """Takes a role back with a reason."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = reading.role_of(role)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is taken back."))
    else:
        try:
            take_back_role(viewer, found, reason=form.cleaned_data["reason"])
        except AlreadyTakenBack:
            messages.info(request, _("It was taken back already."))
        else:
            messages.success(request, _("Taken back. It stays readable below, with the reason."))
    return redirect("networks:roles-of", found.entity.public_id)


@allow(Ability.JUDGE)
@require_POST
def wait_again(request: HttpRequest, declined: uuid.UUID) -> HttpResponse:
    """Lets a declined suggestion wait again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = reading.declining_of(declined)
    try:
        undo_declining(viewer, found)
    except AlreadyTakenBack:
        messages.info(request, _("It waits again already."))
    else:
        messages.success(request, _("The suggestion waits again."))
    return redirect("networks:roles-of", found.entity.public_id)


def frame(it: Identity) -> dict[str, Any]:
    """What stands above a page about one person: name, and the strictest handling of all that his reports say."""
    ruling = strictest(list(it.reports.values()))
    return {
        "identity": it, "title": it.opened.caption or words.schema_label("Person"), "handling": ruling.code,
        "conditions": ruling.beside,
    }  # fmt: skip


def _person(viewer: Viewer, entity: uuid.UUID) -> Identity:
    it = identity(viewer, entity, part="roles")
    if it.opened.schema != "Person":
        raise Hidden
    return it


def _suggested(viewer: Viewer, it: Identity) -> tuple[Graph, list[Suggestion]]:
    graph = neighbourhood(viewer, it.opened.public_id, part="roles")
    mine = [one for one, node in graph.nodes.items() if it.opened.id in node.ids]
    return graph, reading.suggested(graph, only=mine)


def _given(request: HttpRequest, viewer: Viewer, it: Identity, form: RoleForm) -> bool:
    said = form.cleaned_data
    given = Given(
        Script(said["script"]), said["role"], said["stage"], said["since"], said["until"], RoleKind(said["kind"]),
        said["reason"], [("report", each) for each in said["evidence"]],
    )  # fmt: skip
    try:
        give_role(viewer, entity_of(it.opened.public_id), given)
    except Protected:
        form.add_error(None, _protected())
        return False
    messages.success(request, _("The role is given. It can be taken back here."))
    return True


def _protected() -> str:
    return _("This person is protected: no role is given as long as what protects stands.")


def _titled(report: Any) -> str:
    told = (report.agency, report.occurred or report.written.isoformat(), report.grade)
    return " · ".join(isolate(each) for each in told if each)


def _apart(viewer: Viewer, rows: Iterable[Role | RoleDeclined]) -> dict[uuid.UUID, tuple[str, ...]]:
    held = (row.entity for row in rows)
    return told_apart(viewer, (Named(entity.public_id, entity.caption, (entity.pk,)) for entity in held))


def _name(row: Role | RoleDeclined, apart: Mapping[uuid.UUID, tuple[str, ...]]) -> words.Shown:
    return words.Shown(row.entity.caption, "name", apart=apart.get(row.entity.public_id, ()))


def _lines(
    viewer: Viewer, found: Sequence[Suggestion], graph: Graph, nodes: Mapping[str, Node] | None = None
) -> list[Mapping[str, Any]]:
    # A report that only calls somebody something ties nobody: the graph does not hold it.
    untied = {number for each in found for number in each.reports} - graph.reports.keys()
    known = {**graph.reports, **vouching.reports(untied, viewer.language)}
    return [_line(each, (nodes or graph.nodes)[each.one], known) for each in found]


def _line(each: Suggestion, node: Node, known: Mapping[int, Report]) -> Mapping[str, Any]:
    reports = [known[number] for number in each.reports if number in known]
    return {
        "person": node, "code": each.role, "role": role_words.role(each.role), "percent": round(100 * each.strength),
        "reasons": role_words.reasons(each.grounds), "reports": reports[:6], "more": max(0, len(each.reports) - 6),
    }  # fmt: skip


def told(role: Role) -> Mapping[str, Any]:
    """A role in words, for a line of a list."""
    return {
        "row": role, "role": role_words.role(role.role), "stage": role_words.stage(role.stage),
        "reasons": role_words.reasons([(code, count) for code, count in role.grounds]), "evidence": len(role.evidence),
        "ended": getattr(role, "ended", None),
    }  # fmt: skip


def _tabs(part: str) -> Sequence[Mapping[str, Any]]:
    labels = (("suggested", _("Suggested")), ("given", _("Given")), ("declined", _("Declined")))
    address = reverse("networks:roles")
    return [
        {"label": label, "url": address if name == "suggested" else f"{address}?part={name}", "here": name == part, "count": ""}
        for name, label in labels
    ]
