"""What a case's first page answers: what is new, what is due, what is missing; and the newest of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from manara.cases.engine.checklist import Gap, gaps
from manara.cases.models import Case, Task
from manara.cases.queries import reports
from manara.cases.queries.beside import Touching, touching
from manara.cases.queries.finding import Places
from manara.cases.queries.log import Happening, log_of, told_of
from manara.cases.queries.people import Member, members_of
from manara.cases.queries.sums import Sums, facts_of, sums_of
from manara.cases.queries.work import open_tasks
from manara.foundation.access import Viewer
from manara.intake.models import Report

SOON = timedelta(days=7)
SHOWN = 6
# Enough to say how much happened while one was away; the log has the rest.
HAPPENINGS = 30


@dataclass(frozen=True)
class Overview:
    """All that the first page shows of a case, as its viewer may see it."""

    sums: Sums
    new: tuple[Happening, ...]
    latest: tuple[Happening, ...]
    tasks: tuple[Task, ...]
    late: int
    due_soon: int
    gaps: tuple[Gap, ...]
    members: list[Member]
    newest: list[Report]
    touching: list[Touching]

    @property
    def tally(self) -> reports.Tally:
        """The counts of its reports."""
        return self.sums.tally

    @property
    def new_things(self) -> int:
        """How many persons and things came since the last visit."""
        return sum(new for _every, new in self.sums.kinds.values())


def overview(viewer: Viewer, case: Case, places: Places, *, since: datetime | None, today: date) -> Overview:
    """The first page's content; what of it is personal data is recorded as listed."""
    sums = sums_of(viewer, case, places, since)
    members = members_of(case)
    tasks = list(open_tasks(case)[:200])
    latest = log_of(case, places.scope, size=HAPPENINGS)
    others = [each for each in latest if since is not None and each.at > since and each.by != viewer.code]
    new = [each for each in others if each.kind not in ("report", "report-out")]
    told_of(viewer, [*new, *latest[:SHOWN]])
    return Overview(
        sums=sums,
        new=tuple(new),
        latest=tuple(latest[:SHOWN]),
        tasks=tuple(tasks[:SHOWN]),
        late=sum(task.due_on is not None and task.due_on < today for task in tasks),
        due_soon=sum(task.due_on is not None and today <= task.due_on <= today + SOON for task in tasks),
        gaps=gaps(facts_of(case, sums, members)) if case.is_open else (),
        members=members,
        newest=reports.newest(viewer, places.audiences, size=SHOWN),
        touching=touching(viewer, places),
    )
