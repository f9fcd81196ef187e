"""Reads a map's filters out of an address, and writes them back; what makes no sense there is left out, never an error."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from manara.foundation.access import Viewer
from manara.foundation.engine.addresses import address_of
from manara.intake.models.report import ReportKind
from manara.routes.engine import months
from manara.routes.engine.asked import AREAS, LAYERS, SHOWN_FIRST, Asked
from manara.routes.engine.projection import view_of

KINDS = tuple(kind for kind in ReportKind.values if kind != ReportKind.CONTEXT)


def viewer_of(request: HttpRequest) -> Viewer:
    """The person at whose request a page is made."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def asked_of(query: QueryDict) -> Asked:
    """The filters of an address or of a sent form."""
    area = query.get("area", "")
    view = view_of(query.get("view", ""))
    if view is None:
        area = area if area in AREAS else "region"
        view = AREAS[area]
    else:
        area = ""
    since, until = months.read(query.get("since", "")), months.read(query.get("until", ""))
    if since is not None and until is not None and since > until:
        since, until = until, since
    # A form whose boxes are all empty sends none; `set` tells it from an address without any.
    layers = frozenset(query.getlist("layer")) & frozenset(LAYERS) if "set" in query else frozenset(SHOWN_FIRST)
    kind = query.get("kind", "")
    kind = kind if kind in KINDS else ""
    return Asked(
        view, area, layers, since, until, kind, query.get("place", "")[:60],
        *(str(address_of(query.get(name)) or "") for name in ("entity", "circle")),
    )  # fmt: skip


def address(asked: Asked, **changed: Any) -> str:
    """The query of a map like this one with some values changed; a value of None is left out."""
    values: dict[str, Any] = {
        "view": None if asked.area else asked.view.text,
        "area": asked.area if asked.area != "region" else None,
        "set": None if asked.layers == frozenset(SHOWN_FIRST) else "1",
        "layer": None if asked.layers == frozenset(SHOWN_FIRST) else [x for x in LAYERS if x in asked.layers],
        "since": None if asked.since is None else months.text_of(asked.since),
        "until": None if asked.until is None else months.text_of(asked.until),
        "kind": asked.kind or None,
        "place": asked.place or None,
        "entity": asked.entity or None,
        "circle": asked.circle or None,
    }
    values |= changed
    return "?" + urlencode({name: value for name, value in values.items() if value not in (None, "")}, doseq=True)
