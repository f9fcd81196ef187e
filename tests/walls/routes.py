"""Every address of this node with its policy, and a real record's id for each that takes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from manara.foundation.access import Policy, policy_of
from tests.walls.rooms import rooms
from tests.walls.world import World


@dataclass(frozen=True)
class Route:
    """One address: its name, its policy and the path with the world's own records in it."""

    name: str
    policy: Policy
    path: str
    takes_record: bool


# Which record of the world an address with an id stands for, by the beginning of its path.
RECORDS = (
    ("reports/", "report"), ("files/", "sealedfile"), ("drafts/", "draft"), ("imports/", "import"),
    ("quarantine/", "quarantinedrow"), ("entities/", "entity"), ("circles/", "circle"), ("log/events/", "auditevent"),
)  # fmt: skip
# Signing in and one's own account; no content, no record of others. The API has its own matrix: no cookie opens it.
OWN = ("api/", "accounts/", "language/", "account/", "welcome/", "purpose/", "health/", "static/", "styleguide/")


def routes(world: World) -> list[Route]:
    """All addresses but those of signing in and of one's own account."""
    found = []
    for pattern, name, callback in _walk(get_resolver()):
        if pattern.startswith(OWN):
            continue
        policy = policy_of(callback)
        assert policy is not None, f"{pattern} has no policy"
        path, takes = _filled(pattern, world)
        found.append(Route(name or pattern, policy, path, takes))
    return found


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str | None, Any]]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, here)
        elif isinstance(each, URLPattern):
            yield here, each.name, each.callback


def _filled(pattern: str, world: World) -> tuple[str, bool]:
    if "<" not in pattern:
        return "/" + pattern, False
    known = (*RECORDS, *(each for room in rooms() for each in getattr(room, "ADDRESSES", ())))
    record = next((name for start, name in known if pattern.startswith(start)), None)
    further = {part: name for room in rooms() for part, name in getattr(room, "PARAMETERS", {}).items()}
    parts = []
    for part in pattern.split("/"):
        if not part.startswith("<"):
            parts.append(part)
        elif part == "<uuid:sharing>":
            parts.append(str(world.records["sharing"].public_id))  # type: ignore[attr-defined]
        elif part == "<uuid:member>":
            parts.append(str(world.keeper.public_id))
        elif part in further:
            parts.append(str(world.records[further[part]].public_id))  # type: ignore[attr-defined]
        elif record is not None:
            parts.append(str(world.records[record].public_id))  # type: ignore[attr-defined]
        elif pattern.startswith("people/"):
            parts.append(str(world.keeper.public_id))
        elif pattern.startswith("agencies/"):
            parts.append(str(world.agency.public_id))
        else:
            parts.append(str(world.records["report"].public_id))  # type: ignore[attr-defined]
    return "/" + "/".join(parts), record is not None
