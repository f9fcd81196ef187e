"""Who may ask what: each operation of the API bears the policy that the page with the same content has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from manara.foundation.access import Ability, Policy, Viewer

Operation = TypeVar("Operation", bound=Callable[..., Any])


def reads(*abilities: Ability, policy: Policy | None = None) -> Callable[[Operation], Operation]:
    """Mark an operation with its policy, as `access.allow` does a page; one without it can't be put together."""
    chosen = policy or Policy("+".join(abilities), abilities, content=True)

    def marked(operation: Operation) -> Operation:
        operation.policy = chosen  # type: ignore[attr-defined]
        return operation

    return marked


def viewer_of(request: HttpRequest) -> Viewer:
    """In whose name the programme asks, as the guard entered him, narrowed to its token."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]
