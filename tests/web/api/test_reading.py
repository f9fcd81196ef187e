"""What a programme reads: as much as the pages show, each value with who says it, how sure and under which code."""

from __future__ import annotations

import uuid
from typing import Any

import orjson
import pytest
from django.test import Client

from manara.foundation.access import Ability
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Agency, AuditEvent, User
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Report
from manara.resolution.actions.judge import judge
from manara.resolution.engine.weighing import Weight
from manara.resolution.models import Verdict
from manara.resolution.queries import exporting
from tests.foundation import people
from tests.resolution.world import address, admit, draft, entities_of, entity
from tests.web.api.programme import NAME, PURPOSE, asking, events, story, token_of

pytestmark = pytest.mark.django_db


def got(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    return answer.json()


def test_the_first_question_tells_who_i_am_and_how_far_my_token_goes(investigator: User) -> None:
    me = got(asking(investigator, Ability.READ_ENTITIES), "me")
    assert me["code"] == investigator.code and me["purpose"] == PURPOSE
    assert me["abilities"] == me["token"]["abilities"] == ["read-entities"]
    assert me["limits"]["page"] == 200


def test_a_report_is_read_whole_with_its_grade_and_code(investigator: User) -> None:
    report, client = story(investigator), asking(investigator)
    (line,) = got(client, "reports")["reports"]
    assert line["id"] == str(report.public_id) and line["title"] == NAME
    whole = got(client, f"reports/{report.public_id}")
    vouching = whole["said_by"]
    assert vouching["grade"] == {"scheme": "4x4", "source": "B", "information": "2"}
    assert vouching["handling"] == "H1" and vouching["agency"]["name"] == "Gendarmerie"
    person = next(each for each in whole["entities"] if each["schema"] == "Person")
    said = {(each["property"], each["value"]): each for each in person["statements"]}
    assert said["birthDate", "1984-12-03"]["kind"] == "assessment"
    assert said["nationality", "mr"]["original"] == "موريتاني"
    use = next(each for each in whole["entities"] if each["schema"] == "PhoneUse")
    assert {each["other"]["schema"] for each in use["statements"]} == {"Person", "Phone"}


def test_an_entity_tells_each_value_with_its_sayers(investigator: User) -> None:
    report = story(investigator)
    known = got(asking(investigator), f"entities/{address(investigator, report)}")
    assert known["handling"] == "H1" and known["caption"] == NAME
    birth = next(each for each in known["properties"] if each["property"] == "birthDate")
    assert birth["conflict"] and sum(each["share"] for each in birth["values"]) == 100
    assert "day-month-swapped" in birth["values"][1]["doubts"]
    assert all(value["said_by"][0]["report"] == str(report.public_id) for value in birth["values"])


def test_the_search_is_that_of_the_pages(investigator: User) -> None:
    report, client = story(investigator), asking(investigator)
    for words in ("Mohamed Ould Ahmed Salem", "محمد احمد سالم", "36 30 10 10"):
        found = got(client, "search", q=words)["found"]
        assert str(report.public_id) in {each["said_by"]["report"] for each in found}, words
    narrowed = got(client, "search", q="Mohamed Ould Ahmed Salem", schema="Vessel")
    assert narrowed["found"] == []
    assert got(client, "search", q="1")["problem"] == "short"


def test_ties_statements_and_reports_of_an_entity(investigator: User) -> None:
    report, client = story(investigator), asking(investigator)
    at = f"entities/{address(investigator, report)}"
    ties = {each["other"]["schema"]: each for each in got(client, f"{at}/ties")["ties"]}
    assert ties["Phone"]["certain"] and not ties["Vessel"]["certain"]
    assert ties["Vessel"]["strands"][0]["said_by"]["grade"]["source"] == "B"
    stated = got(client, f"{at}/statements")["statements"]
    assert {each["property"] for each in stated} >= {"name", "birthDate", "nationality"}
    assert [each["report"] for each in got(client, f"{at}/reports")["reports"]] == [str(report.public_id)]


def test_lists_are_walked_to_their_end_without_a_gap_or_a_double(investigator: User) -> None:
    for number in range(7):
        story(investigator, f"Person {number}", f"+2223630200{number}")
    client = asking(investigator)
    for question, named in (("reports", "reports"), ("entities?schema=Person", "entities")):
        seen, mark = [], ""
        for _page in range(9):
            page = got(client, question, limit=3, after=mark) if "?" not in question else client.get(
                f"/api/v1/{question}&limit=3&after={mark}").json()  # fmt: skip
            seen += [each["id"] for each in page[named]]
            mark = page["next"]
            if mark is None:
                break
        assert mark is None and len(seen) == len(set(seen)) == 7, question


def test_the_statements_of_a_report_and_of_an_entity_are_walked_too(investigator: User) -> None:
    report, client = story(investigator), asking(investigator)
    for question, named in (
        (f"reports/{report.public_id}", "entities"),
        (f"entities/{address(investigator, report)}/statements", "statements"),
    ):
        whole = got(client, question)[named]
        walked, mark = [], ""
        while mark is not None:
            page = got(client, question, limit=2, after=mark)
            walked, mark = walked + page[named], page["next"]
        assert walked == whole and len(whole) > 2


def test_one_number_in_many_reports_is_walked(investigator: User) -> None:
    calls = [draft(entity("p", "Phone", number="+22236301010"), occurred=f"2026-02-1{day}") for day in range(5)]
    reports = admit(investigator, *calls)
    client, at = asking(investigator), address(investigator, reports[0], "Phone")
    walked, mark = [], ""
    while mark is not None:
        page = got(client, f"entities/{at}/reports", limit=2, after=mark)
        walked, mark = [*walked, *page["reports"]], page["next"]
    assert {each["report"] for each in walked} == {str(each.public_id) for each in reports} and len(walked) == 5


def test_a_mark_says_nothing_and_fits_one_list_of_one_person(investigator: User, other: User) -> None:
    for number in range(3):
        story(investigator, f"Person {number}")
    client = asking(investigator)
    mark = got(client, "reports", limit=1)["next"]
    assert mark == got(client, "reports", limit=1)["next"], "the same question has the same answer"
    for question in (f"reports?kind=row&after={mark}", f"entities?schema=Person&after={mark}", "reports?after=abc"):
        assert client.get(f"/api/v1/{question}").json()["type"] == "urn:manara:problem:mark-unknown", question
    theirs = asking(other).get(f"/api/v1/reports?after={mark}")
    assert theirs.json()["type"] == "urn:manara:problem:mark-unknown"


def test_a_walk_goes_on_though_the_report_it_stood_at_is_gone(investigator: User) -> None:
    reports = [story(investigator, f"Person {number}") for number in range(4)]
    client = asking(investigator)
    first = got(client, "reports", limit=2, retracted="no")
    with people.at_work(investigator) as viewer:
        retract_report(viewer, reports[2], reason="wrong person")
    rest = got(client, "reports", limit=2, retracted="no", after=first["next"])
    assert {each["id"] for each in rest["reports"]} == {str(each.public_id) for each in reports[:2]}


def test_of_a_report_that_was_taken_back_nothing_is_told_but_that_it_was_one(investigator: User) -> None:
    report, client = story(investigator), asking(investigator)
    person = address(investigator, report)
    with people.at_work(investigator) as viewer:
        retract_report(viewer, report, reason="wrong person")
    whole = client.get(f"/api/v1/reports/{report.public_id}")
    assert whole.json()["retracted"] and NAME not in whole.content.decode() and not whole.json()["entities"]
    assert client.get(f"/api/v1/entities/{person}").status_code == 404


def test_taking_along_needs_the_right_to_and_is_recorded_as_taking(investigator: User) -> None:
    report = story(investigator)
    at = address(investigator, report)
    refused = asking(investigator, Ability.READ_ENTITIES).get(f"/api/v1/entities/{at}/ftm")
    assert refused.status_code == 403 and refused.json()["type"] == "urn:manara:problem:token-narrower"
    answer = asking(investigator, Ability.EXPORT).get(f"/api/v1/entities/{at}/ftm")
    lines = [orjson.loads(each) for each in answer.content.splitlines()]
    assert {each["schema"] for each in lines} >= {"Person", "Ownership", "Vessel"}
    assert answer["Content-Type"] == "application/x-ndjson" and answer["X-Handling"] == "H1"
    assert all(each["context"]["taken_by"] == investigator.code for each in lines)
    assert "export" in {verb for verb, *_rest in events(investigator)}


@pytest.mark.parametrize("question", ["ftm", "entities/{}/ftm"])
def test_each_keeper_sees_what_a_programme_took_of_his_own_circle_and_of_no_other(
    investigator: User, gendarmerie: Agency, question: str
) -> None:
    keepers = [people.person("investigator", at=gendarmerie) for _circle in range(2)]
    rows: list[Report] = []
    for number, keeper in enumerate(keepers):
        circle = people.circle(keeper, name=f"case {number}")
        with people.at_work(keeper) as viewer:
            admit_member(viewer, circle, investigator, reason="both cases")
        rows += admit(investigator, draft(entity("p", "Person", name="Awa Diop"), place=f"{number}"), circles=[circle.pk])
    sides = [entities_of(investigator, row)["Person"] for row in rows]
    with people.at_work(investigator) as viewer:
        judge(viewer, *sides, Verdict.SAME, weight=Weight(20.0, 0.95, ""))
    answer = asking(investigator).get(f"/api/v1/{question.format(sides[0].public_id)}")
    assert answer.status_code == 200 and len(answer.content.splitlines()) == 2
    for number, keeper in enumerate(keepers):
        with people.at_work(keeper):
            told = list(AuditEvent.objects.filter(actor_id=investigator.pk, verb="export"))
        own = {(each.object_type, *each.object_ids) for each in told}
        assert own == {("entity", sides[number].public_id), ("report", rows[number].public_id)}
        assert all(each.fields == ["ftm"] and each.purpose and each.sealed_detail for each in told)


def test_more_than_a_file_holds_is_a_problem_that_says_what_to_do(
    investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = address(investigator, story(investigator))
    monkeypatch.setattr(exporting, "MOST_AROUND", 1)
    answer = asking(investigator).get(f"/api/v1/entities/{at}/ftm")
    assert answer.status_code == 413 and answer.json()["type"] == "urn:manara:problem:more-than-a-file-holds"
    assert "/api/v1/ftm" in answer.json()["detail"]
    assert [verb for verb, kind, *_rest in events(investigator) if kind == "entity"][-1] == "read"


def test_everything_is_taken_along_page_by_page(investigator: User) -> None:
    story(investigator)
    client, seen, mark = asking(investigator), [], ""
    while mark is not None:
        answer = client.get("/api/v1/ftm", {"limit": 2, "after": mark})
        seen += [orjson.loads(each)["id"] for each in answer.content.splitlines()]
        mark = answer.headers.get("X-Next")
    assert len(seen) == len(set(seen)) == 5


def test_each_read_is_recorded_with_its_token_and_its_purpose(investigator: User) -> None:
    report = story(investigator)
    token, secret = token_of(investigator)
    client = Client(headers={"Authorization": f"Bearer {secret}", "X-Purpose": "قضية 31".encode().decode("latin-1")})
    before = len(events(investigator))
    for question in (f"reports/{report.public_id}", "reports", "search?q=Mohamed", f"entities/{address(investigator, report)}"):
        assert client.get(f"/api/v1/{question}").status_code == 200
    read = events(investigator)[before:]
    assert {(verb, kind) for verb, kind, *_rest in read} >= {
        ("read", "report"), ("list", "report"), ("search", "entity"), ("read", "entity"),
    }  # fmt: skip
    assert {(purpose, way) for _verb, _kind, purpose, way in read} == {("قضية 31", token.public_id)}


def test_what_is_hidden_answers_as_what_never_was(investigator: User, other: User) -> None:
    report = story(investigator)
    person, client = address(investigator, report), asking(other)
    for question in ("reports/{}", "entities/{}", "entities/{}/statements", "entities/{}/ties", "entities/{}/reports",
                     "entities/{}/ftm"):  # fmt: skip
        real = report.public_id if question.startswith("reports") else person
        hidden, never = (client.get(f"/api/v1/{question.format(each)}") for each in (real, uuid.uuid4()))
        assert hidden.status_code == 404 and hidden.content == never.content
        drop = {"X-Request-Id"}
        assert {*hidden.items()} - {(n, hidden[n]) for n in drop} == {*never.items()} - {(n, never[n]) for n in drop}


def test_one_who_reads_only_own_reports_reads_no_others(investigator: User, gendarmerie: Any) -> None:
    colleague = people.person("investigator", at=gendarmerie)
    story(colleague, "Someone else")
    mine = story(investigator)
    narrow = got(asking(investigator, Ability.READ_OWN_REPORTS), "reports")["reports"]
    assert [each["id"] for each in narrow] == [str(mine.public_id)]
    assert len(got(asking(investigator), "reports")["reports"]) == 2
