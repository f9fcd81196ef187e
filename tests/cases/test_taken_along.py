"""A case is taken along as a document in each language, and each time is in the log."""

from __future__ import annotations

import pytest

from manara.foundation.models import AuditEvent, User
from tests.cases import story
from tests.cases.conftest import Browse
from tests.foundation import people
from tests.foundation.people import at_work, nobody

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_case_is_taken_along(investigator: User, browser: Browse, language: str) -> None:
    made = story.case(investigator)
    report = story.report(investigator, made)
    client = browser(investigator)
    answer = client.post(f"/cases/{made.public_id}/brief/", {"language": language})
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    # The number of a case is no file's name, and no browser keeps the document.
    assert made.number not in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
    nobody()
    with at_work(people.person("auditor")):
        taken = AuditEvent.objects.filter(verb="export")
        assert {each.object_type for each in taken} == {"case", "report", "entity"}
        assert report.public_id in taken.get(object_type="report").object_ids


def test_a_language_that_is_none_asks_again(investigator: User, browser: Browse) -> None:
    made = story.case(investigator)
    answer = browser(investigator).post(f"/cases/{made.public_id}/brief/", {"language": "xx"})
    assert answer.status_code == 200 and b"%PDF" not in answer.content


def test_a_prosecutor_takes_nothing_along(investigator: User, prosecutor: User, browser: Browse) -> None:
    made = story.case(investigator, "SOM-1", prosecutor)
    assert browser(prosecutor).post(f"/cases/{made.public_id}/brief/", {"language": "fr"}).status_code == 403
