"""How a case is pointed at from elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manara.cases.models import Case
from manara.foundation.access import Ability, Hidden, Viewer
from manara.foundation.subjects import Named, Offer, Subject


def _cases(viewer: Viewer, public_ids: Sequence[uuid.UUID]) -> list[Named]:
    if not viewer.may(Ability.WORK_CASES):
        return []
    rows = Case.objects.filter(public_id__in=public_ids).values_list("public_id", "number", "title", "audience_id")
    return [
        Named("case", public_id, f"{number} {title}", reverse("cases:case", args=[public_id]), audience)
        for public_id, number, title, audience in rows
    ]


def _case(viewer: Viewer, public_id: uuid.UUID) -> Named:
    for found in _cases(viewer, [public_id]):
        return found
    raise Hidden


SUBJECTS = (Subject("case", _("Case"), _case, _cases, address="cases"),)
_INTO = _("Put into a case")
OFFERS = (
    Offer("report", _INTO, "cases:of-report", "folder", (Ability.WORK_CASES, Ability.SHARE)),
    Offer("entity", _INTO, "cases:of-entity", "folder", (Ability.WORK_CASES, Ability.READ_ENTITIES)),
)
