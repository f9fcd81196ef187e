"""The harm check of a plan: written by one, signed by another; a signature can be taken back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from manara.foundation.access import Ability, Hidden, Refused, Viewer, allow
from manara.networks.actions.check_harm import (
    DANGERS,
    AlreadySigned,
    AtRisk,
    Considered,
    NotTold,
    Overtaken,
    SamePerson,
    TargetAtRisk,
    Unanswered,
    sign_harm_check,
    withdraw_signature,
    write_harm_check,
)
from manara.networks.actions.refusals import NotYet
from manara.networks.forms.lab import ANSWER_WORDS, DANGER_WORDS, HarmForm, SignForm
from manara.networks.forms.protecting import ReasonForm
from manara.networks.models import ProtectionTold, Signature
from manara.networks.pages.lab import saying
from manara.networks.pages.lab.plan import tabs
from manara.networks.queries import lab

_AT_RISK = gettext_lazy("By what you answered people may be at risk: the protection service must be told.")
_NAMED = gettext_lazy(
    "Somebody whom the plan names stands here. Who is at risk is in no plan: protect the person first, or leave the name out."
)
_UNANSWERED = {
    "at_risk": gettext_lazy("Say who is at risk, unless every danger was ruled out."),
    "protection_by": gettext_lazy("Say who told whom."),
    "protection_on": gettext_lazy("Say on which day."),
}

@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def harm(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """The newest check with its signature, and a form for a further one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="harm check")
    check = found.check
    form = HarmForm(
        request.POST or None,
        initial={"order": found.main.public_id if found.main else None} | (
            {} if check is None else {
                "at_risk": check.at_risk, "first": check.first, "told": check.told, **check.dangers,
                "protection": check.protection, "protection_by": check.protection_by, "protection_on": check.protection_on,
            }
        ),
    )  # fmt: skip
    if request.method == "POST":
        if not viewer.may(Ability.EXPORT):
            raise Refused(Ability.EXPORT)
        if found.main is None or not found.places:
            messages.error(request, _("Work the plan out first: a harm check is of an order."))
            return redirect("networks:plan", plan)
        if form.is_valid():
            given = form.cleaned_data
            said = Considered(
                {danger: given[danger] for danger in DANGERS}, given["at_risk"], given["first"], given["told"],
                ProtectionTold(given["protection"]), given["protection_by"], given["protection_on"],
            )  # fmt: skip
            try:
                write_harm_check(viewer, found.plan, found.main, said, named=found.captions, read=given["order"])
            except Overtaken:
                form.add_error(None, _("The order changed while you wrote. What you entered is still here: look at the order, "
                                       "and keep the check once it fits."))  # fmt: skip
                form.read_anew(found.main.public_id)
            except TargetAtRisk:
                form.add_error("at_risk", _NAMED)
            except AtRisk:
                form.add_error("protection", _AT_RISK)
            except NotYet:
                form.add_error("protection_on", _("This day lies ahead. As long as it is not told, choose “Not yet”."))
            except Unanswered as problem:
                form.add_error(str(problem), _UNANSWERED.get(str(problem), _("This is needed.")))
            else:
                messages.success(request, _("Kept. It waits for the signature of a second person of this circle."))
                return redirect("networks:plan-harm", plan)
    signature = getattr(check, "signature", None) if check else None
    context = {
        "found": found, "plan": found.plan, "tabs": tabs(found, "harm"), "form": form, "check": check, "signature": signature,
        **saying.marks(found.nodes),
        "withdrawn": getattr(signature, "withdrawn", None), "says": saying.standing(found.standing),
        "dangers": [(DANGER_WORDS[danger], check.dangers[danger], ANSWER_WORDS[check.dangers[danger]]) for danger in DANGERS]
        if check else [],
        "protection": saying.protection(check) if check else None,
        "sign": SignForm(None), "withdraw": ReasonForm(None), "may_plan": viewer.may(Ability.EXPORT),
        "own": check is not None and viewer.user_id in (check.by_id, found.plan.by_id),
        "signed_by_me": signature is not None and signature.by_id == viewer.user_id,
        "writes": check is None or bool(form.errors),
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_harm.html", context, status=422 if form.errors else 200)


@allow(Ability.WORK_CASES)
@require_POST
def sign(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """A second person signs or declines the check that the page showed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="harm check")
    if found.check is None:
        raise Hidden
    form = SignForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether you sign or decline."))
    elif request.POST.get("check") != str(found.check.public_id):
        messages.error(request, _("A further check was written meanwhile. Read it first."))
    else:
        try:
            made = sign_harm_check(
                viewer, found.check, agrees=form.cleaned_data["agrees"], reason=form.cleaned_data["reason"], newest=found.check
            )
        except SamePerson:
            messages.error(
                request, _("Whoever made the plan or wrote the check cannot sign it. Ask another person of this circle.")
            )
        except (AlreadySigned, Overtaken):
            # A second click of his own has nothing to tell: the first did.
            if not _is_his(getattr(found.check, "signature", None), viewer, form.cleaned_data["agrees"]):
                messages.info(request, _("It was signed or declined already."))
        except NotTold:
            messages.error(
                request, _("As long as the protection service is not told nobody can sign. Tell it, and write a further check.")
            )
        except Unanswered:
            messages.error(request, _("Say why you decline."))
        else:
            messages.success(request, _("Signed. The plan holds.") if made.agrees else _("Declined. The plan stays a draft."))
    return redirect("networks:plan-harm", plan)


def _is_his(signature: Signature | None, viewer: Viewer, agrees: bool) -> bool:
    """Whether this is what the viewer said himself, and has not taken back."""
    if signature is None or getattr(signature, "withdrawn", None) is not None:
        return False
    return signature.by_id == viewer.user_id and signature.agrees == agrees


@allow(Ability.WORK_CASES)
@require_POST
def withdraw(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """Takes the viewer's own signature back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="harm check")
    if found.signature is None:
        messages.info(request, _("It was taken back already."))
        return redirect("networks:plan-harm", plan)
    try:
        withdraw_signature(viewer, found.signature, reason=request.POST.get("reason", ""))
    except Unanswered:
        messages.error(request, _("Say why you take your signature back."))
    except AlreadySigned:
        messages.info(request, _("It was taken back already."))
    else:
        messages.success(request, _("Taken back. The plan is a draft again."))
    return redirect("networks:plan-harm", plan)
