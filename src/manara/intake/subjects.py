"""How a report is pointed at from elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.engine.phones import grouped
from manara.foundation.subjects import Named, Subject
from manara.intake.models import Entity, Report


def _reports(viewer: Viewer, public_ids: Sequence[uuid.UUID]) -> list[Named]:
    # A row of a file has no title of its own: it is called by whom or what it names first.
    names = Entity.objects.filter(report=OuterRef("pk")).exclude(caption="").order_by("pk").values("caption")[:1]
    rows = Report.objects.filter(public_id__in=public_ids).annotate(named=Subquery(names))
    return [
        Named(
            "report",
            public_id,
            # One that was taken back shows that it was one, and nothing of what it said.
            str(_("Retracted report")) if retracted_at else title or grouped(named or "") or str(_("Report")),
            reverse("intake:report", args=[public_id]),
            audience,
            handling=handling,
            taken_back=retracted_at is not None,
        )
        for public_id, title, named, audience, handling, retracted_at in rows.values_list(
            "public_id", "title", "named", "audience_id", "handling", "retracted_at"
        )
    ]


def _report(viewer: Viewer, public_id: uuid.UUID) -> Named:
    for found in _reports(viewer, [public_id]):
        return found
    raise Hidden


SUBJECTS = (Subject("report", _("Report"), _report, _reports, address="reports"),)
