"""How people sign in here: no sign-up, no e-mail, codes instead of names, secrets sealed, and a sentence for each refusal."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.keys import open_with_node, seal_with_node
from manara.foundation.models import User
from manara.web import entries, second_factor
from manara.web.throttle import wait_sentence

_PLACE = "mfa.secret"
_WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use a code from your app"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Codes and passwords."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("Code or password is wrong."),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "incorrect_code": gettext_lazy("The code is wrong, or it was used already. Wait for the next one."),
        "enter_current_password": gettext_lazy("Type the password you have now."),
        "account_inactive": gettext_lazy("This account is closed."),
        "invalid_login": gettext_lazy("Code or password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are prepared by administrators."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """As allauth does; a throttled attempt is told when to try again."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            entries.refused(f"throttled {credentials.get('username', '')}")
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(wait_sentence(request, key), code="too_many_login_attempts") from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        entries.refused(str(credentials.get("username", "")))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """A second factor tried too often is told when to try again, too."""
        if code in ("too_many_login_attempts", "rate_limited"):
            return ValidationError(wait_sentence(), code=code)
        return super().validation_error(code, *args)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the throttle counts: the client's, as far back as proxies of our own vouch for it."""
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        trusted = settings.NODE.trusted_proxies
        if trusted and len(forwarded) >= trusted:
            return forwarded[-trusted]
        return str(request.META.get("REMOTE_ADDR") or "local")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:  # type: ignore[override]
        """The ways in which a person proves again who is there, in our own words."""
        return [each | {"description": _WAYS[each["id"]]} for each in super().get_reauthentication_methods(user)]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A node sends no mail."""


class MFAAdapter(DefaultMFAAdapter):
    """Codes from an app, passkeys, recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is wrong, or it was used already. Wait for the next one."),
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second factor. Set up another one first, then remove this one."
        ),
    }

    def get_totp_label(self, user: User) -> str:
        return user.code

    def build_totp_svg(self, url: str) -> str:
        """The address as a QR code, drawn in attributes only, so that the content policy lets it pass."""
        return segno.make(url, error="m").svg_inline(
            scale=1, border=0, dark="#0c2c3a", omitsize=True, svgclass=None, lineclass=None
        )

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_with_node(text, place=_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_with_node(base64.b64decode(encrypted_text), place=_PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not second_factor.is_last(authenticator)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A node sends no mail."""

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.NODE.relying_party, "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        # A passkey's label is shown by the person's own device, also to others who look at it: the code, never the e-mail.
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.code, "name": user.code}
