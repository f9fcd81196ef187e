"""Layers, doubt, time and marks on the chart: one figure and the same filters everywhere, and nobody named who may not be."""

from __future__ import annotations

import io
import itertools
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from manara.foundation.models import AuditEvent, Circle, User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, give_role
from manara.networks.actions.protect import protect
from manara.networks.engine.state import NoChart, State, state_of
from manara.networks.engine.ties import TieKind
from manara.networks.engine.ties.graph import KnownTie
from manara.networks.engine.ties.layers import joined, percent
from manara.networks.engine.ties.strongest import around, reach, way_to
from manara.networks.models import Ground, RoleKind, Script
from manara.networks.pages.standing import Standing, standing
from manara.networks.queries.chart import charted
from manara.networks.queries.graph import Scope, neighbourhood, whole
from manara.networks.queries.strongest import strongest
from tests.foundation import people
from tests.networks.test_chart import data_of, grown
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.test_judging import judged_by
from tests.resolution.world import admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db
Net = dict[str, uuid.UUID]


def net(user: User) -> Net:
    """Five people: kin who called each other, money sent in a month, a phone in use since March, a boat, and doubts."""
    admit(
        user,
        draft(
            entity("a", "Person", name="Ahmed"), entity("b", "Person", name="Brahim"), entity("v", "Vessel", name="Yaye Fatou"),
            entity("p", "Phone", number="+22236301010"),
            tie("f", "Family", {"person": "a", "relative": "b"}),
            tie("c", "Associate", {"person": "a", "associate": "b"}, said("relationship", "appel"), said("date", "2025-01-14")),
            tie("c2", "Associate", {"person": "b", "associate": "a"}, said("relationship", "appel"), said("date", "2025-09-02"),
                kind="assessment"),
            tie("u", "PhoneUse", {"holder": "a", "phone": "p"}, said("startDate", "2025-03")),
            tie("o", "Ownership", {"owner": "b", "asset": "v"}, said("startDate", "2024"), said("endDate", "2025-02"),
                kind="assessment"), occurred="",
        ),
        draft(
            entity("c", "Person", name="Chérif"), entity("p", "Phone", number="+22236301010"),
            entity("d", "Person", name="Demba"),
            tie("u", "PhoneUse", {"holder": "c", "phone": "p"}), tie("m", "Payment", {"payer": "c", "beneficiary": "d"},
                                                                   said("date", "2025-06")),
            grade_source="A", grade_information="1",
        ),
        draft(
            entity("d", "Person", name="Demba Two"), entity("e", "Person", name="El Hadj"),
            tie("w", "Employment", {"employee": "d", "employer": "e"}, kind="assessment"),
            grade_source="X", grade_information="4", occurred="",
        ),
    )  # fmt: skip
    with people.at_work(user):
        found = {each.caption: each.public_id for each in Entity.objects.filter(schema__in=("Person", "Vessel"))}
        found["phone"] = Entity.objects.filter(schema="Phone").order_by("pk")[0].public_id
        one, two = (Entity.objects.get(caption=name) for name in ("Demba", "Demba Two"))
    judged_by(user, one, two)
    return found


def state_sent(found: Net, **filters: Any) -> dict[str, Any]:
    places = [[str(each), float(at), 0.0] for at, each in enumerate(found.values())]
    return {"places": places, "groups": [], "notes": [], "filters": filters}


def stood(user: User, found: Net, **filters: Any) -> Standing:
    with people.at_work(user) as viewer:
        return standing(viewer, state_of(state_sent(found, **filters)), verb="read", part="chart")


def drawn(user: User, found: Net, **filters: Any) -> dict[str, int]:
    """The ties that are drawn, by the names of their ends, with their figure in percent."""
    now = stood(user, found, **filters)
    return {
        " – ".join(sorted((now.nodes[bond.a].caption, now.nodes[bond.b].caption))): percent(bond.probability)
        for bond in now.bonds
    }


def person(user: User, name: str) -> Entity:
    with people.at_work(user):
        return Entity.objects.get(caption=name)


