"""Invitations, for administrators: the link is shown once, and can be taken back until it is used."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.foundation.access import Hidden
from manara.foundation.actions.disable_user import OwnAccount
from manara.foundation.actions.hold_code import CodeTaken
from manara.foundation.actions.invite import invite
from manara.foundation.actions.record import record
from manara.foundation.actions.renew_sign_in import AccountClosed, renew_sign_in
from manara.foundation.actions.withdraw_invitation import withdraw_invitation
from manara.foundation.models import Invitation
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import reason_of, viewer_of
from manara.foundation.pages.people import administrators, user_of, why_not
from manara.foundation.pages.people_forms import InviteForm
from manara.foundation.queries import people as queries


@administrators
def invitations(request: HttpRequest) -> HttpResponse:
    """The links that still open an account."""
    waiting = list(queries.open_invitations())
    record(viewer_of(request), AuditVerb.LIST, "invitation", [each.public_id for each in waiting])
    return TemplateResponse(request, "foundation/people/invitations.html", {"invitations": waiting})


@administrators
def new(request: HttpRequest) -> HttpResponse:
    """Prepares an account. Its link is in the answer to the sent form and nowhere else."""
    form = InviteForm(request.POST or None, initial={"code": queries.next_code()})
    if request.method == "POST" and form.is_valid():
        try:
            invitation, token = invite(viewer_of(request), **form.cleaned_data)
        except CodeTaken:
            form.add_error("code", _("Somebody has this code, or is invited with it."))
        else:
            return _shown_once(request, invitation, token)
    return TemplateResponse(request, "foundation/people/invite.html", {"form": form})


@administrators
@require_POST
def renew(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A new way in for one who lost his own."""
    user = user_of(public_id)
    reason = reason_of(request)
    if reason is None:
        return redirect("foundation:person", public_id)
    try:
        invitation, token = renew_sign_in(viewer_of(request), user, reason=reason)
    except OwnAccount as problem:
        messages.error(request, why_not(problem))
    except AccountClosed:
        messages.error(request, _("The account is closed: open it again first."))
    else:
        return _shown_once(request, invitation, token)
    return redirect("foundation:person", public_id)


@administrators
@require_POST
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Takes a link back."""
    invitation = Invitation.objects.filter(public_id=public_id).first()
    if invitation is None:
        raise Hidden
    if withdraw_invitation(viewer_of(request), invitation):
        messages.success(request, _("The link opens nothing any more."))
    else:
        messages.info(request, _("The link was used or withdrawn already."))
    return redirect("foundation:invitations")


def _shown_once(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    link = settings.NODE.public_origin + reverse("web:welcome", args=[token])
    return TemplateResponse(request, "foundation/people/link.html", {"invitation": invitation, "link": link})
