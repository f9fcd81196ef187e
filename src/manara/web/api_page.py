"""The reference of the API as a page of this node, drawn from its own description: what can be asked and what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from manara.foundation.access import Ability, allow
from manara.foundation.pages.token_forms import READINGS
from manara.web.api.reference import kind_of

_MARKED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a shape: its name, where it stands, of what kind it is, and what is said of it."""

    name: str
    where: str
    needed: bool
    kind: SafeString
    said: SafeString


@dataclass(frozen=True, slots=True)
class Question:
    """One address: what it is for, which abilities it needs (any of them; none for any token), and what answers."""

    path: str
    place: str
    title: str
    said: SafeString
    needs: tuple[str, ...]
    asked: tuple[Field, ...]
    answers: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer is made of."""

    name: str
    said: SafeString
    fields: tuple[Field, ...]


@require_GET
@allow(Ability.HOLD_TOKENS, content=False)
def reference(request: HttpRequest) -> HttpResponse:
    """The addresses, their parameters and their answers. The frame is translated; the API's own words are English."""
    from manara.web.api.description import described

    questions, shapes = _parts()
    labels = {ability.value: label for ability, label in READINGS.items()}
    context = {
        "questions": [(each, [labels.get(need, need) for need in each.needs]) for each in questions],
        "shapes": shapes,
        "about": described()["info"]["description"].replace("`", ""),
        "origin": settings.NODE.public_origin,
    }
    return TemplateResponse(request, "web/api_reference.html", context)


@cache
def _parts() -> tuple[tuple[Question, ...], tuple[Shape, ...]]:
    """The same for everybody, and kept."""
    from manara.web.api.description import described

    description = described()
    shapes = {name: each for name, each in description["components"]["schemas"].items() if "properties" in each}
    questions = tuple(_question(path, methods["get"], shapes) for path, methods in description["paths"].items())
    return questions, tuple(_shape(name, shapes[name], shapes) for name in sorted(shapes))


def _question(path: str, operation: Mapping[str, Any], shapes: Mapping[str, Any]) -> Question:
    asked = tuple(
        Field(each["name"], each["in"], each["required"], _marked(kind_of(each["schema"]), shapes),
              _marked(each.get("description", ""), shapes))
        for each in operation["parameters"] if "$ref" not in each
    )  # fmt: skip
    answers = []
    for media, content in operation["responses"]["200"].get("content", {}).items():
        shape = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        answers.append(_marked(f"`{shape or media}`", shapes))
    return Question(
        path, "ask-" + re.sub(r"[^a-z0-9]+", "-", path.removeprefix("/api/v1/").lower()).strip("-"), operation["summary"],
        _marked(operation["description"], shapes), tuple(operation["x-abilities"]), asked, tuple(answers),
    )  # fmt: skip


def _shape(name: str, shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Shape:
    fields = tuple(
        Field(prop, "", False, _marked(kind_of(kind), shapes), _marked(kind.get("description", ""), shapes))
        for prop, kind in shape["properties"].items()
    )
    return Shape(name, _marked(shape.get("description", ""), shapes), fields)


def _marked(text: str, shapes: Mapping[str, Any]) -> SafeString:
    """Text with its names in the letters of a programme; the name of a shape leads to the shape."""

    def name(found: re.Match[str]) -> str:
        word = found[1]
        code = f"<code>{word}</code>"
        return f'<a href="#shape-{word}">{code}</a>' if word in shapes else code

    return mark_safe(_MARKED.sub(name, escape(text)))  # noqa: S308  escaped before the names are marked
