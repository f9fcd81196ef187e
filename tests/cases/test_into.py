"""From its own page a report or an entity is put into one of one's open cases, and taken out again."""

from __future__ import annotations

import pytest

from manara.cases.actions.close_case import close_case
from manara.cases.models import ListedEntity
from manara.cases.queries.finding import audiences_of
from manara.foundation.models import User
from manara.intake.models import Entity, Report
from tests.cases import story
from tests.cases.conftest import Browse
from tests.foundation.people import at_work

pytestmark = pytest.mark.django_db


def in_case(user: User, report: Report, case: object) -> bool:
    with at_work(user):
        return Report.objects.filter(pk=report.pk, audience_id__in=audiences_of(case.circle_id)).exists()  # type: ignore[attr-defined]


def test_a_report_goes_into_a_case_from_its_page_and_out_again(investigator: User, analyst: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1", analyst, title="Cap Blanc")
    report = story.report(investigator)
    client, address = browser(investigator), f"/reports/{report.public_id}/cases/"
    assert f'href="{address}"' in client.get(f"/reports/{report.public_id}/").content.decode()
    assert "Cap Blanc" in client.get(address).content.decode()
    missing = client.post(address, {"case": case.public_id, "reason": " "})
    assert missing.status_code == 200 and 'aria-invalid="true"' in missing.content.decode()
    assert not in_case(investigator, report, case)
    answer = client.post(address, {"case": case.public_id, "reason": "seen by both"}, follow=True).content.decode()
    assert in_case(investigator, report, case) and "seen by both" in answer and investigator.code in answer
    assert 'name="case"' not in answer  # It is in each open case by now.
    client.post(address, {"out": case.public_id})
    assert not in_case(investigator, report, case)
    # Sent twice, the second changes nothing and says so.
    assert "not in that case any more" in client.post(address, {"out": case.public_id}, follow=True).content.decode()


def test_an_entity_goes_on_a_list_from_its_page_and_off_again(investigator: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    story.report(investigator)
    with at_work(investigator):
        man = Entity.objects.get(schema="Person").public_id
    client, address = browser(investigator), f"/entities/{man}/cases/"
    assert f'href="{address}"' in client.get(f"/entities/{man}/").content.decode()
    client.post(address, {"case": case.public_id, "reason": "named by a witness"})
    page = client.get(address).content.decode()
    assert "named by a witness" in page
    silent = client.post(address, {"out": case.public_id, "reason": ""}, follow=True).content.decode()
    assert "say why" in silent
    with at_work(investigator):
        assert ListedEntity.objects.filter(entity=man, ended_at=None).count() == 1
    client.post(address, {"out": case.public_id, "reason": "another man"})
    with at_work(investigator):
        assert ListedEntity.objects.get(entity=man).ended_reason == "another man"


def test_a_report_written_in_a_case_is_said_to_be_and_not_taken_out(investigator: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    report = story.report(investigator, case)
    client, address = browser(investigator), f"/reports/{report.public_id}/cases/"
    assert "written in this case" in client.get(address).content.decode()
    assert client.post(address, {"out": case.public_id}).status_code == 404
    assert in_case(investigator, report, case)


def test_closed_cases_those_of_others_and_reports_of_others_are_not_offered(
    investigator: User, stranger: User, prosecutor: User, browser: Browse
) -> None:
    closed = story.case(investigator, "SOM-1", title="Closed one")
    theirs = story.case(stranger, "SOM-2", title="Not yours")
    with at_work(investigator) as viewer:
        close_case(viewer, closed, outcome="unsolved", reason="x")
    report = story.report(investigator)
    address = f"/reports/{report.public_id}/cases/"
    client = browser(investigator)
    page = client.get(address).content.decode()
    assert "Closed one" not in page and "Not yours" not in page and "You are in no open case" in page
    for case in (closed, theirs):
        assert client.post(address, {"case": case.public_id, "reason": "r"}).status_code == 200
        assert not in_case(stranger, report, case)
    assert browser(stranger).get(address).status_code == 404
    assert browser(prosecutor).get(address).status_code == 403  # A prosecutor opens nothing to others.


def test_what_its_originator_alone_may_pass_on_stays_out_and_what_was_typed_stays(
    investigator: User, stranger: User, browser: Browse
) -> None:
    shared = story.case(stranger, "SOM-1", investigator)
    own = story.case(investigator, "SOM-2")
    report = story.report(stranger, shared, handling="H2")
    answer = browser(investigator).post(
        f"/reports/{report.public_id}/cases/", {"case": own.public_id, "reason": "typed by me"}
    ).content.decode()
    assert "only the agency that wrote it" in answer and "typed by me" in answer
    assert not in_case(investigator, report, own)


def test_who_saw_it_by_the_case_alone_is_led_to_the_case(investigator: User, stranger: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1", stranger)
    report = story.report(investigator)
    browser(investigator).post(f"/reports/{report.public_id}/cases/", {"case": case.public_id, "reason": "r"})
    answer = browser(stranger).post(f"/reports/{report.public_id}/cases/", {"out": case.public_id})
    assert answer.status_code == 302 and answer["Location"] == f"/cases/{case.public_id}/reports/"


def test_the_case_leads_to_the_map_of_its_reports(investigator: User, stranger: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    story.report(investigator, case, place="Nouadhibou")
    story.report(investigator, name="Traoré Mamadou", phone="+22210301077", place="Dakar")
    client = browser(investigator)
    address = f"/map/?circle={case.circle.public_id}"
    assert f'href="{address}"' in client.get(f"/cases/{case.public_id}/").content.decode()
    page = client.get(address).content.decode()
    assert page.count('class="layer-reports"') == 1 and case.circle.title in page and f'value="{case.circle.public_id}"' in page
    layers = client.get(f"/map/layers/?circle={case.circle.public_id}").json()
    assert [row[3] for row in layers["reports"]] == ["Nouadhibou"]
    assert len(client.get("/map/layers/").json()["reports"]) == 2
    outside = browser(stranger)
    for path in ("/map/", "/map/all/", "/map/layers/", "/chart/"):
        assert outside.get(f"{path}?circle={case.circle.public_id}").status_code == 404


def test_the_case_leads_to_the_chart_of_what_its_reports_tie(investigator: User, browser: Browse) -> None:
    case = story.case(investigator, "SOM-1")
    client = browser(investigator)
    address = f"/chart/?circle={case.circle.public_id}"
    assert address not in client.get(f"/cases/{case.public_id}/").content.decode(), "no report, no chart"
    story.report(investigator, case)
    story.report(investigator, name="Traoré Mamadou", phone="+22210301077")
    assert f'href="{address}"' in client.get(f"/cases/{case.public_id}/").content.decode()
    page = client.get(address).content.decode()
    assert story.NAME in page and "Traoré" not in page
