"""Who may open a plan: it is opened to one more circle for a reason and if wanted until a day, and closed to it again."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from manara.foundation.access import Ability, Refused, Viewer, allow
from manara.foundation.actions.share import AlreadyShared
from manara.intake.queries.circles import circles_for_reports
from manara.networks.actions.refusals import NotSigned
from manara.networks.actions.share_plan import NoReason, Over, end_plan_sharing, share_plan
from manara.networks.actions.work_out import AtWork
from manara.networks.forms.lab import ShareForm
from manara.networks.pages.lab.plan import tabs
from manara.networks.pages.lab.take import marks_of
from manara.networks.queries import lab


@allow(Ability.WORK_CASES)
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, plan: uuid.UUID) -> HttpResponse:
    """To whom the plan was opened, and for who made it a form to open it to one more circle."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.opened(viewer, plan, part="sharing")
    mine = found.plan.by_id == viewer.user_id and viewer.may(Ability.SHARE)
    marks = marks_of(viewer, found)
    form = ShareForm(request.POST or None, circles_for_reports(viewer))
    if request.method == "POST":
        if not mine:
            raise Refused(Ability.SHARE, reason="owner")
        if form.is_valid() and form.agreed(restricted=marks.restricted):
            given = form.cleaned_data
            ends_at = timezone.make_aware(datetime.combine(given["ends_on"], time.max)) if given["ends_on"] else None
            try:
                share_plan(viewer, found, form.chosen_circle(), reason=given["reason"], ends_at=ends_at)
            except AlreadyShared:
                form.add_error("circle", _("This circle can open the plan already."))
            except AtWork:
                form.add_error(None, _("It is being worked out just now. Open it to others once that is done."))
            except NotSigned:
                form.add_error(None, _("A plan is opened to others only once a second person signed its harm check."))
            except NoReason:
                form.add_error("reason", _("Say why: the reason is kept with what is done."))
            except Over:
                form.add_error("ends_on", _("This day is over."))
            else:
                messages.success(request, _("The plan is open to that circle. Each of its members sees whom he may see of it."))
                return redirect("networks:share-plan", plan)
    context = {
        "found": found, "plan": found.plan, "tabs": tabs(found, "share"), "form": form, "mine": mine, "marks": marks,
        "sharings": lab.sharings_of(viewer, found.plan),
    }  # fmt: skip
    return TemplateResponse(request, "networks/lab_share.html", context, status=422 if form.errors else 200)


@allow(Ability.SHARE)
@require_POST
def end(request: HttpRequest, plan: uuid.UUID, sharing: uuid.UUID) -> HttpResponse:
    """Closes the plan to a circle to which it was opened."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = lab.plan_of(plan)
    try:
        end_plan_sharing(viewer, found, lab.sharing_of(viewer, found, sharing))
    except Over:
        messages.info(request, _("It was ended already."))
    else:
        messages.success(request, _("Ended. That circle can open the plan no more."))
    return redirect("networks:share-plan", plan)