def asked(client: Client, address: str, **sent: Any) -> Any:
    answer = client.post(address, json.dumps(sent, default=str), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.json()


def written(answer: Any) -> str:
    """The letters of a document without blanks, which a narrow column breaks anywhere."""
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_every_layer_has_the_figure_that_the_graph_has_for_the_same_tie(investigator: User) -> None:
    found = net(investigator)
    with people.at_work(investigator) as viewer:
        chart = charted(viewer, list(found.values()))
        mine = {
            (*sorted((ends[bond.a], ends[bond.b])), layer.kind): layer.probability
            for ends in ({node.public_id: node.one for node in chart.nodes},)
            for bond in chart.bonds
            for layer in bond.layers
        }
        graphs = [whole(viewer, Scope()), neighbourhood(viewer, found["Ahmed"]), neighbourhood(viewer, found["Demba"])]
        for graph in graphs:
            theirs = {(tie.a, tie.b, tie.kind): tie.probability for tie in graph.ties}
            assert len(theirs) >= 3
            for key, figure in theirs.items():
                assert mine[key] == pytest.approx(figure, abs=5e-5), key
    kinds = {kind for _one, _other, kind in mine}
    assert {TieKind.FAMILY, TieKind.CALL, TieKind.PAYMENT, TieKind.SHARED, TieKind.PROPERTY, TieKind.COMMAND} <= kinds
    work = next(figure for (_one, _other, kind), figure in mine.items() if kind == TieKind.COMMAND)
    assert work < 0.37 * 0.7 + 0.01, "an assessment of an unknown source, over a judged identity"


def test_page_table_tie_and_document_say_the_same_figure(investigator: User, browser: Browse) -> None:
    found = net(investigator)
    client = browser(investigator)
    data = grown(client, shown=list(map(str, found.values())))
    names = [node[1] for node in data["nodes"]]
    ties = {frozenset((names[each[0]], names[each[1]])): each[3] for each in data["ties"]}
    kin = ties[frozenset(("Ahmed", "Brahim"))]
    assert {data["layers"][layer[0]][0] for layer in kin} == {"family", "call"}
    figure = f"{percent(1 - (1 - kin[0][1]) * (1 - kin[1][1]))} %"
    html = client.get(f"/chart/?entity={found['Ahmed']}").content.decode()
    assert figure in html and "family" in html and "calls" in html, "the table for those without a script"
    part = client.get("/chart/tie/", {"a": found["Ahmed"], "b": found["Brahim"]}).content.decode()
    assert figure in part
    sent = {"state": json.dumps(state_sent(found)), "format": "pdf", "language": "en", "purpose": "p"}
    text = written(client.post("/chart/take/", sent))
    assert figure.replace(" ", "") in text and "Probability" in text and "calls" in text
    with zipfile.ZipFile(io.BytesIO(client.post("/chart/take/", {**sent, "format": "i2"}).content)) as packed:
        assert f"calls 71 % · family 71 % · {figure}" in packed.read("links.csv").decode("utf-8-sig")
    spans = [[data["spans"][at] for at in layer[5]] for layer in kin if data["layers"][layer[0]][0] == "call"]
    assert spans == [[["2025-01-14", "2025-01-14"], ["2025-09-02", "2025-09-02"]]]


def test_a_grown_chart_costs_as_many_queries_with_roles_and_protection_as_without(investigator: User, browser: Browse) -> None:
    found = net(investigator)
    client = browser(investigator)
    shown = list(map(str, found.values()))
    grown(client, shown=shown)
    with counted() as bare:
        grown(client, shown=shown)
    witness, others = person(investigator, "Chérif"), [person(investigator, name) for name in ("Ahmed", "Brahim")]
    with people.at_work(investigator) as viewer:
        circle = Circle.objects.get(agency=investigator.agency, kind="agency")
        protect(viewer, witness, ground=Ground.WITNESS, reason="heard", circle=circle)
        for role, who in itertools.product(("guide", "host"), others):
            give_role(viewer, who, Given(Script.SOM, role, reason="two sources"))
    with counted() as marked:
        grown(client, shown=shown)
    # One event more: that roles were read.
    assert len(marked) - len(bare) == 1 and len(marked) <= 20, "\n".join(marked)


LEFT: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({}, {"Ahmed – Brahim", "+22236301010 – Ahmed", "Brahim – Yaye Fatou", "+22236301010 – Chérif", "Chérif – Demba",
          "Demba – El Hadj"}),
    ({"layers": ["family", "shared"]}, {"Ahmed – Brahim", "Brahim – Yaye Fatou", "Chérif – Demba", "Demba – El Hadj"}),
    ({"layers": ["family", "call"]}, {"+22236301010 – Ahmed", "Brahim – Yaye Fatou", "+22236301010 – Chérif",
                                      "Chérif – Demba", "Demba – El Hadj"}),
    ({"factsOnly": True}, {"Ahmed – Brahim", "+22236301010 – Ahmed", "+22236301010 – Chérif", "Chérif – Demba"}),
    # A call of January and one of September: between them there is none.
    ({"since": "2025-05", "until": "2025-06"}, {"+22236301010 – Ahmed", "Chérif – Demba"}),
    ({"since": "2025-01", "until": "2025-01"}, {"Ahmed – Brahim", "Brahim – Yaye Fatou"}),
    ({"since": "2025-01-14", "until": "2025-01-14"}, {"Ahmed – Brahim", "Brahim – Yaye Fatou"}),
    ({"since": "2025-05", "until": "2025-06", "undated": True},
     {"+22236301010 – Ahmed", "Chérif – Demba", "Ahmed – Brahim", "Demba – El Hadj"}),
    # What has no date of its own is of the day of which its report tells.
    ({"since": "2026-02", "until": "2026-02"}, {"+22236301010 – Ahmed", "+22236301010 – Chérif"}),
    ({"least": 50}, {"Ahmed – Brahim", "+22236301010 – Ahmed", "+22236301010 – Chérif", "Chérif – Demba"}),
    ({"least": 80}, {"Ahmed – Brahim", "+22236301010 – Chérif", "Chérif – Demba"}),
    # What is left of the two layers of kin is less probable than both together.
    ({"least": 80, "layers": ["call"]}, {"+22236301010 – Chérif", "Chérif – Demba"}),
)  # fmt: skip


