"""Accounts, for administrators: who may work here and how he signs in, never what he works on."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, allow
from manara.foundation.actions.change_roles import change_roles
from manara.foundation.actions.disable_user import LastAdministrator, OwnAccount, disable_user
from manara.foundation.actions.enable_user import enable_user
from manara.foundation.actions.record import record
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import reason_of, viewer_of
from manara.foundation.pages.people_forms import FilterForm, RolesForm
from manara.foundation.queries import people as queries

PAGE = 50
administrators = allow(Ability.ADMINISTER, content=False)


@administrators
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, or those that a filter leaves."""
    form = FilterForm(request.GET, list(queries.agencies()))
    wanted = queries.Wanted(**form.cleaned_data) if form.is_valid() else queries.Wanted()
    page = Paginator(queries.people(wanted), PAGE).get_page(request.GET.get("page"))
    record(viewer_of(request), AuditVerb.LIST, "user", [user.public_id for user in page], count=page.paginator.count)
    invitations = queries.open_invitations().count()
    context = {"page": page, "form": form, "narrowed": any(vars(wanted).values()), "invitations": invitations}
    return TemplateResponse(request, "foundation/people/list.html", context)


@administrators
def person(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One account."""
    user = user_of(public_id)
    record(viewer_of(request), AuditVerb.READ, "user", [user.public_id])
    context = {"person": user, "account": queries.account(user), "is_own": user.pk == viewer_of(request).user_id}
    return TemplateResponse(request, "foundation/people/person.html", context)


@administrators
def roles(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Other roles for a person, with a reason."""
    user = user_of(public_id)
    form = RolesForm(request.POST or None, initial={"roles": user.roles})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(viewer_of(request), user, form.cleaned_data["roles"], reason=form.cleaned_data["reason"])
        except (OwnAccount, LastAdministrator) as problem:
            form.add_error(None, why_not(problem))
        else:
            messages.success(request, _("The roles were changed. They hold from the person's next page on."))
            return redirect("foundation:person", public_id)
    return TemplateResponse(request, "foundation/people/roles.html", {"person": user, "form": form})


@administrators
@require_POST
def disable(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Closes the account; his sessions end at once."""
    user = user_of(public_id)
    if (reason := reason_of(request)) is not None:
        try:
            disable_user(viewer_of(request), user, reason=reason)
        except (OwnAccount, LastAdministrator) as problem:
            messages.error(request, why_not(problem))
        else:
            messages.success(request, _("The account is closed, and its sessions have ended."))
    return redirect("foundation:person", public_id)


@administrators
@require_POST
def enable(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Opens the account again."""
    user = user_of(public_id)
    if (reason := reason_of(request)) is not None:
        try:
            enable_user(viewer_of(request), user, reason=reason)
        except OwnAccount as problem:
            messages.error(request, why_not(problem))
        else:
            messages.success(request, _("The account is open again."))
    return redirect("foundation:person", public_id)


def user_of(public_id: uuid.UUID) -> User:
    """The account with this number. Raises `Hidden`."""
    found = User.objects.select_related("agency").filter(public_id=public_id).first()
    if found is None:
        raise Hidden
    return found


def why_not(problem: ValueError) -> str:
    """Why an account can't be changed so, in words."""
    if isinstance(problem, OwnAccount):
        return _("This is your own account: another administrator can do that.")
    return _("This is the last open administrator's account: make somebody else administrator first.")
