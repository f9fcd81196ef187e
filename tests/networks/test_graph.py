"""The network as reports and judgements stand: two steps around anything, a whole case, a place; bounded, counted, walled."""

from __future__ import annotations

import uuid

import pytest

from manara.foundation.access import Hidden
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import AuditEvent, Circle, User
from manara.intake.models import Entity
from manara.networks.engine.ties import Narrowing, TieKind
from manara.networks.queries.graph import Scope, neighbourhood, targets, whole
from tests.foundation import people
from tests.resolution.queries_counted import counted
from tests.resolution.test_judging import judged_by
from tests.resolution.world import address, admit, draft, entities_of, entity, said, tie

pytestmark = pytest.mark.django_db


def pair(user: User, first: str, second: str, number: str, *, circles: list[int] | None = None) -> uuid.UUID:
    """Two men, one using a phone, associates by a payment; a boat of the second's, as an assessment."""
    (report,) = admit(
        user,
        draft(
            entity("a", "Person", name=first), entity("b", "Person", name=second), entity("p", "Phone", number=number),
            entity("v", "Vessel", name=f"Boat of {second}"),
            tie("u", "PhoneUse", {"holder": "a", "phone": "p"}, said("startDate", "2025-03")),
            tie("m", "Associate", {"person": "a", "associate": "b"}, said("relationship", "transfert d'argent")),
            tie("o", "Ownership", {"owner": "b", "asset": "v"}, kind="assessment"), place=first,
        ),
        circles=circles,
    )  # fmt: skip
    return address(user, report)


def captions(graph: object) -> set[str]:
    return {node.caption for node in graph.nodes.values()}  # type: ignore[attr-defined]


def test_two_steps_lead_to_who_shares_a_phone_with_layers_and_doubt(investigator: User) -> None:
    first = pair(investigator, "First One", "Second One", "+22236301010")
    pair(investigator, "Third One", "Fourth One", "+22236301010")
    with people.at_work(investigator) as viewer:
        graph = neighbourhood(viewer, first)
        assert captions(graph) == {"First One", "Second One", "+22236301010", "Third One", "Boat of Second One"}
        one = neighbourhood(viewer, first, steps=1)
        assert len(one.nodes) < len(graph.nodes)
        kinds = {tie.kind for tie in graph.ties}
        assert {TieKind.SHARED} <= kinds and all(0 < tie.probability < 1 for tie in graph.ties)
        with pytest.raises(Hidden):
            neighbourhood(viewer, uuid.uuid4())
        with pytest.raises(ValueError, match="3"):
            neighbourhood(viewer, first, steps=3)
    with people.at_work(people.person("auditor")):
        event = AuditEvent.objects.filter(object_type="entity", fields=["neighbourhood"]).order_by("pk").first()
        assert event is not None and event.object_count == len(graph.nodes)


def test_a_neighbourhood_costs_a_fixed_number_of_queries_and_names_its_hubs(investigator: User) -> None:
    first = pair(investigator, "First One", "Second One", "+22236301010")
    with people.at_work(investigator) as viewer:
        neighbourhood(viewer, first)
        with counted() as few:
            neighbourhood(viewer, first)
    for number in range(3):
        admit(
            investigator,
            *(
                draft(
                    entity("b", "Person", name=f"Person {number} {at}"), entity("p", "Phone", number="+22236301010"),
                    tie("u", "PhoneUse", {"holder": "b", "phone": "p"}), place=f"{number} {at}",
                )
                for at in range(20)
            ),
        )  # fmt: skip
    with people.at_work(investigator) as viewer:
        with counted() as many:
            graph = neighbourhood(viewer, first)
        assert len(graph.nodes) >= 60
        assert len(many) == len(few) <= 10, "\n".join(many)
        assert not graph.hubs
    hub = [entity("h", "Vessel", name="Ferry"), entity("z", "Person", name="Centre")]
    owners = [entity(f"q{at}", "Person", name=f"Owner {at}") for at in range(60)]
    ties = [tie(f"o{at}", "Ownership", {"owner": f"q{at}", "asset": "h"}) for at in range(60)]
    own = tie("o", "Ownership", {"owner": "z", "asset": "h"})
    (report,) = admit(investigator, draft(*hub, *owners, *ties, own, place="ferry"))
    with people.at_work(investigator) as viewer:
        centre = Entity.objects.get(report_id=report.pk, caption="Centre")
        graph = neighbourhood(viewer, centre.public_id)
        assert [graph.nodes[one].caption for one in graph.hubs] == ["Ferry"]
        assert 40 <= len(graph.nodes) < 62