def test_what_the_filters_leave(investigator: User) -> None:
    found = net(investigator)
    for filters, expected in LEFT:
        assert set(drawn(investigator, found, **filters)) == expected, filters


def test_a_tie_says_only_what_its_layers_that_are_seen_say(investigator: User) -> None:
    found = net(investigator)
    both = drawn(investigator, found)["Ahmed – Brahim"]
    now = stood(investigator, found, layers=["call"])
    (kin,) = [bond for bond in now.bonds if {now.nodes[bond.a].caption, now.nodes[bond.b].caption} == {"Ahmed", "Brahim"}]
    assert [layer.kind for layer in kin.layers] == [TieKind.FAMILY] and percent(kin.probability) < both
    assert {strand.schema for strand in kin.tie.strands} == {"Family"} and not kin.tie.since
    (line,) = [line for line in now.lines if {line.a, line.b} == {str(found["Ahmed"]), str(found["Brahim"])}]
    assert line.weight == kin.probability, "the line is as thick as the tie is probable"


def test_a_chart_kept_before_there_were_layers_opens_and_a_new_one_keeps_them(investigator: User, browser: Browse) -> None:
    found = net(investigator)
    client = browser(investigator)
    with people.at_work(investigator):
        circle = str(Circle.objects.get(agency=investigator.agency, kind="agency").public_id)
    before = {"families": [], "kinds": ["Call"], "factsOnly": True, "since": "", "until": ""}
    now = {"layers": ["family", "nonsense"], "least": 45, "since": "2025-05", "until": "2025-06", "undated": True}
    for filters in (before, now):
        sent = {"chart": None, "title": "t", "note": "", "circle": circle, "state": state_sent(found, **filters)}
        kept = asked(client, "/chart/save/", **sent)
        html = client.get(kept["url"]).content.decode()
        told = html.split('<script id="chart-kept" type="application/json">')[1].split("</script>")[0]
        held = json.loads(told)["state"]["filters"]
        assert held["kinds"] == filters.get("kinds", []) and held["least"] == filters.get("least", 0)
        assert held["layers"] == (["family"] if filters is now else []) and held["undated"] is (filters is now)
    bare = State({}, (), ()).written()
    for each in ("layers", "least", "undated"):
        del bare["filters"][each]
    assert state_of(bare) == State({}, (), ())
    for wrong in ({"least": 100}, {"least": True}, {"least": -1}, {"layers": "family"}):
        with pytest.raises(NoChart, match="filters"):
            state_of({"places": [], "filters": wrong})


