"""Reads accounts, invitations and agencies for an administrator: who may work here, never what they work on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from manara.foundation.models import AccessToken, Agency, Invitation, Membership, Suspension, User
from manara.foundation.models.circle import CircleKind
from manara.foundation.queries.tokens import tokens_of_person

LATELY = timedelta(days=31)
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Enough for a code to be looked up among people of one prefix; the next one is a suggestion, not a promise.
_NUMBERED = re.compile(r"^([A-Za-z]+-)(\d+)$")


@dataclass(frozen=True)
class Wanted:
    """What a list of people is narrowed to; empty parts narrow nothing."""

    code: str = ""
    agency: str = ""
    role: str = ""
    state: str = ""


def people(wanted: Wanted) -> QuerySet[User]:
    """The accounts that `wanted` leaves, by code, each with whether a second factor is set up."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    rows = User.objects.select_related("agency").annotate(has_factor=Exists(factors)).order_by("code")
    if wanted.code:
        rows = rows.filter(code__icontains=wanted.code)
    if wanted.agency:
        rows = rows.filter(agency__public_id=wanted.agency)
    if wanted.role:
        rows = rows.filter(roles__contains=[wanted.role])
    if wanted.state == "closed":
        rows = rows.filter(is_active=False)
    elif wanted.state == "open":
        rows = rows.filter(is_active=True)
    elif wanted.state == "no-factor":
        rows = rows.filter(is_active=True, has_factor=False)
    return rows


@dataclass(frozen=True)
class Account:
    """One account with what an administrator may know of it."""

    passkeys: int
    apps: int
    recovery: bool
    suspensions: list[Suspension]
    memberships: list[Membership]
    renewal: Invitation | None
    tokens: list[AccessToken]


def account(user: User) -> Account:
    """How a person signs in, when the account was closed, the agency circle he is in, and his programmes' tokens."""
    factors = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    memberships = Membership.objects.filter(user=user, circle__kind=CircleKind.AGENCY).select_related("circle__agency")
    return Account(
        passkeys=factors[Authenticator.Type.WEBAUTHN],
        apps=factors[Authenticator.Type.TOTP],
        recovery=bool(factors[Authenticator.Type.RECOVERY_CODES]),
        suspensions=list(user.suspensions.select_related("suspended_by", "ended_by").order_by("-suspended_at")),
        memberships=list(memberships.order_by("-added_at")),
        renewal=open_invitations().filter(renews=user).first(),
        tokens=tokens_of_person(user),
    )


def open_invitations() -> QuerySet[Invitation]:
    """The links that still open an account, those that end first at the top."""
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return rows.select_related("agency", "invited_by", "renews").order_by("expires_at")


def ended_invitations(*, size: int) -> list[Invitation]:
    """The first invitations of the last month that ended unused and were not followed by an account or another link."""
    now = timezone.now()
    later = Invitation.objects.filter(code=OuterRef("code"), expires_at__gt=now, withdrawn_at=None)
    rows = Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, renews=None, expires_at__lte=now, expires_at__gt=now - LATELY
    )
    open_now = rows.exclude(Exists(User.objects.filter(code=OuterRef("code")))).exclude(Exists(later))
    return list(open_now.select_related("agency").order_by("-expires_at")[:size])


@dataclass(frozen=True)
class Tally:
    """How many accounts are open, how many of those have no second factor yet, and how many are closed."""

    open: int
    without_factor: int
    closed: int


def tally() -> Tally:
    """The accounts counted, in one query."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    counted = User.objects.annotate(has_factor=Exists(factors)).aggregate(
        open=Count("pk", filter=Q(is_active=True)),
        without_factor=Count("pk", filter=Q(is_active=True, has_factor=False)),
        closed=Count("pk", filter=Q(is_active=False)),
    )
    return Tally(**counted)


def agencies() -> QuerySet[Agency]:
    """All agencies by code, each with how many open accounts it has."""
    return Agency.objects.annotate(people=Count("user", filter=Q(user__is_active=True))).order_by("code")


def next_code() -> str:
    """A code for the next person, after the numbers given so far: E-0418 after E-0417."""
    given = [*User.objects.values_list("code", flat=True), *Invitation.objects.values_list("code", flat=True)]
    parts = [match.groups() for code in given if (match := _NUMBERED.match(code))]
    if not parts:
        return "E-0001"
    prefix = Counter(prefix for prefix, _number in parts).most_common(1)[0][0]
    last = max((number for each, number in parts if each == prefix), key=int)
    return f"{prefix}{int(last) + 1:0{len(last)}}"[:24]
