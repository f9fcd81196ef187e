"""The authority's rules of who is who: what may be judged alone, and which owner learns of a match nobody may see whole."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from manara.foundation.access import Ability, Refused, Viewer, allow
from manara.resolution.actions.publish_rule import publish_rule
from manara.resolution.actions.set_deconfliction_rule import set_deconfliction_rule
from manara.resolution.forms.judging import DeconflictionForm, RuleForm
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.rules import deconfliction_in_force, deconfliction_rules, rule_in_force
from manara.resolution.queries.rules import rules as all_rules

# Who judges reads the rules that bind him; who sets them sees no content.
_READERS = (Ability.SET_RULES, Ability.JUDGE, Ability.READ_LOG)


@allow(*_READERS, content=False)
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = rule_in_force()
    initial = {
        "judges": "yes" if now and now.judges else "no", "threshold": round(100 * now.threshold, 4) if now else 99.99,
        "second_below": round(100 * now.second_below, 4) if now else 0,
    }  # fmt: skip
    form = RuleForm(request.POST or None, initial=initial)
    if _may_be_set(request, viewer, form):
        said = form.cleaned_data
        made = publish_rule(
            viewer, judges=said["judges"], threshold=said["threshold"] / 100, second_below=said["second_below"] / 100,
            reason=said["reason"],
        )  # fmt: skip
        messages.success(request, _("Version %(n)s is in force. Whoever judges can read it.") % {"n": made.version})
        return redirect("resolution:rules")
    context = {"form": form, "rules": all_rules(), "now": now, "may_set": viewer.may(Ability.SET_RULES)}
    return TemplateResponse(request, "resolution/rules.html", context)


@allow(*_READERS, content=False)
@require_http_methods(["GET", "POST"])
def deconfliction(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = deconfliction_in_force()
    initial = {"tells": now.tells if now else Tells.NOBODY, "names_agency": bool(now and now.names_agency)}
    form = DeconflictionForm(request.POST or None, initial=initial)
    if _may_be_set(request, viewer, form):
        said = form.cleaned_data
        made = set_deconfliction_rule(
            viewer, tells=Tells(said["tells"]), names_agency=said["names_agency"], reason=said["reason"]
        )
        messages.success(request, _("Version %(n)s is in force.") % {"n": made.version})
        return redirect("resolution:deconfliction")
    context = {"form": form, "rules": deconfliction_rules(), "now": now, "may_set": viewer.may(Ability.SET_RULES)}
    return TemplateResponse(request, "resolution/deconfliction.html", context)


def _may_be_set(request: HttpRequest, viewer: Viewer, form: Form) -> bool:
    """Whether this is an answer that can be kept. Raises `Refused` for who answers and only reads the rules."""
    if request.method != "POST":
        return False
    if not viewer.may(Ability.SET_RULES):
        raise Refused(Ability.SET_RULES)
    return form.is_valid()
