"""Two versions of one draft side by side, when two people wrote at once: keep one, or choose field by field."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from manara.foundation.access import Ability, Hidden, allow
from manara.intake.actions.save_draft import PAGE, DraftClosed, save_draft
from manara.intake.engine.form_entries import place_of
from manara.intake.engine.merging import Difference, differences, merged
from manara.intake.forms.report import WORDS, ReportForm
from manara.intake.pages.asking import number_of, viewer_of
from manara.intake.queries.circles import circles_for_reports
from manara.intake.queries.drafts import draft_for, version_of


@allow(Ability.WRITE_REPORTS)
def both_versions(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    draft = draft_for(viewer, public_id)
    if draft.report_id is not None or draft.discarded_at is not None:
        # What became a report is read there, under the report's own walls and as long as it stands.
        return redirect("intake:draft", public_id)
    number = number_of(request.POST.get("mine") or request.GET.get("mine", ""))
    mine = version_of(draft, number) if number is not None else None
    theirs = version_of(draft)
    if mine is None or theirs is None:
        raise Hidden
    base = version_of(draft, mine.based_on)
    found = differences(base.payload if base else {}, mine.payload, theirs.payload)
    if mine.number == theirs.number or not found:
        return redirect("intake:draft", public_id)
    if request.method == "POST":
        keep = request.POST.get("keep", "")
        taken = [each.key for each in found if keep == "theirs" or (keep != "mine" and request.POST.get(each.key) == "theirs")]
        payload = merged(mine.payload, theirs.payload, taken)
        try:
            # Based on what was shown: if a third version came meanwhile, the writer is asked again.
            shown = number_of(request.POST.get("theirs", "")) or 0
            saved = save_draft(viewer, draft, payload, based_on=shown, page=str(mine.payload.get(PAGE, "")))
        except DraftClosed:
            return redirect("intake:drafts")
        if saved.conflict:
            return redirect(f"{request.path}?mine={saved.version}")
        messages.success(request, _("The draft is saved. Every earlier version is kept."))
        return redirect("intake:draft", public_id)
    form = ReportForm(merged(mine.payload, theirs.payload, ()), circles_for_reports(viewer))
    context = {
        "draft": draft,
        "mine": mine,
        "theirs": theirs,
        "rows": [{"difference": each, "label": _label(form, each)} for each in found],
    }
    return TemplateResponse(request, "intake/both_versions.html", context)


def _label(form: ReportForm, difference: Difference) -> str:
    field = form.fields.get(difference.key)
    label = str(field.label) if field is not None else difference.key
    place = place_of(difference.key)
    return f"{WORDS[place.group].one} {place.number + 1} · {label}" if place is not None else label
