"""What a programme asks of the foundation: in whose name it asks, and the words in which everything is stated."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router

from manara.foundation.access import SIGNED_IN, Hidden
from manara.foundation.access.bearer import Bearer
from manara.foundation.models import Agency
from manara.foundation.programmes.answers import Me, SchemaWords, Vocabulary
from manara.foundation.programmes.asking import reads, viewer_of
from manara.foundation.programmes.walking import MOST
from manara.foundation.vocabulary import Property, Schema, schemas

router = Router(tags=["foundation"])


@router.get("/me", response=Me, summary="In whose name I ask, and how far my token goes")
@reads(policy=SIGNED_IN)
def me(request: HttpRequest) -> dict[str, Any]:
    """The first question of a programme: is the token good, until when, and what may be read with it."""
    viewer = viewer_of(request)
    bearer: Bearer = request.bearer  # type: ignore[attr-defined]
    return {
        "code": viewer.code,
        "agency": Agency.objects.values_list("public_id", flat=True).get(pk=viewer.agency_id),
        "roles": sorted(viewer.roles),
        "abilities": sorted(viewer.abilities),
        "purpose": viewer.purpose,
        "token": {
            "id": bearer.token,
            "name": bearer.name,
            "prefix": bearer.prefix,
            "purpose": bearer.purpose,
            "abilities": sorted(bearer.abilities),
            "expires_at": f"{bearer.expires_at:%Y-%m-%dT%H:%M:%SZ}",
        },
        "limits": {"requests_a_minute": settings.NODE.api_requests_a_minute, "page": MOST},
    }


@router.get("/vocabulary", response=Vocabulary, summary="All kinds of things, ties and events")
@reads(policy=SIGNED_IN)
def vocabulary(request: HttpRequest) -> dict[str, Any]:
    """FollowTheMoney's schemas and our own, with labels in the language asked for."""
    return {"schemas": [_schema(schema) for schema in schemas().values()]}


@router.get("/vocabulary/{name}", response=SchemaWords, summary="One kind of thing, with all its properties")
@reads(policy=SIGNED_IN)
def one_schema(request: HttpRequest, name: str) -> dict[str, Any]:
    """Inherited properties are listed, too."""
    found = schemas().get(name)
    if found is None:
        raise Hidden
    return _schema(found)


def _schema(schema: Schema) -> dict[str, Any]:
    language = get_language() or "en"
    edge = schema.edge
    return {
        "name": schema.name,
        "label": schema.label(language),
        "plural": schema.plural(language),
        "parents": list(schema.parents),
        "abstract": schema.abstract,
        "own": schema.own,
        "properties": [_property(each, language) for each in schema.properties.values()],
        "edge": None
        if edge is None
        else {
            "source": edge.source,
            "target": edge.target,
            "directed": edge.directed,
            "label": edge.label(language),
        },
    }


def _property(each: Property, language: str) -> dict[str, Any]:
    return {
        "name": each.name,
        "label": each.label(language),
        "type": each.type,
        "range": each.range,
        "choices": [{"code": code, "label": each.choice_label(code, language)} for code in each.choices],
    }
