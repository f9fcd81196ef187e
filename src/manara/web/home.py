"""The first page: what came in, what waits for the viewer and what is late, as the rooms' cards tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NotRequired, TypedDict

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from manara.foundation.access import SIGNED_IN, Viewer, allow
from manara.web.rooms import shells
from manara.web.zones import zones


class Card(TypedDict):
    """What a function in a room's `HOME` returns for a viewer; nothing when it has nothing for him.

    `template` draws the card's inside with `context`; `zone` is the question it answers (see `manara.web.zones`); `waits`
    counts what asks for a decision or is late, and puts it first.
    """

    title: str | Promise
    template: str
    context: dict[str, Any]
    zone: NotRequired[str]
    order: NotRequired[int]
    waits: NotRequired[int]
    url: NotRequired[str]


def cards(viewer: Viewer) -> list[Card]:
    """The cards for `viewer`: what waits for a decision first, then in the rooms' own order."""
    return sorted(_told(viewer), key=lambda card: (not card.get("waits"), card.get("order", 50)))


def _told(viewer: Viewer) -> Iterator[Card]:
    for shell in shells():
        asked: tuple[Callable[[Viewer], Card | None], ...] = getattr(shell, "HOME", ())
        for ask in asked:
            if card := ask(viewer):
                yield card


def first_steps(viewer: Viewer) -> list[dict[str, str]]:
    """Where one with nothing on the table yet can begin: the actions that rooms offer to his roles."""
    offered = [step for shell in shells() for step in getattr(shell, "FIRST_STEPS", ())]
    allowed = [step for step in offered if any(viewer.may(ability) for ability in step["abilities"])]
    return [{"url": step["url"], "label": str(step["label"]), "icon": step.get("icon", "next")} for step in allowed]


@allow(policy=SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    told = cards(viewer)
    context = {"told": bool(told), "zones": zones(viewer.roles, told), "steps": first_steps(viewer)}
    return TemplateResponse(request, "web/home/home.html", context)
