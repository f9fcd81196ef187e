"""What stands above every part of a case's page: its name, what it is about, its parts, and how strictly it is handled."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from manara.cases.actions.close_case import may_close
from manara.cases.actions.hold_case import may_lead
from manara.cases.models import Case
from manara.cases.queries import reports
from manara.cases.queries.finding import Places, case_of, places_of
from manara.foundation.access import Ability, Viewer

PARTS = ("case", "reports", "entities", "tasks", "decisions", "timeline", "log", "people")


@dataclass(frozen=True)
class Opened:
    """A case as its viewer has opened it: where its records lie, and the counts of its reports."""

    viewer: Viewer
    case: Case
    places: Places
    reports: reports.Tally

    @property
    def scope(self) -> tuple[int, ...]:
        """The case and those that went into it."""
        return self.places.scope

    @property
    def audiences(self) -> tuple[int, ...]:
        """Where its records lie."""
        return self.places.audiences


def viewer_of(request: HttpRequest) -> Viewer:
    """The person at work, as `allow` has entered him."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def opened(request: HttpRequest, case: uuid.UUID, part: str) -> Opened:
    """The case, its reading recorded. Raises `Hidden`, `Refused`."""
    viewer = viewer_of(request)
    found = case_of(viewer, case, part=part)
    places = places_of(found)
    return Opened(viewer, found, places, reports.tally(viewer, places.audiences, None))


def frame(it: Opened, here: str, /, **more: Any) -> dict[str, Any]:
    """The context of a part."""
    viewer, case = it.viewer, it.case
    return {
        "case": case,
        "here": here,
        "tabs": _tabs(case, here),
        "handling": it.reports.ruling.code,
        "conditions": it.reports.ruling.beside,
        "may_lead": may_lead(viewer, case),
        "may_close": may_close(viewer, case),
        "may_put": viewer.may(Ability.SHARE) and case.is_open,
        "may_export": viewer.may(Ability.EXPORT),
        "me": viewer.user_id,
        **more,
    }


def _tabs(case: Case, here: str) -> list[dict[str, Any]]:
    labels = {
        "case": _("Overview"), "reports": _("Reports"), "entities": _("Persons and things"), "tasks": _("Tasks"),
        "decisions": _("Decisions"), "timeline": _("Timeline"), "log": _("What happened"),
        "people": pgettext("of a case", "Members"),
    }  # fmt: skip
    return [
        {"label": labels[part], "url": reverse(f"cases:{part}", args=[case.public_id]), "here": part == here, "count": None}
        for part in PARTS
        if part in labels
    ]
