"""Everybody sees what he himself took out of the node, and nobody what another took by this page."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from manara.foundation.actions.record import record
from manara.foundation.models import AuditEvent, User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.takings import PAGE
from tests.cases import story
from tests.cases.conftest import analyst, browser, gendarmerie, investigator, static_folder
from tests.foundation import people
from tests.foundation.people import at_work
from tests.resolution.conftest import Browse

__all__ = ["analyst", "browser", "gendarmerie", "investigator", "static_folder"]
pytestmark = pytest.mark.django_db


def test_the_page_is_empty_first_and_then_tells_what_was_taken(
    investigator: User, analyst: User, browser: Browse
) -> None:
    case = story.case(investigator, "SOM-1", analyst, title="Cap Blanc")
    story.report(investigator, case, handling="H1")
    client = browser(investigator)
    assert "You have taken nothing along" in client.get("/account/taken/").content.decode()
    brief = f"/cases/{case.public_id}/brief/"
    assert 'href="/account/taken/"' in client.get(brief).content.decode()
    assert client.post(brief, {"format": "pdf", "language": "fr", "purpose": "hearing 7"})["Content-Type"] == "application/pdf"
    page = client.get("/account/taken/").content.decode()
    assert page.count("<tr data-walk>") == 1 and f'href="/cases/{case.public_id}/"' in page and ">PDF<" in page
    assert "Cap Blanc" in page and "hearing 7" in page
    assert "You have taken nothing along" in browser(analyst).get("/account/taken/").content.decode()


def test_of_the_log_one_sees_his_own_takings_and_no_other_event(investigator: User, analyst: User) -> None:
    for user in (investigator, analyst):
        with at_work(user) as viewer:
            for verb in (AuditVerb.READ, AuditVerb.EXPORT, AuditVerb.DOWNLOAD, AuditVerb.SIGN_OUT):
                record(viewer, verb, "entity", [uuid.uuid4()])
    with at_work(analyst):
        assert {(each.actor_id, each.verb) for each in AuditEvent.objects.all()} == {
            (analyst.pk, "export"), (analyst.pk, "download"),
        }  # fmt: skip


def test_the_list_is_walked_to_its_end(investigator: User, browser: Browse) -> None:
    for _each in range(PAGE + 3):
        with at_work(investigator) as viewer:
            viewer = replace(viewer, request_id=uuid.uuid4())
            record(viewer, AuditVerb.EXPORT, "entity", [uuid.uuid4()], fields=["csv"])
            record(viewer, AuditVerb.EXPORT, "report", [uuid.uuid4()], fields=["csv"])
    client = browser(investigator)
    first = client.get("/account/taken/").content.decode()
    assert first.count("<tr data-walk>") == PAGE and "no longer to be seen" in first
    older = first.partition('rel="next" href="')[2].partition('"')[0]
    second = client.get(f"/account/taken/{older}").content.decode()
    assert second.count("<tr data-walk>") == 3 and 'rel="next"' not in second
    assert client.get("/account/taken/?before=x").status_code == 200


def test_an_auditor_and_an_administrator_have_the_page_too(browser: Browse) -> None:
    for role in ("auditor", "administrator"):
        assert browser(people.person(role)).get("/account/taken/").status_code == 200
