"""The help of the shell's own pages: first page, account, purpose, signing in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_HOME = PageHelp(
    title=_("My work"),
    purpose=_("What came in, what waits for you and what is late. Nothing stands here that isn’t yours."),
    acts=(
        _("Open any line to work on it; “All” leads to the whole list."),
        _("Begin something new with the buttons at the top."),
    ),
    know=(_("Red is for what is late only; amber is for what asks for your decision."),),
)
_ACCOUNT = PageHelp(
    title=_("My account"),
    purpose=_("Who you are on this node: your code, your agency and roles, and how you sign in."),
    acts=(_("Change your password, your second factor and your recovery codes."),),
    know=(_("Roles are given by an administrator; nobody can give them to himself."),),
)
_PURPOSE = PageHelp(
    title=_("Purpose"),
    purpose=_("Say why you are looking: the purpose is written into the log beside everything you open."),
    acts=(_("Write a case number or a few words, and change them whenever your work changes."),),
    know=(_("Never write a victim’s or a source’s name here."),),
)
_HELP = PageHelp(
    title=_("Help"),
    purpose=_("What each page that you may open is for, and the keys that work everywhere."),
    acts=(_("Print this page for a colleague who begins."),),
)
_API = PageHelp(
    title=_("The programmes’ door"),
    purpose=_("Every address that a programme with your token may ask, what each needs and what it answers."),
    acts=(_("Follow an address to its parameters, and the name of an answer to its fields."),),
    know=(_("A token never reads more than you may read yourself."),),
)
_STYLEGUIDE = PageHelp(
    title=_("Style guide"),
    purpose=_(
        "All building blocks of the pages, for those who work on Manara itself. It is there on a demonstration only."
    ),
)
_MFA_INDEX = PageHelp(
    title=_("Signing in"),
    purpose=_(
        "Your password, your second factors (an app’s figures, a passkey) and the recovery codes for the day "
        "the phone is lost."
    ),
    acts=(
        _("Set up a second factor before you remove the first one."),
        _("Write the recovery codes on paper and lock them away."),
    ),
    know=(_("Each recovery code works once."),),
)

HELP = {
    "web:home": _HOME,
    "web:account": _ACCOUNT,
    "web:purpose": _PURPOSE,
    "web:help": _HELP,
    "web:styleguide": _STYLEGUIDE,
    "web:api-reference": _API,
    "mfa_index": _MFA_INDEX,
    "mfa_list_webauthn": _MFA_INDEX,
    "mfa_add_webauthn": _MFA_INDEX,
    "mfa_edit_webauthn": _MFA_INDEX,
    "mfa_remove_webauthn": _MFA_INDEX,
    "mfa_activate_totp": _MFA_INDEX,
    "mfa_deactivate_totp": _MFA_INDEX,
    "mfa_view_recovery_codes": _MFA_INDEX,
    "mfa_generate_recovery_codes": _MFA_INDEX,
    "account_change_password": _MFA_INDEX,
    "account_reauthenticate": _MFA_INDEX,
    "mfa_reauthenticate": _MFA_INDEX,
    "mfa_reauthenticate_webauthn": _MFA_INDEX,
}
NO_PAGE = frozenset(
    {
        "web:language",
        "web:welcome",
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_download_recovery_codes",
        "health",
    }
)
