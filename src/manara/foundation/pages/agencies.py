"""Agencies, for administrators: whose people use this node, under which names."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from manara.foundation.access import Hidden
from manara.foundation.actions.add_agency import NAMES, add_agency
from manara.foundation.actions.change_agency import change_agency
from manara.foundation.actions.hold_code import CodeTaken
from manara.foundation.models import Agency
from manara.foundation.pages.asking import viewer_of
from manara.foundation.pages.people import administrators
from manara.foundation.pages.people_forms import AgencyForm
from manara.foundation.queries import people as queries


@administrators
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies."""
    return TemplateResponse(request, "foundation/agencies/list.html", {"agencies": list(queries.agencies())})


@administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new agency; its circle opens with it."""
    form = AgencyForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            agency = add_agency(viewer_of(request), **form.cleaned_data)
        except CodeTaken:
            form.add_error("code", _("Another agency has this code."))
        else:
            messages.success(request, _("%(agency)s was added, and its circle opened.") % {"agency": agency.name})
            return redirect("foundation:agencies")
    return TemplateResponse(request, "foundation/agencies/form.html", {"form": form})


@administrators
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Corrects names, kind or country."""
    agency = Agency.objects.filter(public_id=public_id).first()
    if agency is None:
        raise Hidden
    initial = {name: getattr(agency, name) for name in ("kind", "country", *NAMES)}
    form = AgencyForm(request.POST or None, initial=initial, is_new=False)
    if request.method == "POST" and form.is_valid():
        change_agency(viewer_of(request), agency, **form.cleaned_data)
        messages.success(request, _("The agency was changed."))
        return redirect("foundation:agencies")
    return TemplateResponse(request, "foundation/agencies/form.html", {"form": form, "agency": agency})
