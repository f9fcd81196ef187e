"""Every page of a case in both directions, what it answers first, and what people do on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from manara.foundation.models import User
from tests.cases import story
from tests.cases.conftest import Browse

pytestmark = pytest.mark.django_db
PARTS = ("", "reports/", "entities/", "tasks/", "decisions/", "log/", "people/", "close/")


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
def test_every_part_of_a_case_is_shown(investigator: User, browser: Browse, language: str) -> None:
    made = story.case(investigator)
    story.report(investigator, made)
    client = browser(investigator, language)
    for part in PARTS:
        answer = client.get(f"/cases/{made.public_id}/{part}")
        assert answer.status_code == 200, part
        assert made.title in answer.content.decode(), part
    assert made.title in client.get("/cases/").content.decode()


def test_a_case_is_opened_and_worked_on(investigator: User, analyst: User, browser: Browse) -> None:
    client = browser(investigator)
    answer = client.post(
        "/cases/new/", {"number": "TIP-1", "title": "Dune", "family": "tip", "reason": "A girl asked for help"}
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert "Your first visit" in text
    assert "There is no chart yet" in text and "/chart/?circle=" not in text
    assert "No report is in the case" in text and "Nothing has been decided yet" in text
    due = timezone.localdate() - timedelta(days=1)
    me = str(investigator.public_id)
    answer = client.post(f"{answer['Location']}tasks/", {"title": "Ask the port", "owner": me, "due_on": due.isoformat()})
    assert answer.status_code == 302
    text = client.get(answer["Location"].replace("tasks/", "")).content.decode()
    assert "1 task is late" in text


def test_the_chart_of_a_case_begins_with_its_first_report(investigator: User, browser: Browse) -> None:
    made = story.case(investigator)
    client = browser(investigator)
    text = client.get(f"/cases/{made.public_id}/").content.decode()
    assert "There is no chart yet" in text and f'href="/cases/{made.public_id}/reports/">Put a report in' in text
    story.report(investigator, made)
    text = client.get(f"/cases/{made.public_id}/").content.decode()
    assert "There is no chart yet" not in text and "/chart/?circle=" in text
