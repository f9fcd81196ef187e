"""Pages of protection: marking somebody from his own page, the list of marks, and one mark with its end."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from manara.foundation.access import Ability, Hidden, Viewer, allow
from manara.intake.queries.circles import circles_for_reports
from manara.intake.queries.entity import entity_of
from manara.networks.actions.protect import AlreadyEnded, end_protection, protect
from manara.networks.forms.protecting import ProtectForm, ReasonForm
from manara.networks.models import Ground, Protection
from manara.networks.pages.roles import frame
from manara.networks.queries.protected import protection_of, protections, why_protected
from manara.resolution.queries.identity import identity


@allow(Ability.READ_ENTITIES)
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, entity: uuid.UUID) -> HttpResponse:
    """Why this person is protected as far as the viewer may read it, and a form to mark him."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    it = identity(viewer, entity, part="protection")
    if it.opened.schema != "Person":
        raise Hidden
    form = ProtectForm(request.POST or None, circles_for_reports(viewer))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        held = entity_of(it.opened.public_id)
        protect(viewer, held, ground=Ground(given["ground"]), reason=given["reason"], circle=form.chosen_circle())
        messages.success(request, _("Marked. No plan, ranking or lookout names this person any more."))
        return redirect("networks:protect", entity)
    why = why_protected(viewer, it.ids, part="person")
    context = {
        **frame(it), "form": form, "why": why, "said": [said_sentence(each) for each in why.said],
    }  # fmt: skip
    return TemplateResponse(request, "networks/protect.html", context, status=422 if form.errors else 200)


@allow(Ability.READ_ENTITIES)
@require_GET
def marks(request: HttpRequest) -> HttpResponse:
    """The marks that the viewer's circles may read, the newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return TemplateResponse(request, "networks/protections.html", {"marks": [_line(each) for each in protections(viewer)]})


@allow(Ability.READ_ENTITIES)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, protection: uuid.UUID) -> HttpResponse:
    """One mark with its reason, and a form that takes it off."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = protection_of(viewer, protection)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_protection(viewer, found, reason=form.cleaned_data["reason"])
        except AlreadyEnded:
            messages.info(request, _("It was taken off already."))
        else:
            messages.success(request, _("Taken off. What else protects this person goes on; no plan takes the person back."))
        return redirect("networks:protection", protection)
    ended = getattr(found, "ended", None)
    may_end = ended is None and (found.by_id == viewer.user_id or viewer.may(Ability.JUDGE))
    context = {**_line(found), "form": form, "may_end": may_end}
    return TemplateResponse(request, "networks/protection.html", context, status=422 if form.errors else 200)


def said_sentence(shield: str) -> str:
    """What a report says that protects, in words."""
    return {
        "child": _("A report gives a birth date that leaves open whether the person is of age."),
        "never-charted": _("A report calls the person victim, witness, passenger, family or the like."),
    }[shield]


def _line(mark: Protection) -> dict[str, object]:
    return {"mark": mark, "person": mark.entity, "ended": getattr(mark, "ended", None)}
