"""Opens the reports of a merged case to the circle of the one into which it went, some at a time."""

from __future__ import annotations

from manara.cases.actions.merge_cases import FOLLOW
from manara.cases.models import CaseMerge
from manara.cases.queries.finding import audiences_of
from manara.foundation.access import Hidden, Refused, Viewer
from manara.foundation.actions.share import AlreadyShared
from manara.foundation.jobs.kinds import Worked, works
from manara.foundation.models import Job
from manara.intake.actions.share_report import share_report
from manara.intake.models import Report

AT_ONCE = 10


@works(FOLLOW)
def follow_merge(viewer: Viewer, job: Job) -> Worked:
    """One batch. What its originator alone may pass on stays behind, and the case's page says how many did.

    The reports are walked in the order of their numbers, so that a batch after a kill begins where the last kept one ended.
    """
    merge = CaseMerge.objects.select_related("case", "into__circle").filter(public_id=job.subject).first()
    if merge is None:
        raise Hidden
    rows = Report.objects.filter(audience_id__in=audiences_of(merge.case.circle_id)).order_by("pk")
    total = rows.count()
    for report in rows[job.done : job.done + AT_ONCE]:
        try:
            share_report(viewer, report, merge.into.circle, reason=merge.reason)
        except AlreadyShared:
            continue
        except Refused as refusal:
            if refusal.reason != "originator":
                raise
    done = min(job.done + AT_ONCE, total)
    return Worked(done, total, done >= total)