def test_accepted_roles_bear_a_sign_suggestions_none_and_who_is_protected_a_shield(
    investigator: User, browser: Browse
) -> None:
    found = net(investigator)
    admit(
        investigator,
        draft(entity("m", "Person", name="Suggested"), entity("a", "Person", name="Other"),
              tie("r", "NetworkRole", {"holder": "m"}, said("role", "guide")),
              tie("f", "Family", {"person": "m", "relative": "a"})),
        draft(entity("k", "Person", name="Child", birthDate="2015")),
    )  # fmt: skip
    suggested, child = person(investigator, "Suggested"), person(investigator, "Child")
    ahmed, brahim = person(investigator, "Ahmed"), person(investigator, "Brahim")
    with people.at_work(investigator) as viewer:
        give_role(viewer, brahim, Given(Script.SOM, "host", since="2025-01", until="2025-02", reason="two sources"))
        give_role(viewer, ahmed, Given(Script.TIP, "recruiter", reason="r", kind=RoleKind.FACT))
    client = browser(investigator)
    data = grown(client, shown=[*map(str, found.values()), str(suggested.public_id), str(child.public_id)])
    marks = {node[1]: (node[10], node[11]) for node in data["nodes"]}
    assert marks["Brahim"] == ([["host", "Host / safe-house keeper", "som", "2025-01", "2025-02", 0]], 0)
    assert marks["Ahmed"] == ([["recruiter", "Recruiter / broker", "tip", "", "", 1]], 0)
    assert marks["Suggested"] == ([], 0) and marks["Child"] == ([], 1)
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(verb="read", object_type="role", fields=["chart"]).exists()
    html = client.get(f"/chart/?entity={found['Brahim']}").content.decode()
    assert "Host / safe-house keeper (assessed)" in html and "Recruiter / broker<" in html
    state = state_sent({**found, "child": child.public_id})
    with people.at_work(investigator) as viewer:
        spots = {spot.label: spot for spot in standing(viewer, state_of(state), verb="read", part="chart").spots}
        state["filters"] = {"since": "2025-05", "until": "2025-06"}
        later = {spot.label: spot for spot in standing(viewer, state_of(state), verb="read", part="chart").spots}
    assert (spots["Brahim"].role, spots["Brahim"].stated) == ("host", False) and spots["Ahmed"].stated
    assert spots["Child"].spared and not spots["Child"].role and not spots["Demba"].role
    assert not later["Brahim"].role and later["Ahmed"].role == "recruiter", "a role is marked while it was held"
    state["filters"] = {}
    svg = client.post("/chart/picture/", json.dumps({"state": state}), content_type="application/json").content.decode()
    assert svg.count('fill-rule="evenodd"') == 3 and svg.count('stroke-dasharray="2.4 2"') == 1
    sent = {"state": json.dumps(state), "format": "pdf", "language": "en", "purpose": "p"}
    text = written(client.post("/chart/take/", sent))
    assert "protected:noplan" in text and "maynamethisperson" in text and "U+20" not in text
    assert "Host/safe-housekeeper(assessed)" in text


def test_a_mark_behind_a_wall_is_shown_to_nobody_outside(investigator: User, other: User, browser: Browse) -> None:
    """Who may not read why somebody is protected sees no shield: only that a plan does not name him."""
    found = net(investigator)
    witness, secret = person(investigator, "Demba"), people.circle(investigator)
    with people.at_work(investigator) as viewer:
        protect(viewer, witness, ground=Ground.WITNESS, reason="heard", circle=secret)
    colleague = people.person("analyst", at=investigator.agency)
    shields = {
        user.code: {node[1] for node in grown(browser(user), shown=list(map(str, found.values())))["nodes"] if node[11]}
        for user in (investigator, colleague)
    }
    assert shields == {investigator.code: {"Demba"}, colleague.code: set()}
    assert other.pk


