"""Two entities beside each other: what supports that they are the same and what does not; and the person's judgement."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Refused, Viewer, allow
from manara.foundation.actions.record import record
from manara.foundation.models.audit import AuditVerb
from manara.foundation.subjects import Side
from manara.foundation.subjects import beside as shown_beside
from manara.intake.models import Entity
from manara.resolution import reasons, words
from manara.resolution.actions.judge import AlreadyJudged, judge
from manara.resolution.engine.drawing import Between, drawn_between
from manara.resolution.engine.evidence import Weighed
from manara.resolution.engine.sayings import Saying, strictest
from manara.resolution.engine.weighing import Compared, digest, weighed, weight_of
from manara.resolution.forms.judging import JudgeForm, OpinionForm
from manara.resolution.models import Judgement, Verdict
from manara.resolution.pages import facts, lines
from manara.resolution.pages.judged_lines import judge_of, just_judged, said_of
from manara.resolution.queries.comparable import SCHEMAS
from manara.resolution.queries.compared import Gathered, gathered
from manara.resolution.queries.holders import holders
from manara.resolution.queries.identity import Identity, identity
from manara.resolution.queries.judgements import contradicting, joins_nothing, touching
from manara.resolution.queries.known import known
from manara.resolution.queries.neighbours_shared import neighbours_shared
from manara.resolution.queries.pairs import NoPair, pair, standing
from manara.resolution.queries.queue import queue
from manara.resolution.queries.things import Thing

# Facts that a reader wants beside each other first.
_FIRST = ("name", "alias", "birthDate", "nationality", "gender", "birthPlace", "idNumber", "phone", "position", "notes")

# Seconds: what comes sooner after a page was drawn is the second half of a double click on the pair before.
AT_ONCE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One property: what either side's reports say of it."""

    label: str
    left: tuple[facts.ShownValue, ...]
    right: tuple[facts.ShownValue, ...]


