"""A first responder sees his own reports first; whoever set a review date learns that it is due."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string

from manara.intake.models import Report
from manara.intake.queries.fate import reviews_due
from manara.intake.shell import own_reports
from tests.foundation import people
from tests.resolution.world import admit, draft, entity

pytestmark = pytest.mark.django_db


def test_a_first_responder_sees_what_became_of_his_own_reports() -> None:
    agency = people.agency("gn-ndb")
    me, colleague = people.person("first-responder", at=agency, code="E-1"), people.person("analyst", at=agency, code="E-2")
    (mine,) = admit(me, draft(entity("p", "Person", name="Sidi")))
    admit(colleague, draft(entity("p", "Person", name="Brahim")))
    with people.at_work(colleague) as viewer:
        assert own_reports(viewer) is None, "who reads all reports has no need of his own apart"
    with people.at_work(me) as viewer:
        card = own_reports(viewer)
        assert card is not None and card["zone"] == "mine"
        assert [report.public_id for report in card["context"]["reports"]] == [mine.public_id]
        assert "received" in render_to_string(card["template"], card["context"])


def test_a_review_that_is_due_is_the_authors_and_nobody_elses() -> None:
    agency = people.agency("gn-ndb")
    me, colleague = people.person("investigator", at=agency, code="E-1"), people.person("analyst", at=agency, code="E-2")
    (report,) = admit(me, draft(entity("p", "Person", name="Sidi")))
    with people.at_work(me):
        Report.objects.filter(pk=report.pk).update(review_on=date(2026, 1, 1))
    with people.at_work(me) as viewer:
        assert [each.pk for each in reviews_due(viewer, date(2026, 1, 1), size=6)] == [report.pk]
        assert reviews_due(viewer, date(2025, 12, 31), size=6) == []
    with people.at_work(colleague) as viewer:
        assert reviews_due(viewer, date(2026, 1, 1), size=6) == []