def test_the_strongest_way_is_not_the_shortest_and_is_the_charts_own(investigator: User, browser: Browse) -> None:
    admit(
        investigator,
        draft(entity("a", "Person", name="One"), entity("z", "Person", name="End"),
              tie("k", "Associate", {"person": "a", "associate": "z"}, kind="assessment"),
              grade_source="X", grade_information="4"),
        draft(entity("a", "Person", name="One", passportNumber="MR0000001"), entity("b", "Person", name="Middle"),
              entity("z", "Person", name="End"),
              tie("f", "Family", {"person": "a", "relative": "b"}), tie("g", "Family", {"person": "b", "relative": "z"}),
              grade_source="A", grade_information="1"),
    )  # fmt: skip
    with people.at_work(investigator):
        ones, ends = (list(Entity.objects.filter(caption=name).order_by("pk")) for name in ("One", "End"))
        middle = Entity.objects.get(caption="Middle")
    judged_by(investigator, *ones)
    judged_by(investigator, *ends)
    client = browser(investigator)
    sent = {"from": ones[0].public_id, "to": ends[0].public_id}
    short = asked(client, "/chart/way/", **sent)
    strong = asked(client, "/chart/strongest/", **sent)
    assert short["path"] == [str(ones[0].public_id), str(ends[0].public_id)]
    assert strong["path"] == [str(ones[0].public_id), str(middle.public_id), str(ends[0].public_id)] and strong["exhausted"]
    assert strong["probability"] == pytest.approx(strong["ties"][0] * strong["ties"][1])
    with people.at_work(investigator) as viewer:
        chart = charted(viewer, list(map(uuid.UUID, strong["path"])))
        figures = {frozenset((bond.a, bond.b)): bond.probability for bond in chart.bonds}
        with counted() as asked_of:
            strongest(viewer, ones[0].public_id, ends[0].public_id)
    on_way = [figures[frozenset(map(uuid.UUID, pair))] for pair in itertools.pairwise(strong["path"])]
    assert on_way == pytest.approx(strong["ties"]), "the chart says the same of each tie"
    assert len(asked_of) <= 2 + 4 * 6, "\n".join(asked_of)
    with people.at_work(people.person("auditor")):
        event = AuditEvent.objects.filter(object_type="entity", fields=["way"]).latest("pk")
        assert [str(each) for each in event.object_ids] == strong["path"]


def test_the_strongest_way_is_walled_as_the_shortest(investigator: User, other: User, browser: Browse) -> None:
    found = net(investigator)
    sent = {"from": str(found["Ahmed"]), "to": str(found["Brahim"])}
    for client, status in ((browser(other), 404), (browser(investigator), 200)):
        answer = client.post("/chart/strongest/", json.dumps(sent), content_type="application/json")
        assert answer.status_code == status
    client = browser(investigator)
    wrong = client.post("/chart/strongest/", json.dumps({"from": "x"}), content_type="application/json")
    assert wrong.status_code == 400 and wrong.json()["field"] == "from"
    (report,) = admit(investigator, draft(entity("a", "Person", name="Alone")))
    alone = asked(client, "/chart/strongest/", **{"from": found["Ahmed"], "to": person(investigator, "Alone").public_id})
    assert alone["path"] == [] and alone["exhausted"] and report.pk


def test_the_strongest_way_of_a_network_is_the_best_of_all_its_ways() -> None:
    """Against every way of small networks."""
    from random import Random

    draw = Random(5)
    for _number in range(60):
        names = "abcdef"
        pairs = {pair: round(draw.random(), 4) for pair in itertools.combinations(names, 2) if draw.random() < 0.5}
        best = 0.0
        for length in range(len(names) - 1):
            for inner in itertools.permutations("bcde", length) if length <= 4 else ():
                likely = 1.0
                for pair in itertools.pairwise(("a", *inner, "f")):
                    likely *= pairs.get((min(pair), max(pair)), 0.0)
                best = max(best, likely)
        found = reach(around(pairs), "a", end="f")
        path = way_to(found, "f")
        assert (found["f"].probability if path else 0.0) == pytest.approx(best)
        assert not path or (path[0] == "a" and path[-1] == "f")


