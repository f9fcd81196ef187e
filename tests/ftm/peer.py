"""Speaks for the followthemoney package: runs in its own environment, knows nothing of Manara, answers in JSON lines.

``peer.py model`` prints its schemas; ``peer.py read`` takes lines and says what it made of each; ``peer.py write``
prints one entity of each of its schemas, every property filled.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from followthemoney import model

VALUES = {
    "name": "محمد ولد أحمد", "date": "2024-03-12", "country": "mr", "phone": "+22236301010", "email": "a@example.org",
    "url": "https://example.org/a", "gender": "female", "topic": "crime", "number": "12.5", "language": "ara",
    "checksum": "da39a3ee5e6b4b0d3255bfef95601890afd80709", "mimetype": "text/plain", "json": "{}", "html": "<p>x</p>",
    "identifier": "A1234567", "address": "Nouadhibou, Mauritanie", "text": "نص", "string": "x", "entity": "other-1",
    "ip": "192.0.2.7",
}  # fmt: skip


def describe() -> None:
    for schema in model.schemata.values():
        given = schema.to_dict()
        edge = given.get("edge") or {}
        print(json.dumps({
            "name": schema.name,
            "extends": sorted(given["extends"]),
            "abstract": bool(schema.abstract),
            "edge": [edge["source"], edge["target"], bool(edge.get("directed", True))] if edge else None,
            "properties": {
                name: {"type": prop.type.name, "range": prop.range.name if prop.range else None}
                for name, prop in schema.properties.items() if not prop.stub
            },
        }))  # fmt: skip


def read() -> None:
    for line in sys.stdin:
        given = json.loads(line)
        answer: dict[str, Any] = {"id": given.get("id")}
        try:
            entity = model.get_proxy(given, cleaned=False)
        except Exception as refusal:  # whatever the package raises is its answer
            answer["refused"] = f"{type(refusal).__name__}: {refusal}"
        else:
            kept = entity.to_dict()
            answer |= {"schema": kept["schema"], "properties": kept["properties"], "caption": entity.caption}
        print(json.dumps(answer))


def write() -> None:
    for schema in model.schemata.values():
        if schema.abstract:
            continue
        entity = model.make_entity(schema)
        entity.id = f"peer-{schema.name}"
        for name, prop in schema.properties.items():
            if not prop.stub:
                entity.add(name, VALUES.get(prop.type.name, "x"), quiet=True)  # drops what its own rules refuse
        print(json.dumps(entity.to_dict()))


if __name__ == "__main__":
    {"model": describe, "read": read, "write": write}[sys.argv[1]]()
