"""Writes who signed in and out, who failed to, and whose second factor changed, into the audit log."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from manara.foundation.actions.record import record_entry
from manara.foundation.models import User
from manara.foundation.models.audit import AuditVerb
from manara.web import second_factor
from manara.web.middleware.session import EXPIRED, begin


def connect() -> None:
    """Listen, once; nothing is caught, so an entry that can't be written stops what it tells of."""
    auth_signals.user_logged_in.connect(signed_in, dispatch_uid="entries")
    auth_signals.user_logged_out.connect(signed_out, dispatch_uid="entries")
    account_signals.password_changed.connect(password_changed, dispatch_uid="entries")
    factor_signals.authentication_failed.connect(factor_failed, dispatch_uid="entries")
    factor_signals.authenticator_added.connect(factor_added, dispatch_uid="entries")
    factor_signals.authenticator_removed.connect(factor_removed, dispatch_uid="entries")


def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    begin(request)
    record_entry(user, AuditVerb.SIGN_IN)


def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        record_entry(user, AuditVerb.SIGN_OUT, detail=getattr(request, EXPIRED, ""))


def refused(code: str) -> None:
    """A wrong password, or an account that doesn't exist: the log keeps the code that was tried, sealed."""
    record_entry(None, AuditVerb.REFUSED, code=code[:64])


def password_changed(user: User, **_: Any) -> None:
    record_entry(user, AuditVerb.CHANGE, detail="password")


def factor_failed(user: User, **_: Any) -> None:
    record_entry(user, AuditVerb.REFUSED, detail="second factor")


def factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    record_entry(user, AuditVerb.CHANGE, detail=f"added {authenticator.type}")


def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    request.session.pop(second_factor.KNOWN, None)
    record_entry(user, AuditVerb.CHANGE, detail=f"removed {authenticator.type}")
