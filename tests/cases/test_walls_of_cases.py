"""Nobody learns of a case that he can't see: not by a page, a number, a note beside another case, or how it is refused."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from manara.cases.actions.decide import decide
from manara.cases.actions.list_entity import list_entity
from manara.cases.actions.look_in import look_in
from manara.cases.actions.put_report import put_report
from manara.cases.models import Case, CaseVisit
from manara.cases.queries.beside import touching
from manara.cases.queries.finding import places_of
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Agency, AuditEvent, Circle, User
from manara.intake.actions.retract_report import retract_report
from manara.intake.models import Entity, Report
from manara.resolution.actions.judge import judge
from manara.resolution.engine.weighing import Weight
from manara.resolution.models import Verdict
from tests.cases import story
from tests.cases.conftest import Browse
from tests.foundation import people
from tests.foundation.people import at_work, nobody
from tests.resolution.queries_counted import counted
from tests.resolution.world import admit, draft, entities_of, entity

pytestmark = pytest.mark.django_db
FRESH = (re.compile(r'name="csrfmiddlewaretoken"\s+value="[^"]+"'), re.compile(r'(content|data-token)="[A-Za-z0-9]{64}"'),
         re.compile(r'name="token" value="[^"]+"'))  # fmt: skip
PARTS = ("", "reports/", "entities/", "tasks/", "decisions/", "timeline/", "log/", "people/", "close/", "merge/", "brief/")


def body(client: Client, address: str) -> tuple[int, str]:
    nobody()
    answer = client.get(address)
    text = answer.content.decode()
    for pattern in FRESH:
        text = pattern.sub("", text)
    return answer.status_code, text


def test_a_hidden_case_changes_no_byte_of_anybody_s_page(investigator: User, stranger: User, browser: Browse) -> None:
    mine = story.case(stranger, "SOM-9", title="Mine")
    story.report(stranger, mine)
    client = browser(stranger)
    addresses = ["/cases/", "/cases/new/", *(f"/cases/{mine.public_id}/{part}" for part in PARTS)]
    for address in addresses:
        assert body(client, address)[0] == 200, address
    before = [body(client, address) for address in addresses]
    hidden = story.case(investigator, "SOM-1", title="Hidden")
    story.report(investigator, hidden)  # the same phone
    with at_work(investigator) as viewer:
        decide(viewer, hidden, ruling="r", grounds="g", decided_on=story.TODAY)
    assert [body(client, address) for address in addresses] == before
    for part in PARTS:
        assert body(client, f"/cases/{hidden.public_id}/{part}") == body(client, f"/cases/{uuid.uuid4()}/{part}")


@pytest.mark.parametrize("role", ["auditor", "administrator", "first-responder", "trainer"])
def test_other_roles_open_no_case_even_as_its_members(role: str, investigator: User, browser: Browse) -> None:
    made = story.case(investigator)
    user = people.person(role)
    if role == "first-responder":
        with at_work(investigator) as viewer:
            admit_member(viewer, made.circle, user, reason="saw it")
    client = browser(user)
    for address in ("/cases/", f"/cases/{made.public_id}/", f"/cases/{made.public_id}/tasks/"):
        status, text = body(client, address)
        assert status == 403 and made.title not in text


def test_who_is_in_both_cases_is_told_what_they_have_in_common(investigator: User, analyst: User) -> None:
    first, second = story.case(investigator, "SOM-1", analyst), story.case(analyst, "SOM-2", title="Banc")
    story.report(investigator, first)
    story.report(analyst, second, name="Sidi Ould Cheikh")
    with at_work(investigator) as viewer:  # in the first alone
        assert touching(viewer, places_of(first)) == []
    with at_work(analyst) as viewer:
        found = touching(viewer, places_of(first))
        assert [(each.number, each.schema, each.same) for each in found] == [("SOM-2", "Phone", True)]
        back = touching(viewer, places_of(second))
        assert [(each.number, each.schema) for each in back] == [("SOM-1", "Phone")]


def test_a_person_in_both_and_one_on_a_list_are_told_too(investigator: User) -> None:
    first, second = story.case(investigator, "SOM-1"), story.case(investigator, "SOM-2", title="Banc")
    story.report(investigator, first, second)
    third = story.case(investigator, "SOM-3", title="Nouadhibou")
    alone = story.report(investigator, first, phone="+22210301077")
    with at_work(investigator) as viewer:
        found = touching(viewer, places_of(first))
        assert {(each.number, each.schema) for each in found} == {("SOM-2", "Person"), ("SOM-2", "Phone")}
        list_entity(viewer, third, Entity.objects.get(report=alone, schema="Person"), reason="his brother")
        found = touching(viewer, places_of(first))
        assert ("SOM-3", "Person") in {(each.number, each.schema) for each in found}


def test_whom_a_case_s_pages_name_is_in_the_log_of_each_circle(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    first, second = story.case(investigator, "SOM-1"), story.case(investigator, "SOM-2", title="Banc")
    one, other = (
        admit(investigator, draft(entity("p", "Person", name=f"Sidi {n}"), place=n), circles=[case.circle_id])[0]
        for n, case in (("One", first), ("Two", second))
    )
    outside, put = admit(
        investigator,
        draft(entity("p", "Person", name="Listed Person")),
        draft(entity("p", "Person", name="Named In A Row"), place="x"),
        circles=[Circle.objects.get(kind="agency", agency=gendarmerie).pk],
    )
    named = {row.pk: entities_of(investigator, row)["Person"] for row in (one, other, outside)}
    with at_work(investigator) as viewer:
        judge(viewer, named[one.pk], named[other.pk], Verdict.SAME, weight=Weight(20.0, 0.95, ""))
        list_entity(viewer, first, named[outside.pk], reason="told us")
        put_report(viewer, first, put, reason="seen there")
    with at_work(people.person("auditor", at=gendarmerie)):
        listing = AuditEvent.objects.filter(verb="change", object_type="case", fields=["entities"])
        told_of = {(row.audience_id, *row.object_ids) for row in listing}
    apart = named[outside.pk]
    assert told_of == {(first.audience_id, first.public_id), (apart.audience_id, first.public_id, apart.public_id)}

    client = browser(investigator)

    def told(part: str, text: str) -> set[tuple[object, ...]]:
        with at_work(people.person("auditor", at=gendarmerie)):
            last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        assert text in body(client, f"/cases/{first.public_id}/{part}")[1]
        with at_work(people.person("auditor", at=gendarmerie)):
            rows = AuditEvent.objects.filter(pk__gt=last, verb="list", object_type__in=["entity", "report"])
            return {(*row.fields, row.audience_id, address) for row in rows for address in row.object_ids}

    with at_work(investigator):
        put.refresh_from_db()  # it lies open to the case now, too
    seen = told("", "Sidi One")
    for each in (named[one.pk], named[other.pk]):
        assert ("deconfliction", each.audience_id, each.public_id) in seen
        assert {row[1] for row in seen if row[0] == "deconfliction" and row[2] == each.public_id} == {each.audience_id}
    log = told("log/", "Listed Person")
    assert log == {
        ("log", named[outside.pk].audience_id, named[outside.pk].public_id), ("log", put.audience_id, put.public_id),
    }  # fmt: skip
    assert {row for row in seen if row[0] == "log"} == log


def test_a_case_with_everything_restricted_is_a_page_of_its_own(
    investigator: User, analyst: User, browser: Browse
) -> None:
    made = story.case(investigator, "SOM-1", analyst)
    outside = story.report(investigator)  # his agency's, which the analyst of another agency doesn't see
    foreign = people.person("analyst", at=people.agency("foreign"), code="E-0700")
    with at_work(investigator) as viewer:
        admit_member(viewer, made.circle, foreign, reason="joint work")
        list_entity(viewer, made, Entity.objects.get(report=outside, schema="Person"), reason="seen at the quay")
    inside = story.report(investigator, made, phone="+22210301055", name="Traoré Mamadou")
    with at_work(investigator) as viewer:
        retract_report(viewer, Report.objects.get(pk=inside.pk), reason="wrong boat")
    client = browser(foreign)
    for part in PARTS:
        status, text = body(client, f"/cases/{made.public_id}/{part}")
        assert status in (200, 403), part
        assert status == 200 or part == "close/"
        assert story.NAME not in text and "Traoré" not in text and "seen at the quay" not in text, part
    text = body(client, f"/cases/{made.public_id}/")[1]
    assert "No report that you may see is in this case" in text and "None that you may see." in text


def test_looking_is_one_s_own(investigator: User, analyst: User) -> None:
    made = story.case(investigator, "SOM-1", analyst)
    with at_work(investigator) as viewer:
        assert look_in(viewer, made) is None
        assert CaseVisit.objects.count() == 1
    with at_work(analyst):
        assert not CaseVisit.objects.exists()


def test_the_page_asks_a_fixed_number_of_questions_however_large_the_case(investigator: User, browser: Browse) -> None:
    made, other = story.case(investigator), story.case(investigator, "SOM-2", title="Banc")
    story.report(investigator, made, other)
    client = browser(investigator)
    client.get(f"/cases/{made.public_id}/")
    nobody()
    with counted() as asked:
        assert client.get(f"/cases/{made.public_id}/").status_code == 200
    few = len(asked)
    for number in range(12):
        story.report(investigator, made, phone=f"+222103011{number:02}", name=f"Traoré {number}")
    nobody()
    with counted() as asked:
        assert client.get(f"/cases/{made.public_id}/").status_code == 200
    assert len(asked) == few <= 19, "\n".join(each[:150] for each in asked)


def test_counts_are_per_family_and_never_summed(investigator: User, browser: Browse) -> None:
    for number, family in enumerate(("tip", "som", "som", "slavery", "mixed")):
        story.case(investigator, f"N-{number}", family=family)
    text = body(browser(investigator), "/cases/")[1]
    told = re.findall(r'<span class="value"><bdi[^>]*>(\d+)</bdi></span>\s*<span class="unit">([^<]+)', text)
    assert [(int(n), label) for n, label in told] == [
        (1, "Trafficking in persons"), (2, "Smuggling of migrants"), (1, "Slavery"), (1, "Several offences"),
    ]  # fmt: skip
    assert "5" not in {n for n, _label in told}
    nobody()
    assert Case.objects.count() == 0  # without a viewer there is nothing
