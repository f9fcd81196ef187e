"""How a report is pointed at from elsewhere."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.subjects import Named, Subject
from manara.intake.models import Report


def _report(viewer: Viewer, public_id: uuid.UUID) -> Named:
    row = Report.objects.filter(public_id=public_id).values_list("title", "audience_id").first()
    if row is None:
        raise Hidden
    title, audience = row
    return Named("report", public_id, title or str(_("Report")), reverse("intake:report", args=[public_id]), audience)


SUBJECTS = (Subject("report", _("Report"), _report),)
