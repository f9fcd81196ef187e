"""A network for the tests of the lab: two groups of five that hang on one man, and a woman whom a report calls a witness."""

from __future__ import annotations

from manara.foundation.models import Circle, User
from manara.intake.models import Entity
from manara.networks.actions.draft_plan import draft_plan
from manara.networks.actions.work_out import PARTS, one_part, work_out
from manara.networks.engine.lab.question import Question
from manara.networks.models import Calculation, Plan
from tests.foundation import people
from tests.resolution.world import admit, draft, entity, tie

BRIDGE, WITNESS = "Between Both Groups", "Seen By Many"
MEN = [f"{group} {number}" for group in ("North", "South") for number in ("One", "Two", "Three", "Four", "Five")]


def network(user: User, *, circles: list[int] | None = None, grade: str = "A1") -> dict[str, Entity]:
    """The persons by name: the witness is tied to all, and would be first in any order. `grade` is the report's."""
    drawn = [entity(f"p{at}", "Person", name=name) for at, name in enumerate(MEN)]
    drawn += [entity("b", "Person", name=BRIDGE), entity("w", "Person", name=WITNESS, notes="témoin, entendue")]
    groups = (range(5), range(5, 10))
    pairs = [(f"p{one}", f"p{other}") for group in groups for one in group for other in group if one < other]
    pairs += [("b", "p0"), ("b", "p5"), ("b", "p1"), ("b", "p6")] + [("w", f"p{at}") for at in range(10)]
    ties = [
        tie(f"t{at}", "Associate", {"person": one, "associate": other}) for at, (one, other) in enumerate(pairs)
    ]
    (report,) = admit(user, draft(*drawn, *ties, grade_source=grade[0], grade_information=grade[1]), circles=circles)
    with people.at_work(user):
        return {each.caption: each for each in Entity.objects.filter(report_id=report.pk, schema="Person")}


def own_circle(user: User) -> Circle:
    """The circle of his agency."""
    with people.at_work(user):
        return Circle.objects.get(agency=user.agency, kind="agency")


def plan(user: User, *, circle: Circle | None = None, **asked: object) -> Plan:
    """A plan for his agency's circle, not worked out yet."""
    where = circle or own_circle(user)
    question = Question(circle=str(where.public_id), **{"until": 0.3, **asked})  # type: ignore[arg-type]
    with people.at_work(user) as viewer:
        return draft_plan(viewer, question, title="Around the port", circle=where)


def worked_out(user: User, made: Plan, *, parts: int = PARTS, going: bool = False) -> Calculation:
    """Work it out as the worker does, part by part; with fewer parts it is stopped then, or still `going`."""
    with people.at_work(user) as viewer:
        calculation = work_out(viewer, made)
    while parts:
        with people.at_work(user) as viewer:
            job = calculation.job
            assert job is not None
            worked = one_part(viewer, job)
            job.done, job.total = worked.done, worked.total
            job.state = "done" if worked.finished else "running" if going else "stopped"
            job.save()
        if worked.finished or worked.done >= parts:
            break
    return calculation
