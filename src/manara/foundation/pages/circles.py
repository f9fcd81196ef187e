"""Circles: who may know, for what purpose; who keeps one lets others in and out, each with a reason."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, Hidden, allow
from manara.foundation.actions.admit_member import (
    LastKeeper,
    NotForContent,
    admit_member,
    end_membership,
    make_keeper,
)
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import Circle, User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.foundation.pages.asking import ReasonForm, reason_of, viewer_of
from manara.foundation.queries.circles import circle_of, members_of, my_circles, past_of

OPENED = (CircleKind.CASE, CircleKind.RESTRICTED)
members_only = allow(Ability.WRITE_REPORTS, Ability.KEEP_CIRCLES)
keepers = allow(Ability.KEEP_CIRCLES)


class CircleForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        initial=CircleKind.CASE,
        choices=[
            (CircleKind.CASE, gettext_lazy("Case: the people who work on it")),
            (CircleKind.RESTRICTED, gettext_lazy("Restricted: a few people, for something especially delicate")),
        ],
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        help_text=gettext_lazy("A case number or a code word, no person's name."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=240,
        help_text=gettext_lazy("Why these people may know. Every member reads it."),
    )

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        for name in ("name", "purpose"):
            if name in cleaned and not (tidied := tidy(cleaned[name])):
                self.add_error(name, _("This field is needed."))
            elif name in cleaned:
                cleaned[name] = tidied
        return cleaned


class AdmitForm(ReasonForm):
    code = forms.CharField(label=gettext_lazy("Code of the person"), max_length=24)
    keeper = forms.BooleanField(
        label=gettext_lazy("Keeps the circle, too"),
        required=False,
        help_text=gettext_lazy("Lets others in and out, and sees who read what is in it."),
    )
    field_order = ("code", "reason", "keeper")


@members_only
def circles(request: HttpRequest) -> HttpResponse:
    """The circles I am in."""
    viewer = viewer_of(request)
    mine = my_circles(viewer)
    record(viewer, AuditVerb.LIST, "circle", [each.circle.public_id for each in mine])
    context = {"mine": mine, "may_open": viewer.may(Ability.KEEP_CIRCLES)}
    return TemplateResponse(request, "foundation/circles/list.html", context)


@members_only
def circle(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One of them: its purpose and its people."""
    viewer = viewer_of(request)
    found = circle_of(viewer, public_id)
    record(viewer, AuditVerb.READ, "circle", [found.public_id])
    return _circle_page(request, found, AdmitForm())


@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Opens a circle, which the person who opens it keeps."""
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened, _viewer = open_circle(viewer_of(request), **form.cleaned_data)
        messages.success(request, _("The circle is open. So far only you are in it: let in who may know."))
        return redirect("foundation:circle", opened.public_id)
    return TemplateResponse(request, "foundation/circles/new.html", {"form": form})


@keepers
@require_POST
def admit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Lets a person in."""
    viewer = viewer_of(request)
    found = circle_of(viewer, public_id)
    form = AdmitForm(request.POST)
    if form.is_valid():
        user = User.objects.filter(code__iexact=form.cleaned_data["code"].strip(), is_active=True).first()
        try:
            if user is None:
                form.add_error("code", _("No open account has this code."))
            elif admit_member(
                viewer, found, user, reason=form.cleaned_data["reason"], keeper=form.cleaned_data["keeper"]
            ):
                messages.success(request, _("%(code)s is in the circle from now on.") % {"code": user.code})
            else:
                form.add_error("code", _("This person is in the circle already."))
        except NotForContent:
            form.add_error("code", _("Auditors and administrators see no content and join no circle."))
    if form.errors:
        return _circle_page(request, found, form)
    return redirect("foundation:circle", public_id)


@keepers
@require_POST
def end(request: HttpRequest, public_id: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Lets a person out."""
    viewer = viewer_of(request)
    found = circle_of(viewer, public_id)
    user = _member_of(found, member)
    reason = reason_of(request)
    if reason is None:
        return redirect("foundation:circle", public_id)
    try:
        end_membership(viewer, found, user, reason=reason)
    except LastKeeper:
        messages.error(request, _("A circle needs a keeper: make somebody else keeper first."))
        return redirect("foundation:circle", public_id)
    messages.success(request, _("%(code)s is not in the circle any more.") % {"code": user.code})
    if user.pk == viewer.user_id:
        return redirect("foundation:circles")
    return redirect("foundation:circle", public_id)


@keepers
@require_POST
def keeper(request: HttpRequest, public_id: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Makes a member keeper."""
    viewer = viewer_of(request)
    found = circle_of(viewer, public_id)
    user = _member_of(found, member)
    if (reason := reason_of(request)) is not None:
        make_keeper(viewer, found, user, reason=reason)
        messages.success(request, _("%(code)s keeps the circle, too.") % {"code": user.code})
    return redirect("foundation:circle", public_id)


def _member_of(found: Circle, member: uuid.UUID) -> User:
    user = next((each.user for each in members_of(found) if each.user.public_id == member), None)
    if user is None:
        raise Hidden
    return user


def _circle_page(request: HttpRequest, found: Circle, form: AdmitForm) -> HttpResponse:
    viewer = viewer_of(request)
    keeps = found.pk in viewer.kept_circles
    members = members_of(found)
    context = {
        "circle": found,
        "members": members,
        "keeps": keeps,
        "past": past_of(found) if keeps else [],
        "form": form,
        "who_may_know": _who_may_know(found, len(members)),
        "me": viewer.user_id,
    }
    return TemplateResponse(request, "foundation/circles/circle.html", context)


def _who_may_know(found: Circle, members: int) -> str:
    if found.kind == CircleKind.CONTEXT:
        return _("Everybody on this node whose role works with content may know what is kept here.")
    if found.kind == CircleKind.AGENCY:
        return _("Everybody of %(agency)s whose role works with content may know what is kept here.") % {
            "agency": found.title
        }
    return ngettext(
        "Only the %(members)s member may know what is kept here. To all others it does not exist: not in the search, not in a "
        "number, not in an error.",
        "Only the %(members)s members may know what is kept here. To all others it does not exist: not in the search, not in a "
        "number, not in an error.",
        members,
    ) % {"members": members}
