"""Roles are given by people, with evidence and a date, seen with the person, and taken back; suggestions wait for an answer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from manara.foundation.access import Refused
from manara.foundation.models import AuditEvent, Circle, User
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.models import Entity, Report
from manara.networks.actions.give_role import Given, NoRole, Protected, decline_role, give_role, take_back_role
from manara.networks.actions.protect import protect
from manara.networks.models import Ground, Role, RoleDeclined, RoleEnded, Script
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.test_judging import judged_by
from tests.resolution.world import address, admit, draft, entities_of, entity, said, tie

pytestmark = pytest.mark.django_db


def paid_by_three(user: User) -> tuple[uuid.UUID, Report]:
    """A man to whom three others paid, whom his report calls a guide since March 2025."""
    (report,) = admit(
        user,
        draft(
            entity("m", "Person", name="Sidi Ould Mbareck"), *(entity(one, "Person", name=f"Payer {one}") for one in "abc"),
            tie("r", "NetworkRole", {"holder": "m"}, said("role", "guide"), said("startDate", "2025-03")),
            *(tie(f"p{one}", "Payment", {"payer": one, "beneficiary": "m"}) for one in "abc"),
            grade_source="A", grade_information="1",
        ),
    )  # fmt: skip
    with people.at_work(user):
        return Entity.objects.get(report_id=report.pk, caption="Sidi Ould Mbareck").public_id, report


def roles(user: User) -> list[tuple[str, str, str]]:
    with people.at_work(user):
        return [(role.role, role.script, role.since) for role in Role.objects.filter(ended=None)]


def test_a_suggestion_says_why_waits_and_is_confirmed_for_one_offence(investigator: User, browser: Browse) -> None:
    who, report = paid_by_three(investigator)
    client = browser(investigator)
    html = client.get(f"/entities/{who}/roles/").content.decode()
    assert "3 people outside the family paid this person" in html and "1 report calls the person so" in html
    assert "Money collector" in html and "Guide" in html and f"/reports/{report.public_id}/" in html
    assert roles(investigator) == [], "nobody has a role by a suggestion"
    answer = client.post(f"/entities/{who}/roles/answer/", {"role": "guide", "act": "som", "reason": "two sources"})
    assert answer.status_code == 302
    assert roles(investigator) == [("guide", "som", "2025-03")]
    with people.at_work(investigator):
        role = Role.objects.get()
        assert role.kind == "assessment" and role.grounds == [["said", 1]] and role.stage == "land"
        assert role.evidence == [["report", str(report.public_id)]] and role.by_id == investigator.pk
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(verb="create", object_type="role", object_ids__contains=[who]).exists()
    html = client.get(f"/entities/{who}/roles/").content.decode()
    assert html.count("data-suggestion") == 1, "what was answered waits no more"
    page = client.get(f"/entities/{who}/").content.decode()
    assert "Guide" in page and "Smuggling of migrants" in page, "the card on his own page"
    again = client.post(f"/entities/{who}/roles/answer/", {"role": "guide", "act": "tip"}, follow=True)
    assert "not suggested any more" in again.content.decode() and len(roles(investigator)) == 1


def test_a_suggestion_leads_to_its_report_also_where_that_ties_nobody(investigator: User, browser: Browse) -> None:
    """One report ties the man to others, another only calls him something, and both are of one person."""
    (tied, calls) = admit(
        investigator,
        draft(
            entity("m", "Person", name="Sidi Ould Mbareck"), entity("n", "Person", name="Other"),
            tie("a", "Associate", {"person": "m", "associate": "n"}),
        ),
        draft(
            entity("m", "Person", name="Sidi Ould Mbareck"), tie("r", "NetworkRole", {"holder": "m"}, said("role", "guide")),
            grade_source="A", grade_information="1",
        ),
    )  # fmt: skip
    with people.at_work(investigator):
        one, other = (Entity.objects.get(report=each, caption="Sidi Ould Mbareck") for each in (tied, calls))
    judged_by(investigator, one, other)
    client = browser(investigator)
    for page in ("/roles/", f"/entities/{one.public_id}/roles/"):
        html = client.get(page).content.decode()
        waiting = html.split("data-suggestion")[1]
        assert "1 report calls the person so" in waiting and f"/reports/{calls.public_id}/" in waiting, page


def test_declined_it_comes_back_only_when_more_speaks_for_it_or_when_it_is_undone(
    investigator: User, browser: Browse
) -> None:
    who, report = paid_by_three(investigator)
    client = browser(investigator)
    url = f"/entities/{who}/roles/"
    refused = client.post(f"{url}answer/", {"role": "guide", "act": "decline", "reason": ""}, follow=True)
    assert "Say why it is declined" in refused.content.decode()
    client.post(f"{url}answer/", {"role": "guide", "act": "decline", "reason": "a namesake"})
    html = client.get(url).content.decode()
    assert html.count("data-suggestion") == 1 and "a namesake" in html
    listing = client.get("/roles/?part=declined").content.decode()
    assert "a namesake" in listing
    with people.at_work(investigator):
        declined = RoleDeclined.objects.get()
    client.post(f"/roles/declined/{declined.public_id}/undo/")
    assert client.get(url).content.decode().count("data-suggestion") == 2
    client.post(f"/roles/declined/{declined.public_id}/undo/")
    client.post(f"{url}answer/", {"role": "guide", "act": "decline", "reason": "a namesake"})
    with people.at_work(investigator):
        assert RoleDeclined.objects.filter(undone=None).count() == 1 and not Role.objects.exists()
    assert report.pk


def test_a_role_by_hand_needs_evidence_an_offence_and_dates_that_exist(investigator: User, browser: Browse) -> None:
    who, report = paid_by_three(investigator)
    client = browser(investigator)
    url = f"/entities/{who}/roles/"
    good = {
        "role": "captain", "script": "som", "stage": "sea", "since": "2025-05", "until": "2025-06", "kind": "fact",
        "evidence": [str(report.public_id)], "reason": "seen at the helm",
    }  # fmt: skip
    wrong = (
        {"script": ""}, {"role": "kingpin"}, {"evidence": []}, {"evidence": [str(uuid.uuid4())]}, {"since": "yesterday"},
        {"until": "2024"}, {"reason": "\u200b"}, {"stage": "moon"},
    )  # fmt: skip
    for change in wrong:
        assert client.post(url, {**good, **change}).status_code == 422, change
    assert roles(investigator) == []
    assert client.post(url, good).status_code == 302
    client.post(url, {**good, "script": "tip"})
    assert {(role, script) for role, script, _since in roles(investigator)} == {("captain", "som"), ("captain", "tip")}
    html = client.get("/roles/?part=given").content.decode()
    assert html.count("seen at the helm") == 2 and "Trafficking in persons" in html


def test_a_role_is_taken_back_with_its_reason_and_goes_with_its_report(investigator: User, browser: Browse) -> None:
    who, report = paid_by_three(investigator)
    client = browser(investigator)
    client.post(f"/entities/{who}/roles/answer/", {"role": "guide", "act": "som"})
    with people.at_work(investigator):
        role = Role.objects.get()
    assert client.post(f"/roles/{role.public_id}/take-back/", {"reason": ""}).status_code == 302
    assert len(roles(investigator)) == 1
    client.post(f"/roles/{role.public_id}/take-back/", {"reason": "another man"})
    assert roles(investigator) == []
    client.post(f"/roles/{role.public_id}/take-back/", {"reason": "twice"})
    html = client.get(f"/entities/{who}/roles/").content.decode()
    assert "another man" in html and "twice" not in html
    with people.at_work(investigator) as viewer:
        retract_report(viewer, Report.objects.get(pk=report.pk), reason="wrong")
        assert not Role.objects.exists() and not RoleEnded.objects.exists()
        restore_report(viewer, Report.objects.get(pk=report.pk), reason="right")
        assert Role.objects.count() == RoleEnded.objects.count() == 1


def test_whom_one_knows_to_be_protected_has_no_suggestion_and_is_given_no_role(
    investigator: User, other: User, browser: Browse
) -> None:
    who, report = paid_by_three(investigator)
    with people.at_work(investigator) as viewer:
        held = Entity.objects.get(public_id=who)
        home = Circle.objects.get(agency=investigator.agency, kind="agency")
        protect(viewer, held, ground=Ground.PASSENGER, reason="steered the boat for his own passage", circle=home)
        with pytest.raises(Protected):
            give_role(viewer, held, Given(Script.SOM, "captain"))
        with pytest.raises(NoRole):
            give_role(viewer, held, Given(Script.SOM, "kingpin"))
    client = browser(investigator)
    html = client.get(f"/entities/{who}/roles/").content.decode()
    assert "data-suggestion" not in html and "This person is protected" in html and 'id="give"' not in html
    assert "no plan, ranking or lookout names this person" in client.get(f"/entities/{who}/").content.decode()
    assert str(who) not in client.get("/roles/").content.decode()
    assert report.pk
    with people.at_work(other) as viewer, pytest.raises(Refused):
        people_without = people.person("prosecutor", at=other.agency)
        with people.at_work(people_without) as reader:
            give_role(reader, held, Given(Script.SOM, "guide"))


def test_whoever_reads_the_roles_of_somebody_is_recorded_with_all_that_he_read(investigator: User, browser: Browse) -> None:
    """One event a page, by the query that reads: what stands, was taken back or declined, and why he is protected."""
    who, _report = paid_by_three(investigator)
    client = browser(investigator)
    client.get(f"/entities/{who}/roles/")
    assert readings_of_roles() == []
    with people.at_work(investigator) as viewer:
        held = Entity.objects.get(public_id=who)
        stands, ended = (give_role(viewer, held, Given(Script.SOM, role)) for role in ("guide", "lookout"))
        take_back_role(viewer, ended, reason="it was his brother")
        declined = decline_role(viewer, held, "money_collector", strength=0.5, reason="he is their uncle")
        home = Circle.objects.get(agency=investigator.agency, kind="agency")
        mark = protect(viewer, held, ground=Ground.WITNESS, reason="heard", circle=home)
    client.get(f"/entities/{who}/roles/")
    read = {each.public_id for each in (stands, ended, declined, mark)}
    assert [(set(event.object_ids), event.fields) for event in readings_of_roles()] == [(read, ["roles"])]
    client.get(f"/entities/{who}/")
    assert [(set(event.object_ids), event.fields) for event in readings_of_roles()[1:]] == [
        ({stands.public_id, mark.public_id}, ["card"])
    ]  # fmt: skip


def readings_of_roles() -> list[AuditEvent]:
    """The readings of roles, as an auditor finds them."""
    with people.at_work(people.person("auditor")):
        return list(AuditEvent.objects.filter(verb="read", object_type="role").order_by("pk"))


def test_the_list_is_of_one_circle_with_the_strongest_first_and_costs_a_fixed_number_of_queries(
    investigator: User, other: User, browser: Browse
) -> None:
    who, _report = paid_by_three(investigator)
    client = browser(investigator)
    client.get("/roles/")
    with counted() as few:
        html = client.get("/roles/").content.decode()
    assert f"/entities/{who}/roles/" in html and "Money collector" in html
    many = [
        draft(
            entity("m", "Person", name=f"Guide {number}"),
            tie("r", "NetworkRole", {"holder": "m"}, said("role", "lookout"), kind="assessment"),
            entity("b", "Person", name=f"Friend {number}"), tie("t", "Associate", {"person": "m", "associate": "b"}),
            place=str(number),
        )
        for number in range(20)
    ]  # fmt: skip
    admit(investigator, *many)
    with counted() as more:
        html = client.get("/roles/").content.decode()
    assert html.count("data-suggestion") == 22 and len(more) == len(few) <= 20, "\n".join(more)
    assert html.index("Money collector") < html.index("Lookout"), "the strongest first"
    foreign = browser(other).get("/roles/").content.decode()
    assert "data-suggestion" not in foreign and "Nothing is suggested" in foreign


def test_marks_are_made_read_and_taken_off_on_their_pages(investigator: User, browser: Browse) -> None:
    who, _report = paid_by_three(investigator)
    client = browser(investigator)
    url = f"/entities/{who}/protect/"
    with people.at_work(investigator):
        home = str(Circle.objects.get(agency=investigator.agency, kind="agency").public_id)
    good = {"ground": "witness", "circle": home, "reason": "heard by the prosecutor"}
    for change in ({"ground": ""}, {"reason": " "}, {"circle": str(uuid.uuid4())}, {"ground": "friend"}):
        assert client.post(url, {**good, **change}).status_code == 422, change
    assert client.post(url, good).status_code == 302
    html = client.get(url).content.decode()
    assert "heard by the prosecutor" in html and "This person is protected" in html
    listed = client.get("/protections/").content.decode()
    mark = listed.split("/protections/")[2].split("/")[0] if listed.count("/protections/") > 1 else ""
    assert uuid.UUID(mark)
    assert "heard by the prosecutor" in client.get(f"/protections/{mark}/").content.decode()
    assert client.post(f"/protections/{mark}/", {"reason": ""}).status_code == 422
    client.post(f"/protections/{mark}/", {"reason": "it was another man"})
    assert "it was another man" in client.get(f"/protections/{mark}/").content.decode()
    assert "This person is protected" not in client.get(url).content.decode()
    (phone,) = admit(investigator, draft(entity("p", "Phone", number="+22236301010")))
    number = address(investigator, phone, "Phone")
    assert client.get(f"/entities/{number}/protect/").status_code == 404
    assert client.get(f"/entities/{number}/roles/").status_code == 404
    assert client.get(f"/entities/{number}/").status_code == 200


def test_what_a_report_says_protects_and_is_told_to_who_may_read_it(investigator: User, other: User, browser: Browse) -> None:
    (report,) = admit(investigator, draft(entity("a", "Person", name="Aboard", notes="passagère", birthDate="2012")))
    who: Any = entities_of(investigator, report)["Person"].public_id
    html = browser(investigator).get(f"/entities/{who}/protect/").content.decode()
    assert "calls the person victim, witness, passenger" in html and "whether the person is of age" in html
    assert browser(other).get(f"/entities/{who}/protect/").status_code == 404
