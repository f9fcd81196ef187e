"""Two agencies, a case that joins people of both, and reports in the circles of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation

from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Circle, Comment, User
from manara.foundation.subjects import named
from manara.intake.models import Entity, Report
from tests.foundation.people import agency, at_work, circle, person
from tests.intake.reporting import hand_in


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Sentences are compared in English."""
    with translation.override("en"):
        yield


@dataclass
class Desk:
    """`writer` and `mate` of the police; `guard` and `stranger` of the coast guard; the case holds writer and guard."""

    writer: User
    mate: User
    guard: User
    stranger: User
    responder: User
    agency_circle: Circle
    guard_circle: Circle
    case: Circle
    report: Report
    in_case: Report

    def entity(self, report: Report) -> Entity:
        """The person that a report names; asked while somebody who sees it is at work."""
        return Entity.objects.get(report=report, schema="Person")


@pytest.fixture
def desk(db: None) -> Desk:
    police, coast = agency("bp"), agency("cg")
    writer, mate = person("analyst", at=police, code="BP-01"), person("investigator", at=police, code="BP-02")
    guard, stranger = person("analyst", at=coast, code="CG-01"), person("prosecutor", at=coast, code="CG-02")
    responder = person("first-responder", at=police, code="BP-03")
    case = circle(writer, name="SOM-2026-007")
    with at_work(writer) as viewer:
        admit_member(viewer, case, guard, reason="joint case")
        own = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
        report = hand_in(viewer, own)
    with at_work(writer) as viewer:
        in_case = hand_in(viewer, case, title="In the case")
    with at_work(guard) as viewer:
        theirs = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
    return Desk(writer, mate, guard, stranger, responder, own, theirs, case, report, in_case)


Write = Callable[..., Comment]


@pytest.fixture
def write(desk: Desk) -> Write:
    """Writes a comment as a person would, on a report unless another kind is named."""
    import uuid

    from manara.foundation.actions.write_comment import write_comment

    def writing(who: User, thing: Report | Entity, text: str, **more: object) -> Comment:
        with at_work(who) as viewer:
            kind = "report" if isinstance(thing, Report) else "entity"
            assert named(viewer, kind, thing.public_id)
            return write_comment(viewer, kind, thing.public_id, text, token=more.pop("token", uuid.uuid4()), **more)  # type: ignore[arg-type]

    return writing
