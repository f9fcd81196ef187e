"""Takes a plan along as a file: only one whose harm check a second person signed leaves the node."""

from __future__ import annotations

from manara.foundation.access import Viewer
from manara.networks.actions.refusals import NotSigned
from manara.networks.queries.lab import Opened
from manara.resolution.actions.take_along import take_along


def take_plan(viewer: Viewer, found: Opened, form: str, *, name: str, content: bytes) -> None:
    """Record that the plan left as `name`, with all whom it names. Raises `NotSigned`, and `Refused` as `take_along` does."""
    if not found.may_leave:
        raise NotSigned
    take_along(viewer, form, [address for node in found.nodes for address in node.others], [], name=name, content=content)
