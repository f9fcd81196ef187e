"""One judgement: who judged what and why, what others say of it, and all that follows if it is undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from manara.foundation.access import Ability, Viewer, allow
from manara.foundation.actions.record import record
from manara.foundation.actions.tell_keepers import tell_keepers
from manara.foundation.models.audit import AuditVerb
from manara.resolution import reasons, words
from manara.resolution.actions.give_second_opinion import AlreadyGiven, OwnJudgement, give_second_opinion
from manara.resolution.actions.undo_judgement import AlreadyUndone, undo_judgement
from manara.resolution.engine.components import without
from manara.resolution.engine.sayings import strictest
from manara.resolution.forms.judging import OpinionForm, UndoForm
from manara.resolution.models import Judgement
from manara.resolution.pages import lines
from manara.resolution.pages.judged_lines import judge_of
from manara.resolution.queries import judged
from manara.resolution.queries.judgements import counts, joins_nothing, links, touching
from manara.resolution.queries.pairs import judgement_of, opinions_of
from manara.resolution.queries.things import things


@dataclass(frozen=True, slots=True)
class Falling:
    """What an identity falls into when a judgement is undone: two groups of lines, or one that other judgements hold."""

    groups: tuple[tuple[lines.Line, ...], ...]
    holding: tuple[Judgement, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether anything comes apart."""
        return len(self.groups) > 1


@allow(Ability.READ_ENTITIES)
@require_GET
def judgement(request: HttpRequest, judgement: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return _page(request, viewer, judgement_of(judgement))


@allow(Ability.JUDGE)
@require_POST
def undo(request: HttpRequest, judgement: uuid.UUID) -> HttpResponse:
    return _acted(
        request, judgement, "undoing", UndoForm(request.POST),
        lambda viewer, found, said: undo_judgement(viewer, found, reason=said["reason"]),
        _("Undone. The pair may be judged again."),
        {AlreadyUndone: _("It was undone already.")},
    )  # fmt: skip


@allow(Ability.JUDGE)
@require_POST
def opinion(request: HttpRequest, judgement: uuid.UUID) -> HttpResponse:
    return _acted(
        request, judgement, "opinion", OpinionForm(request.POST),
        lambda viewer, found, said: give_second_opinion(viewer, found, agrees=said["agrees"], reason=said["reason"]),
        _("Your opinion stands beside the judgement."),
        {
            OwnJudgement: _("You judged this yourself: the second opinion is another person’s."),
            AlreadyGiven: _("You gave your opinion already, or the judgement was undone meanwhile."),
        },
    )  # fmt: skip


def _acted(
    request: HttpRequest,
    address: uuid.UUID,
    part: str,
    form: Form,
    act: Callable[[Viewer, Judgement, dict[str, Any]], object],
    done: str,
    refusals: Mapping[type[Exception], str],
) -> HttpResponse:
    """What a form says of a judgement is done, and said; what is wrong with the form stands on the page again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = judgement_of(address)
    if not form.is_valid():
        return _page(request, viewer, found, **{part: form})  # type: ignore[arg-type]
    try:
        act(viewer, found, form.cleaned_data)
    except tuple(refusals) as refused:
        messages.info(request, refusals[type(refused)])
    else:
        messages.success(request, done)
    return redirect("resolution:judgement", address)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    found: Judgement,
    *,
    undoing: UndoForm | None = None,
    opinion: OpinionForm | None = None,
) -> HttpResponse:
    tell_keepers(viewer, AuditVerb.READ, "judgement", found.lying)
    undone = getattr(found, "undoing", None)
    opinions = opinions_of([found]).get(found.pk, [])
    pair = things([found.one_id, found.other_id], language=viewer.language)
    left, right = lines.of_thing(pair[found.one_id]), lines.of_thing(pair[found.other_id])
    apart = falling(viewer, found) if undone is None else None
    shown = [left, right, *(line for group in (apart.groups if apart else ()) for line in group)]
    ruling = strictest([line.report for line in shown])
    context: dict[str, Any] = {
        "judgement": found,
        "judge": judge_of(found),
        "left": left,
        "right": right,
        "handling": ruling.code,
        "conditions": ruling.beside,
        "kind": words.schema_label(found.one.schema),
        "bits": reasons.bits(found.bits),
        "pieces": [
            (reasons.KINDS.get(each["kind"], each["kind"]), reasons.sentence(each["code"], each.get("params")),
             reasons.bits(each["bits"]))
            for each in found.evidence
        ],
        "undone": undone,
        "opinions": opinions,
        "may_judge": viewer.may(Ability.JUDGE) and undone is None,
        "may_second": viewer.may(Ability.JUDGE) and undone is None and found.by_id != viewer.user_id
        and all(each.by_id != viewer.user_id for each in opinions),
        "status": words.JOINS_NOTHING[joins_nothing(found)] if undone is None else "",
        "falling": apart,
        "undo_form": undoing or UndoForm(),
        "opinion_form": opinion or OpinionForm(),
    }  # fmt: skip
    return TemplateResponse(request, "resolution/judgement.html", context, status=422 if undoing or opinion else 200)


def falling(viewer: Viewer, found: Judgement) -> Falling | None:
    """What the identity falls into without this judgement; None where it joins nothing anyway."""
    members = judged.together([found.one_id])[found.one_id]
    if found.other_id not in members:
        return None
    standing = touching(members)
    joined = [each for each in standing if counts(each)]
    if (found.one_id, found.other_id) not in links(joined):
        return None
    groups = without(members, links(joined), (found.one_id, found.other_id))
    named = things(members, language=viewer.language)
    holding = tuple(each for each in joined if each.pk != found.pk) if len(groups) == 1 else ()
    record(viewer, AuditVerb.LIST, "entity", [thing.public_id for thing in named.values()], fields=["undoing"])
    return Falling(
        tuple(tuple(lines.of_thing(named[number]) for number in sorted(group) if number in named) for group in groups),
        holding,
    )
