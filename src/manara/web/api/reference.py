"""Writes the API's description as a page for people. Run: `python -m manara.web.api.reference`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEAD = """# The API

Written from the node's own description (`/api/v1/openapi.json`, for any token) by `python -m manara.web.api.reference`;
a test compares the two. How to begin: [howto/api.md](../howto/api.md).

Every request bears `Authorization: Bearer …` and, unless the token has a purpose, `X-Purpose`. `Accept-Language` chooses
the language of labels and problems. HEAD answers as GET does without the body; OPTIONS says which methods there are.
Lists: `limit` up to 200; `next` of one page is `after` of the following one, null at the end.
"""


def written(description: dict[str, Any]) -> str:
    """The page, in Markdown."""
    return HEAD + "".join(_parts(description))


def _parts(description: dict[str, Any]) -> Iterator[str]:
    yield "\n## What can be asked\n| address | what | ability |\n|---|---|---|\n"
    for path, methods in description["paths"].items():
        operation = methods["get"]
        needs = " or ".join(f"`{each}`" for each in operation["x-abilities"]) or "any token"
        yield f"| `{path}` | {operation['summary']} | {needs} |\n"
    for path, methods in description["paths"].items():
        yield from _operation(path, methods["get"])
    yield "\n## Shapes\n"
    for name, shape in sorted(description["components"]["schemas"].items()):
        if "properties" in shape:
            yield from _shape(name, shape)


def _operation(path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"\n### `GET {path}`\n{operation['summary']}. {operation['description']}\n"
    asked = [each for each in operation["parameters"] if "$ref" not in each]
    if asked:
        yield "\n| parameter | in | of what kind | |\n|---|---|---|---|\n"
    for each in asked:
        said = each.get("description", "")
        needed = " (needed)" if each["required"] else ""
        yield f"| `{each['name']}`{needed} | {each['in']} | {kind_of(each['schema'])} | {said} |\n"
    for media, content in operation["responses"]["200"].get("content", {}).items():
        shape = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        yield f"\nAnswers {f'`{shape}`' if shape else f'`{media}`'}.\n"


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {name}\n"
    if shape.get("description"):
        yield f"{shape['description']}\n\n"
    yield "| | of what kind | |\n|---|---|---|\n"
    for prop, kind in shape["properties"].items():
        yield f"| `{prop}` | {kind_of(kind)} | {kind.get('description', '')} |\n"


def kind_of(schema: dict[str, Any]) -> str:
    """Of what kind a value is, in words; names stand in backticks."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "anyOf" in schema:
        return " or ".join(kind_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" if each else "empty" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"names, each with {kind_of(schema['additionalProperties'])}"
    bounds = [str(schema[each]) for each in ("minimum", "maximum") if each in schema]
    return " ".join(filter(None, (schema.get("format") or schema.get("type", "anything"), "–".join(bounds))))


if __name__ == "__main__":
    import django

    django.setup()
    from manara.web.api.description import described

    (Path(__file__).resolve().parents[4] / "docs" / "reference" / "api.md").write_text(written(described()), "utf-8")