def test_a_case_holds_the_ties_of_its_reports_and_targets_come_of_it(investigator: User, other: User) -> None:
    case = people.circle(investigator)
    with people.at_work(investigator) as viewer:
        admit_member(viewer, case, other, reason="one case")
    pair(investigator, "In Case", "Paid By Case", "+22236301011", circles=[case.pk])
    with people.at_work(investigator):
        home = Circle.objects.get(agency=investigator.agency, kind="agency").pk
    pair(investigator, "Elsewhere", "Paid Elsewhere", "+22236301012", circles=[home])
    with people.at_work(investigator) as viewer:
        inside = whole(viewer, Scope(circle=case.pk))
        assert {"In Case", "Paid By Case"} <= captions(inside) and "Elsewhere" not in captions(inside)
        found = targets(inside)
        assert [tie.kind for tie in found.people.ties] == [TieKind.PAYMENT] and len(found) == 2
        assert len(captions(whole(viewer, Scope()))) == 8
        paid = whole(viewer, Scope()).narrowed(Narrowing(kinds=frozenset({TieKind.PAYMENT})))
        assert len(paid.ties) == 2 and len(paid.nodes) == 4
        bounded = whole(viewer, Scope(), most=1)
        assert bounded.left_out == 1 and len(bounded.nodes) == 4
    with people.at_work(other) as viewer:
        assert "In Case" in captions(whole(viewer, Scope(circle=case.pk)))
        assert "Elsewhere" not in captions(whole(viewer, Scope()))
        assert whole(viewer, Scope(circle=home)).nodes == {}, "a circle that isn't his has nothing for him"
        assert whole(viewer, Scope(places=("g1",))).nodes == {}


def test_two_judged_one_are_one_in_the_network_and_as_doubtful_as_the_judgement(investigator: User) -> None:
    first = pair(investigator, "Mohamed Ould Ahmed", "Second One", "+22236301013")
    second = pair(investigator, "محمد ولد أحمد", "Fourth One", "+22236301014")
    with people.at_work(investigator):
        one, two = (Entity.objects.get(public_id=each) for each in (first, second))
    before = {}
    with people.at_work(investigator) as viewer:
        before = {tie.probability for tie in whole(viewer, Scope()).ties if tie.kind == TieKind.PAYMENT}
    judged_by(investigator, one, two)
    with people.at_work(investigator) as viewer:
        graph = neighbourhood(viewer, second)
        assert {"Second One", "Fourth One"} & captions(graph)
        sure = sorted(tie.probability for tie in whole(viewer, Scope()).ties if tie.kind == TieKind.PAYMENT)
        assert len(whole(viewer, Scope()).nodes) == 7
        assert sure[0] < min(before) <= sure[1], "one of the two rests on the judgement"


def test_entities_of_a_hidden_report_are_on_no_graph(investigator: User, other: User) -> None:
    first = pair(investigator, "First One", "Second One", "+22236301015")
    pair(other, "Hidden One", "Hidden Two", "+22236301015")
    with people.at_work(investigator) as viewer:
        graph = neighbourhood(viewer, first)
        assert not {"Hidden One", "Hidden Two"} & captions(graph)
    (report,) = admit(other, draft(entity("a", "Person", name="Alone")))
    with people.at_work(investigator) as viewer, pytest.raises(Hidden):
        neighbourhood(viewer, entities_of(other, report)["Person"].public_id)