@allow(Ability.READ_ENTITIES)
@require_http_methods(["GET", "POST"])
def beside(request: HttpRequest, entity: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """The pair, and its judging."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        left, right = pair(entity, other)
    except NoPair:
        messages.info(
            request, _("These two can’t be judged: they are one already by their number, or of different kinds.")
        )
        return redirect("resolution:entity", entity)
    form = JudgeForm(request.POST or None)
    if request.method == "POST":
        if not viewer.may(Ability.JUDGE):
            raise Refused(Ability.JUDGE)
        answered = _judged(request, viewer, left, right, form)
        if answered is not None:
            return answered
    # Who chose the pair himself is not sent on into the queue once he has judged it.
    just = just_judged(viewer, request.GET.get("judged", ""))
    context = {**_context(viewer, left, right, form, just), "own": "own" in request.GET}
    return TemplateResponse(request, "resolution/beside.html", context)


def _judged(request: HttpRequest, viewer: Viewer, left: Entity, right: Entity, form: JudgeForm) -> HttpResponse | None:
    """Where to go after a judgement; None where the page is to be shown again with what was typed."""
    if not form.is_valid():
        return None
    if 0 <= time.time() - (form.cleaned_data["shown"] or 0.0) < AT_ONCE:
        form.add_error(None, _("Nothing was judged: this pair had only just come up. Look at it, then judge."))
        return None
    _said, one, two, found = _compared(left, right)
    if form.cleaned_data["known"] and form.cleaned_data["known"] != digest(one, two):
        form.add_error(
            None, _("More was said of them since you opened this page. Look again; your reason is still here.")
        )
        return None
    verdict = Verdict(form.cleaned_data["verdict"])
    try:
        made = judge(
            viewer,
            left,
            right,
            verdict,
            weight=weight_of(found, one, two),
            reason=form.cleaned_data["reason"],
        )
    except AlreadyJudged as faster:
        made = faster.judgement
        if made.by_id != viewer.user_id or made.verdict != verdict:
            messages.warning(request, already(made))
            return None
        # A second click on one button: it goes where the first one went.
    else:
        if not request.POST.get("next"):
            messages.success(request, said_of(made))
    if not request.POST.get("next"):
        return redirect("resolution:judgement", made.public_id)
    return redirect(_next(viewer, made, request.GET.get("kind", "")))


def _next(viewer: Viewer, made: Judgement, asked: str) -> str:
    """The address of the next pair, of the one kind that the viewer keeps to, or the queue's where none is left; it says of
    which pair the last judgement was."""
    kind = asked if asked in SCHEMAS else ""
    following = queue(viewer, schemas=[kind] if kind else (), size=1)[:1]
    address = (
        reverse("resolution:beside", args=[following[0].left.public_id, following[0].right.public_id])
        if following else reverse("resolution:identities")
    )  # fmt: skip
    return f"{address}?{urlencode({**({'kind': kind} if kind else {}), 'judged': made.public_id})}"


def _compared(left: Entity, right: Entity) -> tuple[dict[int, Gathered], Compared, Compared, Weighed]:
    """What is said of both, as it is compared, and what the comparison comes to; three queries."""
    said = gathered([left.pk, right.pk])
    one, two = said[left.pk].known(), said[right.pk].known()
    return said, one, two, weighed(one, two, holders([(one, two)]))


def already(judgement: Judgement) -> str:
    """Who was faster, and what he judged."""
    return _("%(who)s judged this pair meanwhile: %(verdict)s. It can be undone, or given a second opinion.") % {
        "who": judge_of(judgement), "verdict": judgement.get_verdict_display(),
    }  # fmt: skip


def _context(
    viewer: Viewer, left: Entity, right: Entity, form: JudgeForm, just: Mapping[str, Any] | None
) -> dict[str, Any]:
    first = identity(viewer, left.public_id, part="beside")
    second = identity(viewer, right.public_id, part="beside")
    said, one, two, found = _compared(left, right)
    stands = standing(left.pk, right.pk)
    told = reasons.told(found.evidence, left.schema)
    beside_them = [just[side].report for side in ("left", "right")] if just else []
    ruling = strictest([*first.reports.values(), *second.reports.values(), *beside_them])
    typed = form["reason"].value() if form.is_bound else ""
    joined = {*first.ids, *second.ids}
    things = _shared(viewer, first, second)
    shared = [(lines.of_thing(one), lines.of_thing(other)) for one, other in things]
    cards = shown_beside(viewer, "entity", _as_side(1, first), _as_side(2, second))
    now = digest(one, two)
    return {
        "just": just,
        "left": _side(1, first, said[left.pk].shield(timezone.localdate())),
        "right": _side(2, second, said[right.pk].shield(timezone.localdate())),
        "rows": _rows(left, right, first, second),
        "supporting": [each for each in told if each.supports],
        "opposing": [each for each in told if not each.supports],
        "bits": reasons.bits(found.bits),
        "percent": min(99, round(100 * found.probability)),
        "likely": reasons.likely(found.probability, found.bits),
        "shared": shared,
        "between": _between(left, right, things, shared),
        "cards": [render_to_string(template, given) for template, given in cards],
        "together": right.pk in first.ids,
        "stands": stands,
        "status": words.JOINS_NOTHING[joins_nothing(stands)] if stands else "",
        "judge": judge_of(stands) if stands else "",
        "changed": bool(stands and stands.known and stands.known != now),
        "against": contradicting(touching(joined), joined) if stands is None else [],
        "form": form,
        "typed": typed,
        "opinion_form": _opinion(form, stands) if stands and stands.by_id != viewer.user_id else None,
        "known": now,
        "shown": f"{time.time():.3f}",
        "may_judge": viewer.may(Ability.JUDGE),
        "handling": ruling.code,
        "conditions": ruling.beside,
        "kind": words.schema_label(left.schema),
    }  # fmt: skip


def _opinion(form: JudgeForm, stands: Judgement) -> OpinionForm:
    """What was typed for a judgement, as a second opinion on the one that was faster."""
    agrees = form["verdict"].value() == stands.verdict
    return OpinionForm(initial={"reason": form["reason"].value(), "agrees": "yes" if agrees else "no"})


def _between(
    left: Entity, right: Entity, things: Sequence[tuple[Thing, Thing]], shared: Sequence[tuple[lines.Line, lines.Line]]
) -> Between | None:
    neighbours = [
        (thing.schema, line.name.text, line.url) for (thing, _), (line, _) in zip(things, shared, strict=True)
    ]
    one, other = ((each.schema, _numbered(number, each.schema, each.caption)) for number, each in ((1, left), (2, right)))
    return drawn_between(one, other, neighbours)


def _as_side(number: int, it: Identity) -> Side:
    return Side(it.opened.public_id, _numbered(number, it.opened.schema, it.opened.caption), frozenset(it.reports))


def _numbered(number: int, schema: str, caption: str) -> str:
    return f"{number} · {caption or words.schema_label(schema)}"


def _shared(viewer: Viewer, first: Identity, second: Identity) -> list[tuple[Thing, Thing]]:
    """The neighbours in common, as each side's reports name them; that they were shown is recorded."""
    found = neighbours_shared(first.ids, second.ids, language=viewer.language)
    if found:
        named = dict.fromkeys(side.public_id for each in found for side in (each.left, each.right))
        record(viewer, AuditVerb.LIST, "entity", named, fields=["beside"])
    return [(each.left, each.right) for each in found]


def _side(number: int, it: Identity, shield: str | None) -> dict[str, Any]:
    opened = it.opened
    return {
        # Two of one name are told apart by it wherever they stand beside each other.
        "number": number,
        "url": reverse("resolution:entity", args=[opened.public_id]),
        "name": words.Shown(
            opened.caption or words.schema_label(opened.schema), "name", words.name_language(opened.caption)
        ),
        "icon": words.schema_icon(opened.schema),
        "report": opened.report,
        "report_url": facts.report_url(opened.report),
        "more": reasons.known_since(it.total.reports - 1) if it.total.reports > 1 else "",
        "shield": words.SHIELDS[shield] if shield else "",
    }


def _rows(left: Entity, right: Entity, first: Identity, second: Identity) -> list[Row]:
    """Each property once, with the values of the two entities themselves; the rest of their identities is on their pages."""
    reports = {**first.reports, **second.reports}
    said = known([left.pk], reports), known([right.pk], reports)
    mine, theirs = (_lines(left.schema, each) for each in said)
    order = {prop: place for place, prop in enumerate(_FIRST)}
    props = sorted({*mine, *theirs}, key=lambda prop: (order.get(prop, len(order)), prop))
    return [Row(words.property_label(left.schema, prop), mine.get(prop, ()), theirs.get(prop, ())) for prop in props]


def _lines(schema: str, said: Sequence[Saying]) -> dict[str, tuple[facts.ShownValue, ...]]:
    by_prop: dict[str, list[Saying]] = {}
    for each in said:
        if each.value:
            by_prop.setdefault(each.prop, []).append(each)
    return {
        prop: tuple(
            value
            for line in facts.shown_lines(schema, several, {}, today=timezone.localdate())
            for value in line.values
        )
        for prop, several in by_prop.items()
    }