def test_who_becomes_important_is_said_of_nobody_who_may_not_be_named(investigator: User, browser: Browse) -> None:
    """A star of two middles: without the one all ways lead over the other; a protected one is neither asked about nor named."""
    names = ["Left", "Right", *(f"Leaf {at}" for at in range(6))]
    slots = {name: f"s{at}" for at, name in enumerate(names)}
    ties = [tie(f"{side}{at}", "Family", {"person": slots[side], "relative": slots[f"Leaf {at}"]})
            for side in ("Left", "Right") for at in range(6) if side == "Left" or at < 5]  # fmt: skip
    admit(investigator, draft(*(entity(slot, "Person", name=name) for name, slot in slots.items()), *ties))
    found = {name: person(investigator, name).public_id for name in names}
    client = browser(investigator)
    told = asked(client, "/chart/leaving/", id=found["Left"], state=state_sent(found))
    first = told["rows"][0]
    assert first["id"] == str(found["Right"])
    assert first["sentence"] == "\u206624 %\u2069 before, \u206648 %\u2069 then; stays at place 1"
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(object_type="entity", fields=["leaving"]).exists()
    # Without the ties of that layer nothing is left to measure.
    none = asked(client, "/chart/leaving/", id=found["Left"], state=state_sent(found, layers=["family"]))
    assert none["rows"] == [] and none["sentence"].startswith("Nothing is worked out")
    victim, secret = person(investigator, "Right"), people.circle(investigator)
    with people.at_work(investigator) as viewer:
        protect(viewer, victim, ground=Ground.VICTIM, reason="x", circle=secret)
    colleague = people.person("analyst", at=investigator.agency)
    for user in (investigator, colleague):
        client = browser(user)
        told = asked(client, "/chart/leaving/", id=found["Left"], state=state_sent(found))
        assert str(found["Right"]) not in json.dumps(told)
        refused = asked(client, "/chart/leaving/", id=found["Right"], state=state_sent(found))
        assert refused == none, "the answer is that for somebody whom nothing ties"
    assert client.post("/chart/leaving/", json.dumps({"id": str(uuid.uuid4()), "state": state_sent(found)}),
                       content_type="application/json").status_code == 404  # fmt: skip


def test_three_have_in_common_what_two_of_them_share(investigator: User, browser: Browse) -> None:
    found = net(investigator)
    (report,) = admit(
        investigator,
        draft(entity("x", "Person", name="Xavier"), entity("p", "Phone", number="+22236301010"),
              entity("y", "Person", name="Yacoub"),
              tie("u", "PhoneUse", {"holder": "x", "phone": "p"}), tie("f", "Family", {"person": "x", "relative": "y"})),
    )  # fmt: skip
    client = browser(investigator)
    three = [found["Ahmed"], found["Chérif"], person(investigator, "Xavier").public_id]
    shared = asked(client, "/chart/common/", ids=three)["ids"]
    assert shared == [str(found["phone"])]
    data = grown(client, shown=[str(each) for each in three], added=shared)
    tellers = {
        data["agencies"][data["reports"][at][1]][0]
        for row in data["ties"] for layer in row[3] for at in layer[6]
    }  # fmt: skip
    assert tellers == {investigator.agency.code} and report.pk, "each tie says who reports it"


def test_layers_of_one_tie_are_joined_as_the_network_joins_them() -> None:
    ties = [KnownTie("a", "b", kind, figure, 1, 0, 0, "", "", ("", ""), (1,), (), True)
            for kind, figure in ((TieKind.CALL, 0.5), (TieKind.FAMILY, 0.6))]  # fmt: skip
    from manara.networks.engine.ties.layers import Layer

    assert joined(Layer(tie.kind, tie.probability, True, ()) for tie in ties) == pytest.approx(0.8)
    assert joined([Layer(TieKind.CALL, 0.99, True, ()), Layer(TieKind.FAMILY, 0.99, True, ())]) == 0.99
    assert [percent(each) for each in (0.0, 0.005, 0.4849, 0.485, 0.99)] == [0, 1, 48, 49, 99]


def test_the_pages_data_is_the_graphs(investigator: User, browser: Browse) -> None:
    found = net(investigator)
    data = data_of(browser(investigator).get(f"/chart/?entity={found['Ahmed']}").content.decode())
    assert data["signs"]["shield"] and len(data["signs"]) >= 15
    for row in data["ties"]:
        for place, probability, stated, direction, says, spans, reports, own in row[3]:
            assert 0 < probability <= 0.99 and {stated, own} <= {0, 1} and direction in (-1, 0, 1, 2) and says and reports
            assert data["layers"][place][0] in set(TieKind) and all(at < len(data["spans"]) for at in spans)
