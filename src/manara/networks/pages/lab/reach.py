"""Whom one can reach: for all who may be named here evidence, jurisdiction and days of work; found by name, page by page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Hidden, Refused, Viewer, allow
from manara.foundation.engine.addresses import address_of
from manara.foundation.engine.folding import fold
from manara.foundation.engine.scripts import tidy
from manara.networks.actions.estimate_reach import NoDays, check, estimate_reach
from manara.networks.engine.graph import Node
from manara.networks.engine.lab.feasibility import EVIDENCE, MOST_DAYS, MOST_TURNS, MOST_WAVES, USUAL_DAYS, WHERE
from manara.networks.engine.lab.question import question_of
from manara.networks.engine.ties.targets import NotToBeNamed, Targets
from manara.networks.models import Evidence, Where
from manara.networks.pages import saying as chart_saying
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.plan import tabs
from manara.networks.pages.namesakes import apart
from manara.networks.queries import lab
from manara.networks.queries.graph import targets
from manara.networks.queries.lab import Opened
from manara.networks.queries.lab_network import Estimate, estimates_of, graph_for, may_read, names_of

#: So many on a page; what was typed on other pages goes with the form, unkept, as far as this many people.
SHOWN = 12
MOST_CARRIED = 500
FIELDS = ("evidence", "where", "days", "turn", "wave")
#: What stands in the fields of a row, as text; a turn or a wave that is none is a dash.
Raw = tuple[str, str, str, str, str]


@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """The table, and a form that keeps it as a new estimate."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="reach")
    question = question_of(found.plan.question)
    if not may_read(viewer, question):
        if request.method == "POST":
            raise Hidden
        context = {"found": found, "plan": found.plan, "tabs": tabs(found, "reach"), "rows": [], "reads": False}
        return TemplateResponse(request, "networks/lab_reach.html", context)
    people = targets(graph_for(viewer, question, part="reach"))
    before = lab.feasibility_of(found.plan)
    known = estimates_of(people, before)
    sent = request.POST if request.method == "POST" else request.GET
    typed = _typed(request.POST, known) if request.method == "POST" else {}
    wrong = ""
    if request.method == "POST":
        if not viewer.may(Ability.EXPORT):
            raise Refused(Ability.EXPORT)
        try:
            estimates = {**known, **_meant(typed)}
            if "go" not in sent:
                if typed:
                    estimate_reach(viewer, found.plan, people, estimates)
                    messages.success(request, _("Kept. Work the plan out anew so that it counts."))
                else:
                    messages.info(request, _("Nothing was changed."))
                return redirect("networks:plan", plan)
        except (NoDays, ValueError) as problem:
            if isinstance(problem, NotToBeNamed):
                wrong = _("Somebody of the table is not in it any more. Look at it again.")
            else:
                limits = {"most": MOST_DAYS, "turns": MOST_TURNS, "waves": MOST_WAVES}
                wrong = _(
                    "Give whole days, from 1 to %(most)s; turns from 1 to %(turns)s or none; waves from 1 to %(waves)s or none."
                ) % limits
    everybody = _ranked(found, people, known)
    wanted = tidy(str(sent.get("q", "")))[:100]
    listed = [node for node in everybody if not wanted or fold(wanted) in fold(_called(node))]
    # Who entered something that can't be read stays where he is, and with him what he typed.
    page = Paginator(listed, SHOWN).get_page(_page(sent, wrong=bool(wrong)))
    shown = {str(node.public_id) for node in page.object_list}
    told = apart(viewer, everybody, shown={node.public_id for node in page.object_list})
    context = {
        "found": found, "plan": found.plan, "tabs": tabs(found, "reach"), "page": page, "q": wanted,
        "rows": _rows(found, people, [told[node.public_id] for node in page.object_list], known, typed),
        "anybody": bool(everybody), "namesakes": any(node.apart for node in told.values()),
        "carried": [" ".join((key, *values)) for key, values in typed.items() if key not in shown][:MOST_CARRIED],
        "typed": len(typed), "evidence": Evidence.choices, "where": Where.choices, "usual": USUAL_DAYS, "most": MOST_DAYS,
        "turns": MOST_TURNS, "waves": MOST_WAVES, "before": before, **saying.marks(page.object_list),
        "factors": [*((Evidence(key).label, value) for key, value in EVIDENCE.items()),
                    *((Where(key).label, value) for key, value in WHERE.items())],
        "may_plan": viewer.may(Ability.EXPORT), "wrong": wrong, "reads": True,
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_reach.html", context, status=422 if wrong else 200)


def _called(node: Node) -> str:
    """By which words somebody is found: as the page writes him, and as reports do."""
    return f"{chart_saying.name_of(node).text} {node.caption}"


def _ranked(found: Opened, people: Targets, known: Mapping[uuid.UUID, Estimate]) -> list[Node]:
    """Everybody who may be in the plan: those of its order first, then those of whom something was entered, then by ties."""
    nodes = {str(person.public_id): person for person in people.people.persons}
    order = _order(found, people)
    ranked = [nodes[name] for name, _count in people.ranked({name: float(count) for name, count in _ties(people).items()})]
    return sorted(ranked, key=lambda node: (order.get(str(node.public_id), len(order) + 1), node.public_id not in known))


def _order(found: Opened, people: Targets) -> dict[str, int]:
    """In which step of the order each stands, by the name in this network."""
    names = names_of(people)
    placed = {names.get(place.target.entity_id or 0): place.number + 1 for place in found.places}
    return {name: step for name, step in placed.items() if name is not None}


def _ties(people: Targets) -> dict[str, int]:
    ties: dict[str, int] = {}
    for one, other, _probability in people.people.pairs():
        for name in (one, other):
            ties[name] = ties.get(name, 0) + 1
    return ties


def _rows(
    found: Opened, people: Targets, shown: Sequence[Node], known: Mapping[uuid.UUID, Estimate], typed: Mapping[str, Raw]
) -> list[dict[str, Any]]:
    """The rows of a page: as typed and not yet kept, else as kept, else as it counts where nobody entered anything."""
    ties, order = _ties(people), _order(found, people)
    rows = []
    for node in shown:
        key = str(node.public_id)
        evidence, where, days, turn, wave = typed.get(key) or _kept(known.get(node.public_id))
        name = chart_saying.name_of(node)
        rows.append(
            {
                "key": key, "name": name, "called": chart_saying.in_one_line(name),
                "url": reverse("resolution:entity", args=[node.public_id]),
                "ties": ties.get(key, 0), "evidence": evidence, "where": where, "days": days,
                "turn": "" if turn == "-" else turn, "wave": "" if wave == "-" else wave,
                "step": order.get(key, ""),
            }
        )  # fmt: skip
    return rows


def _kept(said: Estimate | None) -> Raw:
    """An estimate as the fields of its row have it."""
    if said is None:
        return Evidence.STRONG, Where.HERE, str(USUAL_DAYS), "-", "-"
    return said.evidence, said.where, str(said.days), str(said.turn or "-"), str(said.not_before or "-")


def _typed(sent: QueryDict, known: Mapping[uuid.UUID, Estimate]) -> dict[str, Raw]:
    """What was entered otherwise than it is kept, on this page and on those before it."""
    found: dict[str, Raw] = {}
    for line in sent.getlist("carried")[:MOST_CARRIED]:
        key, *values = line.split(" ")
        if len(values) == len(FIELDS):
            found[key] = (values[0], values[1], values[2], values[3], values[4])
    for key in sent.getlist("person")[:SHOWN]:
        evidence, where, days, turn, wave = (str(sent.get(f"{field}-{key}", "")).strip() for field in FIELDS)
        found[key] = (evidence, where, days, turn or "-", wave or "-")
    return {key: values for key, values in found.items() if values != tuple(map(str, _kept(known.get(_address(key)))))}


def _meant(typed: Mapping[str, Raw]) -> dict[uuid.UUID, Estimate]:
    """The estimates that were typed. Raises ValueError for what is no number or no answer, `NoDays` for one out of range."""
    found = {}
    for key, (evidence, where, days, *places) in typed.items():
        turn, wave = (None if place == "-" else int(place) for place in places)
        said = Estimate(Evidence(evidence), Where(where), int(days), turn, wave)
        check(said)
        found[uuid.UUID(key)] = said
    return found


def _address(key: str) -> uuid.UUID:
    """An address; nobody's for what is none."""
    return address_of(key) or uuid.UUID(int=0)


def _page(sent: QueryDict, *, wrong: bool) -> str:
    """Which page is asked for: by a button of the form, or by the address."""
    asked = str(sent.get("go", sent.get("page", "1")))
    return str(sent.get("page", "1")) if wrong else asked if asked.isdecimal() else "1"
