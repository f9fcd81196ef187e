"""Every route's policy: who may open it; the transaction it runs in, as whom, and with which answer when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from manara.foundation.access.abilities import ABILITIES, Ability
from manara.foundation.access.reach import enter
from manara.foundation.access.refusal import Refused

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Policy:
    """Who may open a route: anyone, anyone signed in, or a holder of one of `abilities`; `content` when it shows any."""

    name: str
    abilities: tuple[Ability, ...] = ()
    signed_in: bool = True
    content: bool = False

    def admits(self, roles: frozenset[str]) -> bool:
        """Whether a signed-in person with `roles` passes."""
        return not self.abilities or any(
            not ABILITIES[ability].isdisjoint(roles) for ability in self.abilities
        )


OPEN = Policy("open", signed_in=False)
SIGNED_IN = Policy("signed-in")


def allow(*abilities: Ability, policy: Policy | None = None, content: bool = True) -> Callable[[View], View]:
    """Decorate a page: check its policy, open the transaction, enter as the viewer, then call it with `request.viewer`.

    The answer is rendered inside the transaction, so that a page and the record of who read it stand or fall together.
    """
    chosen = policy or Policy("+".join(abilities), abilities, content=content)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not chosen.signed_in:
                return _rendered(view(request, *args, **kwargs))
            if not request.user.is_authenticated:
                return redirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")
            user = request.user
            with transaction.atomic():
                request.viewer = enter(  # type: ignore[attr-defined]
                    user,
                    purpose=request.session.get("purpose", ""),
                    request_id=getattr(request, "request_id", None),
                    language=get_language() or "en",
                )
                if not chosen.admits(frozenset(user.roles)):
                    raise Refused(chosen.abilities[0])
                response = _rendered(view(request, *args, **kwargs))
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response

        guarded.policy = chosen  # type: ignore[attr-defined]
        return guarded

    return decorate


def policy_of(view: Any) -> Policy | None:
    """The policy of a route's view, or None: a house test turns that red."""
    return getattr(view, "policy", None)


def _rendered(response: HttpResponse) -> HttpResponse:
    if isinstance(response, TemplateResponse) and not response.is_rendered:
        response.render()
    return response
