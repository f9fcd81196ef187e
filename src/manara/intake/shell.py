"""What intake shows in the frame of every page: where its pages are, and what of it waits for a person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.intake.queries.drafts import drafts_of
from manara.intake.queries.quarantine import reasons_in
from manara.intake.queries.reports import Filters, reports_for
from manara.intake.queries.waiting import waiting_rows
from manara.intake.reasons import short

NAVIGATION: tuple[dict[str, Any], ...] = (
    {
        "label": _("Reports"), "url": "intake:reports", "order": 10, "icon": "report",
        "abilities": (Ability.READ_REPORTS, Ability.READ_OWN_REPORTS),
    },
    {"label": _("Imports"), "url": "intake:imports", "order": 30, "icon": "import", "abilities": (Ability.IMPORT,)},
    {
        "label": _("Quarantine"), "url": "intake:quarantine", "order": 31, "icon": "quarantine",
        "abilities": (Ability.IMPORT,), "count": waiting_rows,
    },
)  # fmt: skip

FIRST_STEPS: tuple[dict[str, Any], ...] = (
    {
        "url": reverse_lazy("intake:new"), "label": _("Write a report"), "icon": "draft",
        "abilities": (Ability.WRITE_REPORTS,),
    },
    {
        "url": reverse_lazy("intake:new-import"), "label": _("Import a file"), "icon": "import",
        "abilities": (Ability.IMPORT,),
    },
)  # fmt: skip


def unfinished(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's own drafts."""
    if not viewer.may(Ability.WRITE_REPORTS):
        return None
    mine = [draft for draft in drafts_of(viewer) if draft.author_id == viewer.user_id][:5]
    if not mine:
        return None
    return {
        "title": _("Unfinished reports"), "template": "intake/home/drafts.html", "context": {"drafts": mine},
        "order": 5, "waits": len(mine), "url": reverse("intake:drafts"),
    }  # fmt: skip


def in_quarantine(viewer: Viewer) -> dict[str, Any] | None:
    """The rows that wait for a correction, by reason."""
    if not viewer.may(Ability.IMPORT):
        return None
    reasons = reasons_in()
    if not reasons:
        return None
    return {
        "title": _("Rows in quarantine"), "template": "intake/home/quarantine.html",
        "context": {"reasons": [(each, short(each.code)) for each in reasons[:4]]},
        "order": 6, "waits": sum(each.count for each in reasons), "url": reverse("intake:quarantine"), "aside": True,
    }  # fmt: skip


def latest_reports(viewer: Viewer) -> dict[str, Any] | None:
    """The latest reports that the viewer may read."""
    if not (viewer.may(Ability.READ_REPORTS) or viewer.may(Ability.READ_OWN_REPORTS)):
        return None
    rows = list(reports_for(viewer, Filters(), size=6).rows)
    if not rows:
        return None
    own = not viewer.may(Ability.READ_REPORTS)
    return {
        "title": _("Your reports") if own else _("Latest reports"), "template": "intake/home/reports.html",
        "context": {"reports": rows}, "order": 20, "url": reverse("intake:reports"),
    }  # fmt: skip


HOME = (unfinished, in_quarantine, latest_reports)
