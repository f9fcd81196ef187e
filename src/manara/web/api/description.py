"""Describes the API as OpenAPI: what ninja knows of the operations, and what the guard adds to each."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson

from manara.foundation.access import policy_of
from manara.web.api.assembly import PREFIX, api, operations
from manara.web.api.problems import KINDS, MEDIA_TYPE, NAMED

ABOUT = (
    "Reading with a token: the same access, the same audit and the same walls as at the pages. Every list is walked by "
    "`next`; what is hidden answers as what never was. Send `X-Purpose` unless the token has a purpose of its own."
)
# In every operation, whatever it reads; a page that is not there is 404 everywhere with an id in its address.
ANYWHERE = (400, 401, 403, 413, 422, 429)
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `title` and `detail` are in the language asked for; `type` is what a programme compares.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": [NAMED + code for code in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "name", "what"],
                "properties": {"in": {"type": "string"}, "name": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}
_HEADERS: list[dict[str, Any]] = [
    {
        "in": "header", "name": "X-Purpose", "required": False, "schema": {"type": "string", "maxLength": 240},
        "description": "What this reading is for; needed where the token has no purpose. UTF-8.",
    },
    {
        "in": "header", "name": "Accept-Language", "required": False,
        "schema": {"type": "string", "enum": ["ar", "fr", "es", "en"]},
        "description": "The language of labels and problems.",
    },
]  # fmt: skip


@cache
def described() -> dict[str, Any]:
    """The description of this node's API."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    schema["info"]["description"] = ABOUT
    parts = schema.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = _PROBLEM
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "An access token."}}
    parts["parameters"] = {each["name"]: each for each in _HEADERS}
    parts["responses"] = {str(status): _response(status) for status in (*ANYWHERE, 404)}
    schema["security"] = [{"token": []}]
    policies = {_address(pattern): policy_of(operation.view_func) for pattern, operation in operations(api)}
    for address, methods in schema["paths"].items():
        policy = policies[address]
        for operation in methods.values():
            operation["operationId"] = operation["operationId"].removeprefix("manara_").replace("_api_", "_")
            operation.setdefault("parameters", []).extend(
                {"$ref": f"#/components/parameters/{each['name']}"} for each in _HEADERS
            )
            operation["x-abilities"] = [each.value for each in policy.abilities] if policy else []
            for status in (*ANYWHERE, *([404] if "{" in address else [])):
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
    # ninja counts statuses in numbers, JSON names them.
    plain: dict[str, Any] = orjson.loads(orjson.dumps(schema, option=orjson.OPT_NON_STR_KEYS))
    return plain


def _response(status: int) -> dict[str, Any]:
    kinds = [f"`{code}`" for code, kind in KINDS.items() if kind.status == status]
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: dict[str, Any] = {"description": ", ".join(kinds), "content": content}
    if status == 429:
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return found


def _address(pattern: Any) -> str:
    parts = str(pattern.pattern).split("/")
    return PREFIX + "/".join("{" + each.strip("<>").split(":")[-1] + "}" if each.startswith("<") else each for each in parts)
