"""One's own access tokens: which there are, a new one, shown once, and an end to any of them."""

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

from manara.foundation.access import Ability, allow
from manara.foundation.actions.issue_token import MOST_OPEN, TooManyTokens, issue_token
from manara.foundation.actions.record import record
from manara.foundation.actions.revoke_token import revoke_token
from manara.foundation.models.audit import AuditVerb
from manara.foundation.pages.asking import reason_of, viewer_of
from manara.foundation.pages.fresh import ask_again, is_fresh
from manara.foundation.pages.people import administrators, user_of
from manara.foundation.pages.token_forms import READINGS, TokenForm
from manara.foundation.queries.tokens import tokens_of

holders = allow(Ability.HOLD_TOKENS, content=False)
# What was typed waits in the session, and in no address, while the second factor is given again.
TYPED = "token_typed"


@holders
def tokens(request: HttpRequest) -> HttpResponse:
    """All of one's own, with what each may read and when it last did."""
    viewer = viewer_of(request)
    found = tokens_of(viewer)
    record(viewer, AuditVerb.LIST, "access-token", [each.public_id for each in found])
    shown = [(each, [READINGS[Ability(name)] for name in each.abilities]) for each in found]
    return TemplateResponse(request, "foundation/tokens/list.html", {"tokens": shown})


@holders
def new(request: HttpRequest) -> HttpResponse:
    """Makes one, after a second factor given just now. Its secret is in the answer to the sent form and nowhere else."""
    viewer = viewer_of(request)
    if not is_fresh(request):
        if request.method == "POST":
            request.session[TYPED] = {name: request.POST.getlist(name) for name in TokenForm.base_fields}
        return ask_again(request, reverse("foundation:new-token"))
    form = TokenForm(request.POST or None, viewer=viewer, initial=_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = issue_token(viewer, **form.cleaned_data)
        except TooManyTokens:
            form.add_error(None, _("You have %(most)s tokens: revoke one that you don't need.") % {"most": MOST_OPEN})
        else:
            origin = settings.NODE.public_origin
            return TemplateResponse(
                request, "foundation/tokens/secret.html", {"token": token, "secret": secret, "origin": origin}
            )
    return TemplateResponse(request, "foundation/tokens/new.html", {"form": form})


@holders
@require_POST
def revoke(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ends one's own."""
    if revoke_token(viewer_of(request), public_id):
        messages.success(request, _("The token reads nothing any more."))
    else:
        messages.info(request, _("The token was revoked already."))
    return redirect("foundation:tokens")


@administrators
@require_POST
def revoke_of_person(request: HttpRequest, public_id: uuid.UUID, token: uuid.UUID) -> HttpResponse:
    """Ends another's, with a reason."""
    user = user_of(public_id)
    reason = reason_of(request)
    if reason is not None and revoke_token(viewer_of(request), token, of=user, reason=reason):
        messages.success(request, _("The token reads nothing any more."))
    elif reason is not None:
        messages.info(request, _("The token was revoked already."))
    return redirect("foundation:person", user.public_id)


def _typed(request: HttpRequest) -> dict[str, object]:
    waiting = request.session.pop(TYPED, None) or {}
    one = {name: values[0] for name, values in waiting.items() if values and name != "abilities"}
    return one | ({"abilities": waiting["abilities"]} if "abilities" in waiting else {})
