"""The pages of signing in that this node uses, each with its policy; of allauth's others none is mounted."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from manara.foundation.access import OPEN, SIGNED_IN, allow
from manara.web import second_factor

opened = allow(policy=OPEN)
signed_in = allow(policy=SIGNED_IN)


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """One's own password, second factors and recovery codes; the first stop of an account without a second factor."""
    mine = Authenticator.objects.filter(user_id=request.user.pk)
    codes = mine.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    context = {
        "totp": mine.filter(type=Authenticator.Type.TOTP).first(),
        "passkeys": mine.filter(type=Authenticator.Type.WEBAUTHN).order_by("created_at"),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_set_up": second_factor.is_set_up(request),
    }
    template = "web/account/security.html" if context["is_set_up"] else "web/account/first_factor.html"
    return TemplateResponse(request, template, context)


@signed_in
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a passkey unless it is the only second factor."""
    key = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)
    if second_factor.is_last(key):
        messages.error(request, _("This is your only second factor. Set up another one first, then remove this one."))
        return redirect("mfa_index")
    return passkey.remove_webauthn(request, pk=pk)


urlpatterns = [
    path("login/", opened(account.login), name="account_login"),
    path("logout/", opened(account.logout), name="account_logout"),
    path("inactive/", opened(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("security/", security, name="mfa_index"),
    path("2fa/authenticate/", opened(factor.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "2fa/recovery-codes/download/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("2fa/webauthn/", security, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", signed_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", opened(passkey.login_webauthn), name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/", signed_in(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]
