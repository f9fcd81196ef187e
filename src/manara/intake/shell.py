"""What intake shows in the frame of every page: where its pages are, and what of it waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.intake.queries.drafts import own_drafts
from manara.intake.queries.fate import reviews_due
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


# A draft left for so long has most likely been forgotten.
FORGOTTEN = timedelta(days=3)
SHOWN = 6


def unfinished(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's own drafts."""
    return _drafts(viewer, _("Unfinished reports"), forgotten=False)


def forgotten(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's own drafts that nobody has touched for days."""
    return _drafts(viewer, _("Reports begun and left"), forgotten=True)


def in_quarantine(viewer: Viewer) -> dict[str, Any] | None:
    """The rows that wait for a correction, by reason."""
    if not viewer.may(Ability.IMPORT):
        return None
    reasons = reasons_in()
    if not reasons:
        return None
    return {
        "title": _("Rows in quarantine"), "template": "intake/home/quarantine.html",
        "context": {"reasons": [(each, short(each.code)) for each in reasons[:4]]}, "zone": "waits",
        "order": 6, "waits": sum(each.count for each in reasons), "url": reverse("intake:quarantine"),
    }  # fmt: skip


def latest_reports(viewer: Viewer) -> dict[str, Any] | None:
    """The latest reports that the viewer may read."""
    if not viewer.may(Ability.READ_REPORTS):
        return None
    rows = list(reports_for(viewer, Filters(), size=SHOWN).rows)
    if not rows:
        return None
    return {
        "title": _("Latest reports"), "template": "intake/home/reports.html", "context": {"reports": rows},
        "zone": "came-in", "order": 20, "url": reverse("intake:reports"),
    }  # fmt: skip


def own_reports(viewer: Viewer) -> dict[str, Any] | None:
    """A first responder's own reports and what became of each."""
    if viewer.may(Ability.READ_REPORTS) or not viewer.may(Ability.READ_OWN_REPORTS):
        return None
    rows = list(reports_for(viewer, Filters(mine=True), size=SHOWN).rows)
    if not rows:
        return None
    return {
        "title": _("What became of them"), "template": "intake/home/own_reports.html",
        "context": {"reports": rows},
        "zone": "mine", "order": 10, "url": reverse("intake:reports"),
    }  # fmt: skip


def overdue_reviews(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's own reports whose handling code was to be looked at again by now."""
    if not viewer.may(Ability.WRITE_REPORTS):
        return None
    rows = reviews_due(viewer, timezone.localdate(), size=SHOWN)
    if not rows:
        return None
    return {
        "title": _("Handling to be reviewed"), "template": "intake/home/reviews.html", "context": {"reports": rows},
        "zone": "late", "order": 30, "waits": len(rows), "url": reverse("intake:reports") + "?mine=1",
    }  # fmt: skip


def _drafts(viewer: Viewer, title: Any, *, forgotten: bool) -> dict[str, Any] | None:
    if not viewer.may(Ability.WRITE_REPORTS):
        return None
    before = timezone.now() - FORGOTTEN
    mine = [draft for draft in own_drafts(viewer) if (draft.saved_at < before) == forgotten]
    if not mine:
        return None
    return {
        "title": title, "template": "intake/home/drafts.html", "context": {"drafts": mine[:SHOWN]},
        "zone": "late" if forgotten else "waits", "order": 5, "waits": len(mine), "url": reverse("intake:drafts"),
    }  # fmt: skip


HOME = (unfinished, forgotten, in_quarantine, latest_reports, own_reports, overdue_reviews)
