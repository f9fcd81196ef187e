"""Notes that a person looks into a case, and tells since when things are new to him."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from manara.cases.models import Case
from manara.foundation.access import Viewer

# Looking again within half an hour is the same visit, so that what is new doesn't go with the first click on it.
_LOOK = """
insert into cases_casevisit as v (case_id, user_id, last_at, new_since) values (%s, %s, now(), null)
on conflict (case_id, user_id) do update set
  new_since = case when v.last_at < now() - interval '30 minutes' then v.last_at else v.new_since end, last_at = now()
returning new_since
"""
_SEEN = "update cases_casevisit set new_since = now(), last_at = now() where case_id = %s and user_id = %s"


def look_in(viewer: Viewer, case: Case) -> datetime | None:
    """Since when things are new to the viewer, from the visit before this one; None at his first."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [case.pk, viewer.user_id])
        since: datetime | None = cursor.fetchone()[0]
    return since


def have_seen(viewer: Viewer, case: Case) -> None:
    """Take everything so far as seen."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, [case.pk, viewer.user_id])
